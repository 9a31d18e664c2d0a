package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.repeated;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessEntry.Comparison;
import dev.vigil.protocol.config.AccessEntry.Match;
import dev.vigil.protocol.config.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a line of an extended access-list is written, for one address family. */
final class AccessRule {
  static final AccessRule IPV4 = new AccessRule(false);
  static final AccessRule IPV6 = new AccessRule(true);

  private static final Syntax.Argument<String> REMARK =
      argument("remark-text", ArgumentType.LINE, "Comment up to 100 characters");
  private static final Syntax.Choice<Boolean> PERMIT =
      choice(
          item("permit", "permit", true, "Specify packets to forward"),
          item("permit", "deny", false, "Specify packets to reject"));
  private static final Syntax.Argument<Integer> PROTOCOL_NUMBER =
      number("protocol", 0, 255, "An IP protocol number");
  private static final Syntax.Argument<String> OPTION = name("option", "Further conditions");

  private final boolean ipv6;
  private final Syntax.Choice<Integer> protocol;
  private final Side source;
  private final Side destination;

  private AccessRule(boolean ipv6) {
    this.ipv6 = ipv6;
    this.protocol = protocols(ipv6);
    this.source = new Side("source", ipv6);
    this.destination = new Side("destination", ipv6);
  }

  boolean ipv6() {
    return ipv6;
  }

  private static Syntax.Choice<Integer> protocols(boolean ipv6) {
    Map<String, Integer> numbers = new TreeMap<>();
    numbers.put(ipv6 ? "ipv6" : "ip", 0);
    numbers.put("icmp", ipv6 ? 58 : 1);
    numbers.putAll(Map.of("tcp", 6, "udp", 17, "esp", 50, "sctp", 132));
    numbers.put("ahp", 51);
    if (!ipv6) {
      numbers.putAll(
          Map.of(
              "gre", 47, "igmp", 2, "ipinip", 4, "eigrp", 88, "ospf", 89, "nos", 94, "pim", 103));
      numbers.put("pcp", 108);
    }
    return new Syntax.Choice<>(
        "protocol",
        numbers.entrySet().stream()
            .map(e -> item("protocol", e.getKey(), e.getValue(), "IP protocol " + e.getValue()))
            .toList());
  }

  Syntax syntax() {
    return oneOf(
        sequence(word("remark", "Access list entry comment"), REMARK),
        sequence(
            PERMIT,
            oneOf(protocol, PROTOCOL_NUMBER),
            source.syntax(),
            destination.syntax(),
            maybe(repeated(OPTION))));
  }

  /** Whether the line holds a whole rule or remark. */
  boolean isWhole(Arguments a) {
    return a.has(REMARK) || destination.isWhole(a);
  }

  AccessEntry read(Arguments a, Optional<Integer> sequence) {
    return a.has(REMARK)
        ? new AccessEntry.Remark(sequence, a.get(REMARK))
        : new AccessEntry.Rule(
            sequence,
            a.get(PERMIT),
            a.get(PROTOCOL_NUMBER),
            source.read(a),
            destination.read(a),
            a.all(OPTION));
  }

  Arguments write(AccessEntry entry) {
    return switch (entry) {
      case AccessEntry.Remark(_, String text) -> Arguments.of(REMARK, text);
      case AccessEntry.Rule rule -> {
        Arguments a =
            Arguments.of(PERMIT, rule.permit())
                .and(PROTOCOL_NUMBER, rule.protocol())
                .andAll(OPTION, rule.options());
        source.write(rule.source(), a);
        destination.write(rule.destination(), a);
        yield a;
      }
    };
  }

  /** One of the two sides of a rule. */
  private static final class Side {
    private final boolean ipv6;
    private final Syntax.Choice<Boolean> any;
    private final Syntax.Argument<InetAddress> host;
    private final Syntax.Argument<InetAddress> address;
    private final Syntax.Argument<InetAddress> wildcard;
    private final Syntax.Argument<IpPrefix> prefix;
    private final Syntax.Argument<String> group;
    private final Syntax.Choice<Comparison> comparison;
    private final Syntax.Choice<Comparison> range;
    private final Syntax.Argument<Integer> port;
    private final Syntax.Argument<Integer> last;

    Side(String side, boolean ipv6) {
      this.ipv6 = ipv6;
      ArgumentType<InetAddress> type = ipv6 ? ArgumentType.IPV6 : ArgumentType.IPV4;
      any = choice(item(side + "-any", "any", true, "Any " + side + " host"));
      host = argument(side + "-host", type, "Address of a single " + side + " host");
      address = argument(side + "-address", ArgumentType.IPV4, "Address of the " + side);
      wildcard = argument(side + "-wildcard", ArgumentType.IPV4, "Wildcard bits");
      prefix = argument(side + "-prefix", ArgumentType.IPV6_PREFIX, "Prefix of the " + side);
      group = name(side + "-group", "Network object group");
      String operator = side + "-operator";
      comparison =
          choice(
              item(operator, "eq", Comparison.EQ, "Match only packets on a given port number"),
              item(operator, "neq", Comparison.NEQ, "Match packets not on a given port number"),
              item(operator, "lt", Comparison.LT, "Match packets with a lower port number"),
              item(operator, "gt", Comparison.GT, "Match packets with a greater port number"));
      range = choice(item(operator, "range", Comparison.RANGE, "Match a range of port numbers"));
      port = argument(side + "-port", Ports.TYPE, "Port number");
      last = argument(side + "-last-port", Ports.TYPE, "Port number");
    }

    Syntax syntax() {
      Syntax where =
          ipv6
              ? oneOf(any, sequence(word("host", "A single host"), host), prefix)
              : oneOf(
                  any,
                  sequence(word("host", "A single host"), host),
                  sequence(word("object-group", "Network object group"), group),
                  sequence(address, wildcard));
      return sequence(
          where, maybe(oneOf(sequence(comparison, repeated(port)), sequence(range, port, last))));
    }

    boolean isWhole(Arguments a) {
      return a.find(any).isPresent()
          || a.has(host)
          || a.has(wildcard)
          || a.has(prefix)
          || a.has(group);
    }

    AccessEntry.Endpoint read(Arguments a) {
      Match match =
          a.has(host)
              ? new Match.Host(a.get(host))
              : a.has(wildcard)
                  ? new Match.Wildcard(a.get(address), a.get(wildcard))
                  : a.has(prefix)
                      ? new Match.Prefix(a.get(prefix))
                      : a.has(group) ? new Match.ObjectGroup(a.get(group)) : new Match.Any();
      List<Integer> ports = new ArrayList<>(a.all(port));
      ports.addAll(a.all(last));
      return new AccessEntry.Endpoint(
          match, a.find(comparison).map(c -> new AccessEntry.Ports(c, ports)));
    }

    void write(AccessEntry.Endpoint endpoint, Arguments a) {
      switch (endpoint.match()) {
        case Match.Any _ -> a.and(any, true);
        case Match.Host(InetAddress value) -> a.and(host, value);
        case Match.Wildcard(InetAddress value, InetAddress bits) ->
            a.and(address, value).and(wildcard, bits);
        case Match.Prefix(IpPrefix value) -> a.and(prefix, value);
        case Match.ObjectGroup(String value) -> a.and(group, value);
      }
      endpoint
          .ports()
          .ifPresent(ports -> {
            a.and(comparison, ports.comparison());
            if (ports.comparison() == Comparison.RANGE) {
              a.and(port, ports.operands().getFirst()).and(last, ports.operands().getLast());
            } else {
              a.andAll(port, ports.operands());
            }
          });
    }
  }
}
