package dev.vigil.console;

import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessEntry.Comparison;
import dev.vigil.protocol.config.AccessEntry.Match;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rules of an access-list as {@code show crypto map} has them below its name. */
final class AccessListText {
  private static final Map<Integer, String> PROTOCOLS =
      Map.of(0, "ip", 1, "icmp", 6, "tcp", 17, "udp", 47, "gre", 50, "esp", 51, "ahp");

  private AccessListText() {}

  /** {@code access-list 101 permit ip host 10.1.1.1 10.2.0.0 0.0.255.255}, one for each rule. */
  static List<String> rules(AccessList list) {
    return list.rules().stream()
        .map(rule -> "access-list " + list.name() + " " + rule(rule, list.ipv6()))
        .toList();
  }

  private static String rule(AccessEntry.Rule rule, boolean ipv6) {
    String any = ipv6 ? "ipv6" : "ip";
    String protocol =
        rule.protocol() == 0
            ? any
            : PROTOCOLS.getOrDefault(rule.protocol(), Integer.toString(rule.protocol()));
    return "%s %s %s %s%s"
        .formatted(
            rule.permit() ? "permit" : "deny",
            protocol,
            side(rule.source()),
            side(rule.destination()),
            rule.options().stream().map(option -> " " + option).collect(Collectors.joining()));
  }

  private static String side(AccessEntry.Endpoint endpoint) {
    String address =
        switch (endpoint.match()) {
          case Match.Any() -> "any";
          case Match.Host(InetAddress host) -> "host " + PeerAddress.of(host);
          case Match.Wildcard(InetAddress network, InetAddress wildcard) ->
              PeerAddress.of(network) + " " + PeerAddress.of(wildcard);
          case Match.Prefix(IpPrefix prefix) ->
              PeerAddress.of(prefix.address()) + "/" + prefix.length();
          case Match.ObjectGroup(String name) -> "object-group " + name;
        };
    return address + endpoint.ports().map(AccessListText::ports).orElse("");
  }

  private static String ports(AccessEntry.Ports ports) {
    Comparison comparison = ports.comparison();
    return ports.operands().stream()
        .map(port -> " " + port)
        .collect(Collectors.joining("", " " + comparison.name().toLowerCase(Locale.ROOT), ""));
  }
}
