package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Interfaces. What a head-end has nothing to do with is kept as it is. */
final class InterfaceCommands {
  private static final Syntax.Keyword IP = word("ip", "Interface Internet Protocol commands");
  private static final Syntax.Keyword IPV6 = word("ipv6", "IPv6 interface subcommands");
  private static final Syntax.Keyword ADDRESS = word("address", "Set the IP address");

  private static final Mode<InterfaceConfig> MODE = Mode.of("config-if", true, lines());

  private InterfaceCommands() {}

  static List<Command<ConfigBuilder>> all() {
    Syntax.Argument<String> name =
        argument(
            "name",
            ArgumentType.INTERFACE.among(NameSource.Of.INTERFACE),
            "Interface type and number");
    Syntax.Argument<String> unit =
        argument(
            "unit",
            ArgumentType.text(
                "<0-4294967295>", Pattern.compile("[0-9][0-9/.:]*"), ArgumentType.Kind.PLAIN),
            "Interface number");
    Syntax.Choice<String> kind =
        choice(
            item("kind", "point-to-point", "point-to-point", "Point-to-point sub-interface"),
            item("kind", "multipoint", "multipoint", "Multipoint sub-interface"));
    Syntax.Argument<String> type = name("type-name", "Type of the virtual template");
    return List.of(
        Command.<ConfigBuilder>of(
                word("interface", "Select an interface to configure"),
                maybe(
                    name,
                    maybe(unit),
                    maybe(oneOf(kind, sequence(word("type", "Set type"), type)))))
            .identifiedBy(name.name(), unit.name())
            .undoAfter(2)
            .unset((b, a) -> {
              b.interfaces.remove(nameOf(a, name, unit));
              return b;
            })
            .section(
                new Command.Section<>(
                    MODE,
                    (b, a) -> {
                      InterfaceConfig old =
                          b.interfaces.getOrDefault(
                              nameOf(a, name, unit), InterfaceConfig.named(nameOf(a, name, unit)));
                      Optional<String> of =
                          a.find(kind).or(() -> a.find(type).map(t -> "type " + t));
                      return of.isPresent() ? old.with(d -> d.kind = of) : old;
                    },
                    (b, i) -> {
                      b.interfaces.put(i.name(), i);
                      return b;
                    },
                    b ->
                        b.interfaces.values().stream()
                            .map(i -> new Command.Body<>(header(i, name, kind, type), i))
                            .toList())));
  }

  private static String nameOf(
      Arguments a, Syntax.Argument<String> name, Syntax.Argument<String> unit) {
    return a.find(name).orElse("") + a.find(unit).orElse("");
  }

  private static Arguments header(
      InterfaceConfig i,
      Syntax.Argument<String> name,
      Syntax.Choice<String> kind,
      Syntax.Argument<String> type) {
    if (i.name().isEmpty()) {
      return Arguments.none();
    }
    Arguments arguments = Arguments.of(name, i.name());
    i.kind()
        .ifPresent(k -> {
          if (k.startsWith("type ")) {
            arguments.and(type, k.substring("type ".length()));
          } else {
            arguments.and(kind, k);
          }
        });
    return arguments;
  }

  private static List<Command<InterfaceConfig>> lines() {
    return Stream.of(
            List.of(description()),
            VrfCommands.ofInterface(),
            List.of(ipv4Address(), dynamicAddress(), unnumbered(), ipv6Address(), linkLocal()),
            TunnelCommands.all(),
            List.of(
                Command.<InterfaceConfig>of(word("shutdown", "Shutdown the selected interface"))
                    .flag(InterfaceConfig::shutdown, (i, v) -> i.with(d -> d.shutdown = v), false),
                cryptoMap(
                    List.of(Terms.CRYPTO), InterfaceConfig::cryptoMap, (d, v) -> d.cryptoMap = v),
                cryptoMap(
                    List.of(IPV6, Terms.CRYPTO),
                    InterfaceConfig::ipv6CryptoMap,
                    (d, v) -> d.ipv6CryptoMap = v),
                ezvpn()),
            KeptCommands.ofInterface())
        .flatMap(List::stream)
        .toList();
  }

  private static Command<InterfaceConfig> description() {
    Syntax.Argument<String> text =
        argument("text", ArgumentType.LINE, "Up to 200 characters describing this interface");
    return Command.<InterfaceConfig>of(word("description", "Interface specific description"), text)
        .set((i, a) -> i.with(d -> d.description = a.find(text)))
        .unset((i, _) -> i.with(d -> d.description = Optional.empty()))
        .shows(i -> Terms.line(text, i.description()));
  }

  private static Command<InterfaceConfig> ipv4Address() {
    Syntax.Argument<InetAddress> address = argument("address", ArgumentType.IPV4, "IP address");
    Syntax.Argument<Integer> mask = argument("mask", ArgumentType.MASK, "IP subnet mask");
    Syntax.Choice<Boolean> secondary =
        choice(item("secondary", "secondary", true, "Make this IP address a secondary address"));
    return Command.<InterfaceConfig>of(IP, ADDRESS, address, mask, maybe(secondary))
        .identifiedBy(address.name(), mask.name(), secondary.name())
        .set((i, a) -> {
          InterfaceConfig.Address added =
              new InterfaceConfig.Address(
                  new IpPrefix(a.get(address), a.get(mask)), a.find(secondary).isPresent(), false);
          return i.with(d -> {
            d.addresses = withAddress(i.addresses(), added);
            d.dynamicAddress = Optional.empty();
            d.unnumbered = Optional.empty();
          });
        })
        .unset((i, a) ->
            i.with(d -> {
              d.dynamicAddress = Optional.empty();
              d.addresses =
                  i.addresses().stream()
                      .filter(old ->
                          isIpv6(old)
                              || (a.has(address) && !old.prefix().address().equals(a.get(address))))
                      .toList();
            }))
        .shows(
            i ->
                i.addresses().stream()
                    .filter(a -> !isIpv6(a))
                    .map(a -> {
                      Arguments shown =
                          Arguments.of(address, a.prefix().address())
                              .and(mask, a.prefix().length());
                      return a.secondary() ? shown.and(secondary, true) : shown;
                    })
                    .toList(),
            InterfaceCommands::hasNoAddress);
  }

  /** The router says so of every interface without an address. */
  private static boolean hasNoAddress(InterfaceConfig i) {
    return i.addresses().stream().allMatch(InterfaceCommands::isIpv6)
        && i.dynamicAddress().isEmpty()
        && i.unnumbered().isEmpty();
  }

  private static Command<InterfaceConfig> unnumbered() {
    Syntax.Argument<String> from =
        argument("from", ArgumentType.INTERFACE, "Interface whose address is used");
    return Command.<InterfaceConfig>of(
            IP, word("unnumbered", "Enable IP processing without an explicit address"), from)
        .set((i, a) ->
            i.with(d -> {
              d.unnumbered = a.find(from);
              d.dynamicAddress = Optional.empty();
              d.addresses = i.addresses().stream().filter(x -> isIpv6(x)).toList();
            }))
        .unset((i, _) -> i.with(d -> d.unnumbered = Optional.empty()))
        .shows(i -> Terms.line(from, i.unnumbered()));
  }

  private static boolean isIpv6(InterfaceConfig.Address address) {
    return address.prefix().address().getAddress().length == 16;
  }

  /** A new primary address takes the place of the old one; a known address is changed. */
  private static List<InterfaceConfig.Address> withAddress(
      List<InterfaceConfig.Address> addresses, InterfaceConfig.Address added) {
    List<InterfaceConfig.Address> changed = new ArrayList<>();
    boolean placed = false;
    for (InterfaceConfig.Address old : addresses) {
      boolean replaced =
          old.prefix().address().equals(added.prefix().address())
              || (!isIpv6(old) && !isIpv6(added) && !old.secondary() && !added.secondary());
      if (!replaced) {
        changed.add(old);
      } else if (!placed) {
        changed.add(added);
        placed = true;
      }
    }
    if (!placed) {
      changed.add(added);
    }
    return changed;
  }

  private static Command<InterfaceConfig> dynamicAddress() {
    Syntax.Choice<String> how =
        choice(
            item("how", "dhcp", "dhcp", "IP Address negotiated via DHCP"),
            item("how", "negotiated", "negotiated", "IP Address negotiated over PPP"));
    Syntax.Argument<String> options = argument("options", ArgumentType.LINE, "Options");
    return Command.<InterfaceConfig>of(IP, ADDRESS, how, maybe(options))
        .undoAfter(3)
        .set((i, a) ->
            i.with(d -> {
              d.dynamicAddress =
                  Optional.of(a.get(how) + a.find(options).map(o -> " " + o).orElse(""));
              d.unnumbered = Optional.empty();
              d.addresses = i.addresses().stream().filter(x -> isIpv6(x)).toList();
            }))
        .unset((i, _) -> i.with(d -> d.dynamicAddress = Optional.empty()))
        .shows(i ->
            i.dynamicAddress().stream()
                .map(value -> value.split(" ", 2))
                .map(words ->
                    Arguments.of(how, words[0])
                        .and(options, Arrays.stream(words).skip(1).findFirst()))
                .toList());
  }

  private static Command<InterfaceConfig> ipv6Address() {
    Syntax.Argument<IpPrefix> prefix = argument("prefix", ArgumentType.IPV6_PREFIX, "IPv6 prefix");
    return Command.<InterfaceConfig>of(IPV6, ADDRESS, prefix)
        .identifiedBy(prefix.name())
        .set((i, a) ->
            i.with(d ->
                d.addresses =
                    withAddress(
                        i.addresses(), new InterfaceConfig.Address(a.get(prefix), false, false))))
        .unset((i, a) ->
            i.with(d ->
                d.addresses =
                    i.addresses().stream()
                        .filter(
                            x -> !isIpv6(x) || (a.has(prefix) && !x.prefix().equals(a.get(prefix))))
                        .toList()))
        .shows(i ->
            i.addresses().stream()
                .filter(x -> isIpv6(x) && !x.linkLocal())
                .map(x -> Arguments.of(prefix, x.prefix()))
                .toList());
  }

  private static Command<InterfaceConfig> linkLocal() {
    Syntax.Argument<InetAddress> address =
        argument("link-local-address", ArgumentType.IPV6, "IPv6 link-local address");
    return Command.<InterfaceConfig>of(
            IPV6, ADDRESS, address, word("link-local", "Use link-local address"))
        .identifiedBy(address.name())
        .undoAfter(4)
        .set((i, a) ->
            i.with(d ->
                d.addresses =
                    withAddress(
                        i.addresses(),
                        new InterfaceConfig.Address(IpPrefix.host(a.get(address)), false, true))))
        .unset((i, a) ->
            i.with(d ->
                d.addresses =
                    i.addresses().stream()
                        .filter(x -> !x.prefix().address().equals(a.get(address)))
                        .toList()))
        .shows(i ->
            i.addresses().stream()
                .filter(InterfaceConfig.Address::linkLocal)
                .map(x -> Arguments.of(address, x.prefix().address()))
                .toList());
  }

  private static Command<InterfaceConfig> cryptoMap(
      List<Syntax> before,
      Function<InterfaceConfig, Optional<String>> get,
      BiConsumer<InterfaceConfig.Draft, Optional<String>> put) {
    Syntax.Argument<String> map = name("map-name", NameSource.Of.CRYPTO_MAP, "Crypto map tag");
    return Command.<InterfaceConfig>of(
            IpsecCommands.words(before, word("map", "Assign a Crypto Map"), map))
        .set((i, a) -> i.with(d -> put.accept(d, a.find(map))))
        .unset((i, _) -> i.with(d -> put.accept(d, Optional.empty())))
        .shows(i -> Terms.line(map, get.apply(i)));
  }

  private static Command<InterfaceConfig> ezvpn() {
    Syntax.Argument<String> client = name("client-name", "Name of the Easy VPN client");
    Syntax.Choice<Boolean> inside =
        choice(
            item("inside", "outside", false, "The tunnel leaves by this interface"),
            item("inside", "inside", true, "What is behind this interface is protected"));
    return Command.<InterfaceConfig>of(
            Terms.CRYPTO,
            Terms.IPSEC,
            EzvpnCommands.CLIENT,
            EzvpnCommands.EZVPN,
            client,
            maybe(inside))
        .identifiedByAll()
        .undoAfter(5)
        .later(EzvpnCommands.LATER)
        .set((i, a) -> {
          InterfaceConfig.EzvpnSide side =
              new InterfaceConfig.EzvpnSide(a.get(client), a.find(inside).orElse(false));
          return i.with(d -> d.ezvpn = Terms.with(i.ezvpn(), side));
        })
        .unset((i, a) ->
            i.with(d ->
                d.ezvpn =
                    i.ezvpn().stream()
                        .filter(side ->
                            !side.client().equals(a.get(client))
                                || a.find(inside).filter(v -> v != side.inside()).isPresent())
                        .toList()))
        .shows(i ->
            i.ezvpn().stream()
                .map(side ->
                    side.inside()
                        ? Arguments.of(client, side.client()).and(inside, true)
                        : Arguments.of(client, side.client()))
                .toList());
  }
}
