package dev.vigil.language;

import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.TunnelSettings;
import dev.vigil.protocol.config.TunnelSettings.Mode;
import java.util.List;
import java.util.Optional;

/** The lines of an interface that make it a tunnel. */
final class TunnelCommands {
  private static final Syntax.Keyword TUNNEL = word("tunnel", "Protocol-over-protocol tunneling");

  private TunnelCommands() {}

  static List<Command<InterfaceConfig>> all() {
    return List.of(source(), mode(), destination(), protection());
  }

  private static InterfaceConfig with(InterfaceConfig i, TunnelSettings tunnel) {
    return i.with(d -> d.tunnel = tunnel);
  }

  private static Command<InterfaceConfig> source() {
    return Command.<InterfaceConfig>of(
            TUNNEL, word("source", "Source of tunnel packets"), Terms.local())
        .set((i, a) -> with(i, i.tunnel().withSource(Optional.of(Terms.localOf(a)))))
        .unset((i, _) -> with(i, i.tunnel().withSource(Optional.empty())))
        .shows(i -> i.tunnel().source().stream().map(Terms::localArguments).toList());
  }

  private static Command<InterfaceConfig> destination() {
    return Command.<InterfaceConfig>of(
            TUNNEL,
            word("destination", "Destination of tunnel"),
            oneOf(Terms.PEER_ADDRESS, Terms.PEER_HOST))
        .set((i, a) -> with(i, i.tunnel().withDestination(Optional.of(Terms.peerOf(a)))))
        .unset((i, _) -> with(i, i.tunnel().withDestination(Optional.empty())))
        .shows(i -> i.tunnel().destination().stream().map(Terms::peerArguments).toList());
  }

  private static Command<InterfaceConfig> mode() {
    Syntax.Keyword gre = word("gre", "Generic route encapsulation protocol");
    Syntax.Choice<Mode> carried =
        choice(
            item("carried", "ip", Mode.GRE_IP, "over IP"),
            item("carried", "multipoint", Mode.GRE_MULTIPOINT, "over IP (multipoint)"));
    Syntax.Choice<Mode> family =
        choice(
            item("family", "ipv4", Mode.IPSEC_IPV4, "over IPv4"),
            item("family", "ipv6", Mode.IPSEC_IPV6, "over IPv6"));
    return Command.<InterfaceConfig>of(
            TUNNEL,
            word("mode", "Tunnel encapsulation method"),
            oneOf(
                sequence(gre, carried),
                sequence(word("ipsec", "IPSec tunnel encapsulation"), family)))
        .set((i, a) ->
            with(i, i.tunnel().withMode(a.find(carried).or(() -> a.find(family)).orElseThrow())))
        .unset((i, _) -> with(i, i.tunnel().withMode(Mode.GRE_IP)))
        .shows(i ->
            switch (i.tunnel().mode()) {
              case GRE_IP -> List.of();
              case GRE_MULTIPOINT -> List.of(Arguments.of(carried, i.tunnel().mode()));
              case IPSEC_IPV4, IPSEC_IPV6 -> List.of(Arguments.of(family, i.tunnel().mode()));
            });
  }

  private static Command<InterfaceConfig> protection() {
    Syntax.Argument<String> profile =
        name("profile-name", NameSource.Of.IPSEC_PROFILE, "IPsec profile name");
    Syntax.Keyword shared = word("shared", "Several tunnels share one SA");
    return Command.<InterfaceConfig>of(
            TUNNEL,
            word("protection", "Enable tunnel protection"),
            word("ipsec", "Use ipsec to protect this tunnel interface"),
            word("profile", "Determine the ipsec policy profile to use."),
            profile,
            maybe(shared))
        .set((i, a) -> with(i, i.tunnel().withProtection(a.find(profile), a.has(shared))))
        .unset((i, _) -> with(i, i.tunnel().withProtection(Optional.empty(), false)))
        .shows(i ->
            i.tunnel().protection().stream()
                .map(p -> Arguments.of(profile, p).andIf(i.tunnel().shared(), shared))
                .toList());
  }
}
