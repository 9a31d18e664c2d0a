package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.number;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.AddressPool;
import dev.vigil.protocol.config.CallAdmission;
import dev.vigil.protocol.config.ConfigBuilder;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Commands about the node as a whole. */
final class NodeCommands {
  private NodeCommands() {}

  static List<Command<ConfigBuilder>> hostname() {
    Syntax.Argument<String> name = name("name", "This system's network name");
    return List.of(
        Command.<ConfigBuilder>of(word("hostname", "Set system's network name"), name)
            .set((b, a) -> {
              b.hostname = Optional.of(a.get(name));
              return b;
            })
            .unset((b, _) -> {
              b.hostname = Optional.empty();
              return b;
            })
            .shows(b -> Terms.line(name, b.hostname)));
  }

  static List<Command<ConfigBuilder>> admission() {
    return List.of(
        limit(
            List.of(word("ike", "IKE resource"), word("sa", "Established SAs")),
            0,
            CallAdmission::ikeSas,
            (c, v) ->
                new CallAdmission(v, c.ikeInNegotiation(), c.allInNegotiation(), c.ipsecSas())),
        limit(
            List.of(word("ike", "IKE resource"), negotiation()),
            10,
            CallAdmission::ikeInNegotiation,
            (c, v) -> new CallAdmission(c.ikeSas(), v, c.allInNegotiation(), c.ipsecSas())),
        limit(
            List.of(word("all", "IKE and IPsec resources"), negotiation()),
            10,
            CallAdmission::allInNegotiation,
            (c, v) -> new CallAdmission(c.ikeSas(), c.ikeInNegotiation(), v, c.ipsecSas())),
        limit(
            List.of(word("ipsec", "IPsec resource"), word("sa", "Established SAs")),
            0,
            CallAdmission::ipsecSas,
            (c, v) ->
                new CallAdmission(c.ikeSas(), c.ikeInNegotiation(), c.allInNegotiation(), v)));
  }

  private static Syntax.Keyword negotiation() {
    return word("in-negotiation-sa", "SAs in negotiation");
  }

  private static Command<ConfigBuilder> limit(
      List<Syntax.Keyword> what,
      int min,
      Function<CallAdmission, Optional<Integer>> get,
      BiFunction<CallAdmission, Optional<Integer>, CallAdmission> put) {
    Syntax.Argument<Integer> limit = number("limit", min, 99_999, "Limit");
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            word("call", "Configure Crypto Call Admission Control"),
            word("admission", "Configure Crypto Call Admission Control"),
            word("limit", "Configure Crypto Call Admission Control limits"),
            what.get(0),
            what.get(1),
            limit)
        .set((b, a) -> {
          b.callAdmission = put.apply(b.callAdmission, a.find(limit));
          return b;
        })
        .unset((b, _) -> {
          b.callAdmission = put.apply(b.callAdmission, Optional.empty());
          return b;
        })
        .shows(b -> Terms.line(limit, get.apply(b.callAdmission)))
        .later("call admission control");
  }

  static List<Command<ConfigBuilder>> pools() {
    Syntax.Argument<String> name = name("name", "Name of the pool");
    Syntax.Argument<InetAddress> first =
        argument("first", ArgumentType.IPV4, "First IP address of range");
    Syntax.Argument<InetAddress> last =
        argument("last", ArgumentType.IPV4, "Last IP address of range");
    Syntax.Argument<String> group = name("group-name", "Group of pools");
    return List.of(
        Command.<ConfigBuilder>of(
                word("ip", "Global IP configuration subcommands"),
                word("local", "Specify local options"),
                word("pool", "IP Local address pool lists"),
                name,
                first,
                maybe(last),
                maybe(word("group", "Add pool to a group"), group))
            .identifiedBy(name.name())
            .undoAfter(4)
            .later("Easy VPN server")
            .set((b, a) -> {
              InetAddress from = a.get(first);
              b.addressPools.put(
                  a.get(name),
                  new AddressPool(a.get(name), from, a.find(last).orElse(from), a.find(group)));
              return b;
            })
            .unset((b, a) -> {
              b.addressPools.remove(a.get(name));
              return b;
            })
            .shows(b ->
                b.addressPools.values().stream()
                    .map(pool ->
                        Arguments.of(name, pool.name())
                            .and(first, pool.first())
                            .and(
                                last, Optional.of(pool.last()).filter(l -> !l.equals(pool.first())))
                            .and(group, pool.group()))
                    .toList()));
  }
}
