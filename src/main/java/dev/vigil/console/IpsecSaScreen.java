package dev.vigil.console;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.language.ExecRequest.ShowIpsecSa;
import dev.vigil.protocol.config.HeadEndConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code show crypto ipsec sa [peer | map | interface] [detail]}. Configured flows that are down
 * are shown without SAs, as on the router.
 */
final class IpsecSaScreen {
  private IpsecSaScreen() {}

  /** The whole screen; what is large is better written block by block. */
  static String text(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      ShowIpsecSa which,
      Instant now) {
    return blocks(config, peers, connections, which, now).collect(Collectors.joining());
  }

  /** The same, flow by flow, each made when it is asked for. */
  static Stream<String> blocks(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      ShowIpsecSa which,
      Instant now) {
    Map<String, List<ProtectedFlow>> found = ProtectedFlows.byInterface(config, peers, connections);
    found.values().forEach(flows -> flows.removeIf(flow -> !takes(which, flow)));
    if (found.values().stream().allMatch(List::isEmpty)) {
      return Stream.of("No SAs found\n");
    }
    return found.values().stream().flatMap(flows -> blocks(flows, which.detail(), now));
  }

  /** The map and its address stand once, before all its flows on an interface. */
  private static Stream<String> blocks(List<ProtectedFlow> flows, boolean detail, Instant now) {
    Map<String, List<ProtectedFlow>> byTag =
        flows.stream()
            .collect(
                Collectors.groupingBy(ProtectedFlow::tag, LinkedHashMap::new, Collectors.toList()));
    String firstTag = flows.isEmpty() ? "" : flows.getFirst().tag();
    return byTag.entrySet().stream()
        .flatMap(entry -> blocks(entry.getValue(), entry.getKey().equals(firstTag), detail, now));
  }

  private static Stream<String> blocks(
      List<ProtectedFlow> same, boolean first, boolean detail, Instant now) {
    return IntStream.range(0, same.size())
        .mapToObj(i ->
            heading(same.get(i), first && i == 0)
                + (i == 0 ? map(same.get(i)) : "")
                + IpsecSaBlock.of(same.get(i), detail, now));
  }

  /**
   * One of the tools that read this screen takes another flow only after another interface's
   * heading; the others begin to count anew there, but overlook one with two blanks.
   */
  private static String heading(ProtectedFlow flow, boolean first) {
    return "\ninterface:" + (first ? " " : "  ") + flow.interfaceName() + "\n";
  }

  private static String map(ProtectedFlow flow) {
    return "    Crypto map tag: %s, local addr %s%n"
        .formatted(flow.tag(), Texts.address(flow.local()));
  }

  static Object json(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      ShowIpsecSa which,
      Instant now) {
    return ProtectedFlows.byInterface(config, peers, connections).values().stream()
        .flatMap(List::stream)
        .filter(flow -> takes(which, flow))
        .map(flow -> fields(flow, now))
        .toList();
  }

  private static Map<String, Object> fields(ProtectedFlow flow, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("interface", flow.interfaceName());
    fields.put("map", flow.tag());
    fields.put("entry", flow.entry());
    flow.insideVrf().ifPresent(vrf -> fields.put("inside_vrf", vrf));
    fields.put("local_flow", flow.flow().local().toString());
    fields.put("remote_flow", flow.flow().remote().toString());
    fields.put("local", Texts.address(flow.local()));
    fields.put("peer", Texts.address(flow.remote()));
    fields.put("port", flow.remote().getPort());
    fields.put("up", !flow.pairs().isEmpty());
    fields.put("replay_window", flow.replayWindow());
    flow.newest()
        .flatMap(pair -> pair.agreed().pfs())
        .ifPresent(group -> fields.put("pfs_group", group.number()));
    fields.put("pairs", flow.pairs().stream().map(p -> SessionFields.of(p, now)).toList());
    return fields;
  }

  private static boolean takes(ShowIpsecSa which, ProtectedFlow flow) {
    return which.remote().map(flow.remote().getAddress()::equals).orElse(true)
        && which.map().map(flow.tag()::equals).orElse(true)
        && which.interfaceName().map(flow.interfaceName()::equals).orElse(true);
  }
}
