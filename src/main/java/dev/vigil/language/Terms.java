package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.choice;
import static dev.vigil.language.Syntax.item;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.oneOf;
import static dev.vigil.language.Syntax.sequence;
import static dev.vigil.language.Syntax.word;

import dev.vigil.protocol.config.LocalEndpoint;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pieces of syntax that several commands have in common. */
final class Terms {
  static final Syntax.Keyword CRYPTO = word("crypto", "Encryption module");
  static final Syntax.Keyword ISAKMP = word("isakmp", "Configure ISAKMP policy");
  static final Syntax.Keyword IPSEC = word("ipsec", "Configure IPSEC policy");

  /** How a key is written: in clear, or encrypted by the router. */
  static final Syntax.Choice<Integer> KEY_FORM =
      choice(
          item("key-form", "0", 0, "Specifies an UNENCRYPTED password will follow"),
          item("key-form", "6", 6, "Specifies an ENCRYPTED password will follow"),
          item("key-form", "7", 7, "Specifies a HIDDEN password will follow"));

  static final Syntax.Argument<Secret> KEY =
      argument("key", ArgumentType.SECRET, "The UNENCRYPTED (cleartext) user password");
  static final Syntax.Argument<InetAddress> PEER_ADDRESS =
      argument("peer-address", ArgumentType.ADDRESS, "IP address of the peer");
  static final Syntax.Argument<String> PEER_HOST =
      argument("peer-host", ArgumentType.HOST_NAME, "Host name of the peer");
  static final Syntax.Keyword DYNAMIC = word("dynamic", "Resolve the name anew for every attempt");
  static final Syntax.Keyword PREFERRED = word("default", "The peer that is tried first");
  static final Syntax.Argument<InetAddress> LOCAL_ADDRESS =
      argument("local-address-value", ArgumentType.ADDRESS, "IP address of this router");
  static final Syntax.Argument<String> LOCAL_INTERFACE =
      argument(
          "local-interface",
          ArgumentType.INTERFACE.among(NameSource.Of.INTERFACE),
          "Interface of this router");

  private Terms() {}

  /** {@code [0|6|7] key}. */
  static Syntax secret() {
    return sequence(maybe(KEY_FORM), KEY);
  }

  /** The key that was entered; refused where it is one that only the router can read. */
  static Secret secretOf(Arguments arguments) throws Refusal {
    int form = arguments.find(KEY_FORM).orElse(0);
    if (form != 0) {
      throw new Refusal(
          KEY_FORM.name(),
          "This key is encrypted (type "
              + form
              + ") and only the router that wrote it can read it: enter it in clear.");
    }
    return arguments.get(KEY);
  }

  /** A key that could be taken for its form is written with the form before it. */
  static Arguments withSecret(Arguments arguments, Secret secret) {
    String text = ArgumentType.SECRET.writer().apply(secret);
    boolean ambiguous = List.of("0", "6", "7").contains(text);
    return (ambiguous ? arguments.and(KEY_FORM, 0) : arguments).and(KEY, secret);
  }

  /** {@code {address | host [dynamic]} [default]}. */
  static Syntax peer() {
    return sequence(oneOf(PEER_ADDRESS, sequence(PEER_HOST, maybe(DYNAMIC))), maybe(PREFERRED));
  }

  static PeerRef peerOf(Arguments arguments) {
    boolean preferred = arguments.has(PREFERRED);
    Optional<InetAddress> address = arguments.find(PEER_ADDRESS);
    return address.isPresent()
        ? new PeerRef.Address(address.get(), preferred)
        : new PeerRef.HostName(arguments.get(PEER_HOST), arguments.has(DYNAMIC), preferred);
  }

  static Arguments peerArguments(PeerRef peer) {
    Arguments arguments =
        switch (peer) {
          case PeerRef.Address(InetAddress address, _) -> Arguments.of(PEER_ADDRESS, address);
          case PeerRef.HostName(String name, boolean dynamic, _) ->
              Arguments.of(PEER_HOST, name).andIf(dynamic, DYNAMIC);
        };
    return arguments.andIf(peer.preferred(), PREFERRED);
  }

  /** Adds a peer at the end, or replaces one that is the same but for its marks. */
  static List<PeerRef> withPeer(List<PeerRef> peers, PeerRef added) {
    List<PeerRef> changed = new ArrayList<>(peers);
    for (int i = 0; i < changed.size(); i++) {
      if (samePeer(changed.get(i), added)) {
        changed.set(i, added);
        return changed;
      }
    }
    changed.add(added);
    return changed;
  }

  static List<PeerRef> withoutPeer(List<PeerRef> peers, Arguments arguments) {
    if (!arguments.has(PEER_ADDRESS) && !arguments.has(PEER_HOST)) {
      return List.of();
    }
    PeerRef removed = peerOf(arguments);
    return peers.stream().filter(peer -> !samePeer(peer, removed)).toList();
  }

  private static boolean samePeer(PeerRef a, PeerRef b) {
    return switch (a) {
      case PeerRef.Address(InetAddress address, _) ->
          b instanceof PeerRef.Address(InetAddress other, _) && address.equals(other);
      case PeerRef.HostName(String name, _, _) ->
          b instanceof PeerRef.HostName(String other, _, _) && name.equalsIgnoreCase(other);
    };
  }

  /** An address of ours, or the interface that has it. */
  static Syntax local() {
    return oneOf(LOCAL_ADDRESS, LOCAL_INTERFACE);
  }

  static LocalEndpoint localOf(Arguments arguments) {
    Optional<InetAddress> address = arguments.find(LOCAL_ADDRESS);
    return address.isPresent()
        ? new LocalEndpoint.Address(address.get())
        : new LocalEndpoint.OfInterface(arguments.get(LOCAL_INTERFACE));
  }

  static Arguments localArguments(LocalEndpoint local) {
    return switch (local) {
      case LocalEndpoint.Address(InetAddress address) -> Arguments.of(LOCAL_ADDRESS, address);
      case LocalEndpoint.OfInterface(String name) -> Arguments.of(LOCAL_INTERFACE, name);
    };
  }

  /** The Diffie-Hellman groups by number, each behind {@code prefix}. */
  static Syntax.Choice<DhGroup> groups(String name, String prefix) {
    List<Syntax.Item<DhGroup>> items = new ArrayList<>();
    for (DhGroup group : DhGroup.values()) {
      String size = group.elliptic() ? " bit ecp)" : " bit)";
      items.add(
          item(
              name,
              prefix + group.number(),
              group,
              "Diffie-Hellman group " + group.number() + " (" + group.bits() + size));
    }
    return new Syntax.Choice<>(name, List.copyOf(items));
  }

  static Syntax.Argument<Integer> seconds(int min, int max, String help) {
    return Syntax.number("seconds", min, max, help);
  }

  static Duration duration(Arguments arguments, Syntax.Argument<Integer> seconds) {
    return Duration.ofSeconds(arguments.get(seconds));
  }

  /** The line that one value calls for, where there is one. */
  static <V> List<Arguments> line(Syntax.Argument<V> argument, Optional<V> value) {
    return value.map(v -> List.of(Arguments.of(argument, v))).orElse(List.of());
  }

  /** The line that a number of seconds calls for, where there is one. */
  static List<Arguments> secondsLine(Syntax.Argument<Integer> argument, Optional<Duration> value) {
    return line(argument, value.map(v -> Math.toIntExact(v.toSeconds())));
  }

  /** {@code list} with {@code value} at its end, unless it is in it already. */
  static <V> List<V> with(List<V> list, V value) {
    if (list.contains(value)) {
      return list;
    }
    List<V> longer = new ArrayList<>(list);
    longer.add(value);
    return longer;
  }

  static <V> List<V> without(List<V> list, V value) {
    return list.stream().filter(v -> !v.equals(value)).toList();
  }
}
