package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.repeated;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** Host names: those that are known from the configuration, and whether others are asked for. */
final class HostCommands {
  private static final Syntax.Keyword IP = word("ip", "Global IP configuration subcommands");
  private static final Syntax.Keyword IPV6 = word("ipv6", "Global IPv6 configuration commands");
  private static final Syntax.Keyword HOST = word("host", "Add an entry to the ip hostname table");
  private static final Syntax.Keyword DOMAIN = word("domain", "IP DNS Resolver");
  private static final Syntax.Argument<String> NAME =
      argument(
          "name",
          new ArgumentType<>(
              ArgumentType.HOST_NAME.placeholder(),
              word -> ArgumentType.HOST_NAME.reader().apply(word.toLowerCase(Locale.ROOT)),
              Function.identity(),
              ArgumentType.Kind.PLAIN),
          "Name of host");

  private HostCommands() {}

  static List<Command<ConfigBuilder>> all() {
    return List.of(
        lookup(word("domain-lookup", "Enable IP Domain Name System hostname translation"))
            .shows(_ -> List.of()),
        lookup(DOMAIN, word("lookup", "Enable IP Domain Name System hostname translation")),
        hosts(IP, argument("host-address", ArgumentType.IPV4, "Host IP address"), 4),
        hosts(IPV6, argument("host-address", ArgumentType.IPV6, "Host IPv6 address"), 16),
        KeptCommands.kept(IP, DOMAIN),
        KeptCommands.kept(IP, HOST, oneOf(word("vrf", "Kept"), word("view", "Kept"))),
        KeptCommands.kept(
            IP,
            HOST,
            NAME,
            oneOf(
                word("additional", "Kept"),
                word("mx", "Kept"),
                word("ns", "Kept"),
                word("srv", "Kept"))));
  }

  private static Command<ConfigBuilder> lookup(Syntax.Keyword... words) {
    List<Syntax> syntax = new ArrayList<>(List.of(words));
    syntax.addFirst(IP);
    return Command.<ConfigBuilder>of(syntax.toArray(Syntax[]::new))
        .flag(
            b -> b.domainLookup,
            (b, on) -> {
              b.domainLookup = on;
              return b;
            },
            true);
  }

  /** The addresses of one family; each line says all of them. */
  private static Command<ConfigBuilder> hosts(
      Syntax.Keyword ip, Syntax.Argument<InetAddress> address, int octets) {
    return Command.<ConfigBuilder>of(ip, HOST, NAME, repeated(address))
        .identifiedBy(NAME.name())
        .undoAfter(3)
        .set((b, a) -> {
          put(b, a.get(NAME), Stream.concat(others(b, a, octets), a.all(address).stream()));
          return b;
        })
        .unset((b, a) -> {
          List<InetAddress> gone = a.all(address);
          put(
              b,
              a.get(NAME),
              b.hosts.getOrDefault(a.get(NAME), List.of()).stream()
                  .filter(each ->
                      each.getAddress().length != octets
                          || !(gone.isEmpty() || gone.contains(each))));
          return b;
        })
        .shows(b ->
            b.hosts.entrySet().stream()
                .map(host ->
                    Arguments.of(NAME, host.getKey())
                        .andAll(
                            address,
                            host.getValue().stream()
                                .filter(each -> each.getAddress().length == octets)
                                .toList()))
                .filter(shown -> shown.has(address))
                .toList());
  }

  private static Stream<InetAddress> others(ConfigBuilder b, Arguments a, int octets) {
    return b.hosts.getOrDefault(a.get(NAME), List.of()).stream()
        .filter(each -> each.getAddress().length != octets);
  }

  /** IPv4 before IPv6, whatever was said first. */
  private static void put(ConfigBuilder b, String name, Stream<InetAddress> addresses) {
    List<InetAddress> sorted =
        addresses
            .distinct()
            .sorted((x, y) -> Integer.compare(x.getAddress().length, y.getAddress().length))
            .toList();
    if (sorted.isEmpty()) {
      b.hosts.remove(name);
    } else {
      b.hosts.put(name, sorted);
    }
  }
}
