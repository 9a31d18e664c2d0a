package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.name;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.Keyring;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pre-shared keys and keyrings. */
final class KeyCommands {
  private static final Syntax.Argument<InetAddress> ADDRESS =
      argument("scope-address", ArgumentType.IPV4, "IP address of the peer");
  private static final Syntax.Argument<Integer> MASK =
      argument("scope-mask", ArgumentType.MASK, "IP subnet mask of the peer");
  private static final Syntax.Argument<IpPrefix> PREFIX =
      argument("scope-prefix", ArgumentType.IPV6_PREFIX_OR_HOST, "IPv6 prefix of the peer");
  private static final Syntax.Argument<String> HOST =
      argument("scope-host", ArgumentType.HOST_NAME, "Fully qualified domain name of the peer");
  private static final Syntax.Keyword NO_XAUTH = word("no-xauth", "Bypasses XAuth for this peer");
  private static final String[] SCOPE = {ADDRESS.name(), MASK.name(), PREFIX.name(), HOST.name()};

  private static final Syntax.Argument<String> TEXT =
      argument("text", ArgumentType.LINE, "Description");

  private static final Mode<Keyring> KEYRING =
      Mode.of("conf-keyring", false, List.of(description(), localAddress(), keyringKey()));

  private KeyCommands() {}

  /** {@code {address A [mask] | address ipv6 P | hostname H}}. */
  private static Syntax scope() {
    Syntax.Keyword address = word("address", "define shared key with IP address");
    return oneOf(
        sequence(address, ADDRESS, maybe(MASK)),
        sequence(address, word("ipv6", "define shared key with IPv6 address"), PREFIX),
        sequence(word("hostname", "define shared key with hostname"), HOST));
  }

  /** Without a mask an address is one peer; the address 0.0.0.0, as on the router, is all. */
  private static PeerScope scopeOf(Arguments a) {
    if (a.has(HOST)) {
      return new PeerScope.HostName(a.get(HOST));
    }
    if (a.has(PREFIX)) {
      return new PeerScope.Network(a.get(PREFIX));
    }
    InetAddress address = a.get(ADDRESS);
    int length = a.find(MASK).orElse(address.isAnyLocalAddress() ? 0 : 32);
    return new PeerScope.Network(new IpPrefix(address, length));
  }

  private static Arguments scopeArguments(PeerScope scope) {
    return switch (scope) {
      case PeerScope.HostName(String host) -> Arguments.of(HOST, host);
      case PeerScope.Network(IpPrefix prefix) -> {
        if (prefix.address().getAddress().length == 16) {
          yield Arguments.of(PREFIX, prefix);
        }
        boolean implied = prefix.length() == (prefix.address().isAnyLocalAddress() ? 0 : 32);
        yield Arguments.of(ADDRESS, prefix.address())
            .and(MASK, implied ? Optional.empty() : Optional.of(prefix.length()));
      }
    };
  }

  static List<Command<ConfigBuilder>> globalKeys() {
    return List.of(
        Command.<ConfigBuilder>of(
                Terms.CRYPTO,
                Terms.ISAKMP,
                word("key", "Set pre-shared key for remote peer"),
                Terms.secret(),
                scope(),
                maybe(NO_XAUTH))
            .identifiedBy(SCOPE)
            .undoAfter(6)
            .set((b, a) -> {
              PreSharedKey key = new PreSharedKey(scopeOf(a), Terms.secretOf(a), a.has(NO_XAUTH));
              b.preSharedKeys.put(key.scope(), key);
              return b;
            })
            .unset((b, a) -> {
              b.preSharedKeys.remove(scopeOf(a));
              return b;
            })
            .shows(b ->
                b.preSharedKeys.values().stream()
                    .map(key ->
                        Terms.withSecret(scopeArguments(key.scope()), key.secret())
                            .andIf(key.noXauth(), NO_XAUTH))
                    .toList()));
  }

  static List<Command<ConfigBuilder>> keyrings() {
    Syntax.Argument<String> name = name("name", NameSource.Of.KEYRING, "Name of the keyring");
    Syntax.Argument<String> vrf =
        name("vrf-name", NameSource.Of.VRF, "Name of the VRF the keyring is in");
    return List.of(
        Command.<ConfigBuilder>of(
                Terms.CRYPTO,
                word("keyring", "Key ring commands"),
                name,
                maybe(word("vrf", "VRF routing/forwarding instance"), vrf))
            .identifiedBy(name.name())
            .undoAfter(3)
            .unset((b, a) -> {
              b.keyrings.remove(a.get(name));
              return b;
            })
            .section(
                new Command.Section<>(
                    KEYRING,
                    (b, a) -> {
                      Keyring keyring =
                          b.keyrings.getOrDefault(a.get(name), Keyring.named(a.get(name)));
                      return a.has(vrf) ? keyring.withVrf(a.find(vrf)) : keyring;
                    },
                    (b, keyring) -> {
                      b.keyrings.put(keyring.name(), keyring);
                      return b;
                    },
                    b ->
                        b.keyrings.values().stream()
                            .map(k ->
                                new Command.Body<>(
                                    Arguments.of(name, k.name()).and(vrf, k.vrf()), k))
                            .toList())));
  }

  private static Command<Keyring> description() {
    return Command.<Keyring>of(word("description", "Keyring description"), TEXT)
        .set((k, a) -> k.withDescription(a.find(TEXT)))
        .unset((k, _) -> k.withDescription(Optional.empty()))
        .shows(k -> Terms.line(TEXT, k.description()));
  }

  private static Command<Keyring> localAddress() {
    return Command.<Keyring>of(
            word("local-address", "Bind keyring to this local address"), Terms.local())
        .set((k, a) -> k.withLocal(Optional.of(Terms.localOf(a))))
        .unset((k, _) -> k.withLocal(Optional.empty()))
        .shows(k -> k.local().stream().map(Terms::localArguments).toList());
  }

  private static Command<Keyring> keyringKey() {
    return Command.<Keyring>of(
            word("pre-shared-key", "Specify a pre-shared key"),
            scope(),
            word("key", "specify key"),
            Terms.secret())
        .identifiedBy(SCOPE)
        .undoAfter(3)
        .set((k, a) -> {
          PreSharedKey key = new PreSharedKey(scopeOf(a), Terms.secretOf(a), false);
          List<PreSharedKey> keys = new ArrayList<>(k.keys());
          int old = indexOf(keys, key.scope());
          if (old < 0) {
            keys.add(key);
          } else {
            keys.set(old, key);
          }
          return k.withKeys(keys);
        })
        .unset((k, a) ->
            k.withKeys(k.keys().stream().filter(key -> !key.scope().equals(scopeOf(a))).toList()))
        .shows(k ->
            k.keys().stream()
                .map(key -> Terms.withSecret(scopeArguments(key.scope()), key.secret()))
                .toList());
  }

  private static int indexOf(List<PreSharedKey> keys, PeerScope scope) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).scope().equals(scope)) {
        return i;
      }
    }
    return -1;
  }
}
