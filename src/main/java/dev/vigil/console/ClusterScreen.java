package dev.vigil.console;

import dev.vigil.actors.census.ClusterView;
import dev.vigil.actors.census.NodeStanding;
import dev.vigil.actors.node.HeadEnd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code show cluster}. The router has none, so the form is ours: a line for each node. */
final class ClusterScreen {
  private static final String LINE = "%-1s %-21s %-12s %6s %8s %8s %7s %9s %s%n";

  private ClusterScreen() {}

  /** Waits for the nodes' answers, two seconds at most. */
  static ClusterView of(HeadEnd headEnd) {
    return headEnd.cluster().toCompletableFuture().join();
  }

  static String text(ClusterView view) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Nodes: %d, shards: %d, without an owner: %d%n%n"
            .formatted(view.nodes().size(), view.shards(), view.unowned()));
    text.append(
        LINE.formatted(
            "", "Node", "Status", "Shards", "IKE SAs", "Tunnels", "Writes", "Lag (ms)", "Acts"));
    for (ClusterView.Line node : view.nodes()) {
      Optional<NodeStanding> said = node.standing();
      text.append(
          LINE.formatted(
              node.self() ? "*" : "",
              node.address(),
              node.reachable() ? node.status() : node.status() + " !",
              node.owned(),
              said.map(s -> "" + s.sas()).orElse("-"),
              said.map(s -> "" + s.tunnels()).orElse("-"),
              said.map(s -> "" + s.writesWaiting()).orElse("-"),
              said.map(s -> "" + s.oldestMillis()).orElse("-"),
              acts(node)));
    }
    text.append("%n* this node, ! unreachable; store: %s%n".formatted(store(view)));
    return text.toString();
  }

  private static String acts(ClusterView.Line node) {
    String acts = node.standing().map(s -> s.mayAct() ? "yes" : "no").orElse("-");
    return node.oldest() ? acts + ", oldest" : acts;
  }

  private static String store(ClusterView view) {
    return view.nodes().stream()
        .filter(ClusterView.Line::self)
        .flatMap(node -> node.standing().stream())
        .map(NodeStanding::store)
        .findFirst()
        .orElse("-");
  }

  static Object json(ClusterView view) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("shards", view.shards());
    fields.put("unowned_shards", view.unowned());
    fields.put("nodes", view.nodes().stream().map(ClusterScreen::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(ClusterView.Line node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", node.address());
    fields.put("status", node.status());
    fields.put("reachable", node.reachable());
    fields.put("self", node.self());
    fields.put("oldest", node.oldest());
    fields.put("shards", node.owned());
    node.standing()
        .ifPresent(said -> {
          fields.put("ike_sas", said.sas());
          fields.put("tunnels", said.tunnels());
          fields.put("writes_waiting", said.writesWaiting());
          fields.put("oldest_write_ms", said.oldestMillis());
          fields.put("may_act", said.mayAct());
          fields.put("store", said.store());
        });
    return fields;
  }
}
