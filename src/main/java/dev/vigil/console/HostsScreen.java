package dev.vigil.console;

import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.HeadEndConfig;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** {@code show hosts}: names of peers and what they resolve to, and those of {@code ip host}. */
final class HostsScreen {
  private HostsScreen() {}

  static String text(HeadEndConfig config, List<ConnectionView> connections) {
    StringBuilder text =
        new StringBuilder(
            """
            Default domain is not set
            Name servers are 255.255.255.255
            NAME  TTL  CLASS   TYPE      DATA/ADDRESS
            -----------------------------------------
            """);
    names(config, connections)
        .forEach((name, address) ->
            text.append(
                address
                    .map(a ->
                        " %s\t0\tIN\t%s\t%s%n"
                            .formatted(
                                name, a.getAddress().length == 4 ? "A" : "AAAA", PeerAddress.of(a)))
                    .orElse(" %s\tnot resolved%n".formatted(name))));
    return text.toString();
  }

  static Object json(HeadEndConfig config, List<ConnectionView> connections) {
    return names(config, connections).entrySet().stream()
        .map(entry -> fields(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<String, Object> fields(String name, Optional<InetAddress> address) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    address.ifPresent(a -> fields.put("address", PeerAddress.of(a)));
    fields.put("resolved", address.isPresent());
    return fields;
  }

  private static NavigableMap<String, Optional<InetAddress>> names(
      HeadEndConfig config, List<ConnectionView> connections) {
    NavigableMap<String, Optional<InetAddress>> names = new TreeMap<>();
    config.hosts().forEach((name, addresses) -> names.put(name, addresses.stream().findFirst()));
    for (ConnectionView connection : connections) {
      for (ConnectionView.Peer peer : connection.peers()) {
        peer.hostName()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .ifPresent(name -> names.merge(name, peer.address(), (a, b) -> b.or(() -> a)));
      }
    }
    return names;
  }
}
