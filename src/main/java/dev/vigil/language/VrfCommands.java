package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.Vrf;
import java.util.List;
import java.util.Optional;

/** VRFs, in the newer form ({@code vrf definition}) and the older one ({@code ip vrf}). */
final class VrfCommands {
  private static final Syntax.Keyword IP = word("ip", "Global IP configuration subcommands");
  private static final Syntax.Keyword VRF = word("vrf", "VPN Routing/Forwarding parameters");
  private static final Syntax.Keyword FORWARDING = word("forwarding", "Configure forwarding table");
  private static final Syntax.Argument<String> NAME =
      name("vrf-name", NameSource.Of.VRF, "VPN Routing/Forwarding instance name");

  /** Address families and route targets are the router's own and kept. */
  private static final Mode<Vrf> MODE =
      Mode.of("config-vrf", true, List.of(description(), distinguisher()));

  private VrfCommands() {}

  static List<Command<ConfigBuilder>> all() {
    return List.of(
        definitions(false, VRF, word("definition", "VRF definition")), definitions(true, IP, VRF));
  }

  private static Command<ConfigBuilder> definitions(
      boolean ipv4Only, Syntax.Keyword first, Syntax.Keyword second) {
    return Command.<ConfigBuilder>of(first, second, NAME)
        .identifiedBy(NAME.name())
        .undoAfter(3)
        .unset((b, a) -> {
          b.vrfDefinitions.remove(a.get(NAME));
          return b;
        })
        .section(
            new Command.Section<>(
                MODE,
                (b, a) -> {
                  Vrf old =
                      b.vrfDefinitions.getOrDefault(a.get(NAME), Vrf.named(a.get(NAME), ipv4Only));
                  return new Vrf(old.name(), ipv4Only, old.description(), old.distinguisher());
                },
                (b, vrf) -> {
                  b.vrfDefinitions.put(vrf.name(), vrf);
                  return b;
                },
                b ->
                    b.vrfDefinitions.values().stream()
                        .filter(vrf -> vrf.ipv4Only() == ipv4Only)
                        .map(vrf -> new Command.Body<>(Arguments.of(NAME, vrf.name()), vrf))
                        .toList()));
  }

  private static Command<Vrf> description() {
    Syntax.Argument<String> text =
        argument("text", ArgumentType.LINE, "Up to 244 characters describing this VRF");
    return Command.<Vrf>of(word("description", "VRF specific description"), text)
        .set((v, a) -> new Vrf(v.name(), v.ipv4Only(), a.find(text), v.distinguisher()))
        .unset((v, _) -> new Vrf(v.name(), v.ipv4Only(), Optional.empty(), v.distinguisher()))
        .shows(v -> Terms.line(text, v.description()));
  }

  private static Command<Vrf> distinguisher() {
    Syntax.Argument<String> rd = name("rd", "ASN:nn or IP-address:nn");
    return Command.<Vrf>of(word("rd", "Specify Route Distinguisher"), rd)
        .set((v, a) -> new Vrf(v.name(), v.ipv4Only(), v.description(), a.find(rd)))
        .unset((v, _) -> new Vrf(v.name(), v.ipv4Only(), v.description(), Optional.empty()))
        .shows(v -> Terms.line(rd, v.distinguisher()));
  }

  /** The VRF that an interface is in. It keeps its addresses: here they belong to the machine. */
  static List<Command<InterfaceConfig>> ofInterface() {
    return List.of(
        forwarding(false, VRF, FORWARDING),
        forwarding(true, word("ip", "Interface Internet Protocol commands"), VRF, FORWARDING));
  }

  private static Command<InterfaceConfig> forwarding(boolean ipVrf, Syntax.Keyword... words) {
    Syntax.Argument<String> downstream = name("downstream-vrf", NameSource.Of.VRF, "VRF name");
    return Command.<InterfaceConfig>of(
            new Syntax.Sequence(List.of(words)),
            NAME,
            maybe(word("downstream", "Configure downstream VRF"), downstream))
        .undoAfter(words.length)
        .set((i, a) -> {
          if (a.has(downstream)) {
            throw new Refusal(downstream.name(), "There are no downstream VRFs here.");
          }
          return i.with(d -> {
            d.vrf = a.find(NAME);
            d.ipVrf = ipVrf;
          });
        })
        .unset((i, _) ->
            i.with(d -> {
              d.vrf = Optional.empty();
              d.ipVrf = false;
            }))
        .shows(i -> i.ipVrf() == ipVrf ? Terms.line(NAME, i.vrf()) : List.of());
  }
}
