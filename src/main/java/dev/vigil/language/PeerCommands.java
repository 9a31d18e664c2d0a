package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.IsakmpPeer;
import dev.vigil.protocol.config.OwnIdentity;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** {@code crypto isakmp peer}. */
final class PeerCommands {
  private static final String LATER = "Aggressive Mode";
  private static final Syntax.Keyword SET = word("set", "Set values for this peer");
  private static final Syntax.Keyword AGGRESSIVE =
      word("aggressive-mode", "Attributes for Aggressive Mode");
  private static final Mode<IsakmpPeer> MODE =
      Mode.of("config-isakmp-peer", false, List.of(description(), password(), clientEndpoint()));

  private PeerCommands() {}

  static Command<ConfigBuilder> all() {
    Syntax.Argument<InetAddress> address =
        argument("peer", ArgumentType.ADDRESS, "IP address of the peer");
    Syntax.Argument<String> vrf = name("vrf-name", NameSource.Of.VRF, "VRF the peer is in");
    return Command.<ConfigBuilder>of(
            Terms.CRYPTO,
            Terms.ISAKMP,
            word("peer", "Set Peer Policy"),
            word("address", "Peer address"),
            address,
            maybe(word("vrf", "VRF routing/forwarding instance"), vrf))
        .identifiedBy(address.name())
        .undoAfter(5)
        .unset((b, a) -> {
          b.isakmpPeers.remove(a.get(address));
          return b;
        })
        .section(
            new Command.Section<>(
                MODE,
                (b, a) -> {
                  IsakmpPeer old = b.isakmpPeers.get(a.get(address));
                  return old != null
                      ? old
                      : new IsakmpPeer(
                          a.get(address),
                          a.find(vrf),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty());
                },
                (b, p) -> {
                  b.isakmpPeers.put(p.address(), p);
                  return b;
                },
                b ->
                    b.isakmpPeers.values().stream()
                        .map(p ->
                            new Command.Body<>(
                                Arguments.of(address, p.address()).and(vrf, p.vrf()), p))
                        .toList()));
  }

  private static Command<IsakmpPeer> description() {
    Syntax.Argument<String> text = argument("text", ArgumentType.LINE, "Description");
    return Command.<IsakmpPeer>of(word("description", "Peer description"), text)
        .set((p, a) -> with(p, a.find(text)))
        .unset((p, _) -> with(p, Optional.empty()))
        .shows(p -> Terms.line(text, p.description()));
  }

  private static IsakmpPeer with(IsakmpPeer p, Optional<String> description) {
    return new IsakmpPeer(
        p.address(), p.vrf(), description, p.aggressivePassword(), p.clientEndpoint());
  }

  private static Command<IsakmpPeer> password() {
    return Command.<IsakmpPeer>of(
            SET, AGGRESSIVE, word("password", "Aggressive Mode password"), Terms.secret())
        .later(LATER)
        .set((p, a) ->
            new IsakmpPeer(
                p.address(),
                p.vrf(),
                p.description(),
                Optional.of(Terms.secretOf(a)),
                p.clientEndpoint()))
        .unset((p, _) ->
            new IsakmpPeer(
                p.address(), p.vrf(), p.description(), Optional.empty(), p.clientEndpoint()))
        .shows(p ->
            p.aggressivePassword().stream()
                .map(secret -> Terms.withSecret(Arguments.none(), secret))
                .toList());
  }

  private static Command<IsakmpPeer> clientEndpoint() {
    Syntax.Argument<String> fqdn = name("fqdn-name", "FQDN");
    Syntax.Argument<String> user = name("user-name", "User FQDN");
    Syntax.Argument<InetAddress> address = argument("address", ArgumentType.IPV4, "Address");
    return Command.<IsakmpPeer>of(
            SET,
            AGGRESSIVE,
            word("client-endpoint", "Client endpoint"),
            oneOf(
                sequence(word("fqdn", "FQDN"), fqdn),
                sequence(word("user-fqdn", "User FQDN"), user),
                sequence(word("ipv4-address", "IPv4 address"), address)))
        .later(LATER)
        .set((p, a) -> {
          OwnIdentity identity =
              a.has(address)
                  ? new OwnIdentity.Fixed(a.get(address))
                  : a.has(fqdn)
                      ? new OwnIdentity.Fqdn(a.get(fqdn))
                      : new OwnIdentity.UserFqdn(a.get(user));
          return endpoint(p, Optional.of(identity));
        })
        .unset((p, _) -> endpoint(p, Optional.empty()))
        .shows(p ->
            p.clientEndpoint().stream()
                .flatMap(identity ->
                    switch (identity) {
                      case OwnIdentity.Fixed(InetAddress a) ->
                          List.of(Arguments.of(address, a)).stream();
                      case OwnIdentity.Fqdn(String n) -> List.of(Arguments.of(fqdn, n)).stream();
                      case OwnIdentity.UserFqdn(String n) ->
                          List.of(Arguments.of(user, n)).stream();
                      case OwnIdentity.LocalAddress _,
                          OwnIdentity.HostName _,
                          OwnIdentity.DistinguishedName _ ->
                          List.<Arguments>of().stream();
                    })
                .toList());
  }

  private static IsakmpPeer endpoint(IsakmpPeer p, Optional<OwnIdentity> identity) {
    return new IsakmpPeer(p.address(), p.vrf(), p.description(), p.aggressivePassword(), identity);
  }
}
