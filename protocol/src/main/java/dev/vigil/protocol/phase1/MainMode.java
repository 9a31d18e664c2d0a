package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.InitializationVector;
import dev.vigil.protocol.crypto.KeyDerivation;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.crypto.SkeyidFamily;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.natt.NatDetection;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.phase1.Phase1State.Keys;
import dev.vigil.protocol.phase1.Phase1State.PublicValues;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.VendorIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What both sides of Main Mode do alike in its first four messages. */
final class MainMode {
  /** Of our nonce; RFC 2409 §5: "The length of nonce payload MUST be between 8 and 256 bytes". */
  static final int NONCE_BYTES = 32;

  private static final int SHORTEST_NONCE = 8;
  private static final int LONGEST_NONCE = 256;

  private MainMode() {}

  static Header header(CookiePair cookies) {
    return new Header(
        cookies.initiator(),
        cookies.responder(),
        0,
        Header.VERSION_1,
        ExchangeType.MAIN_MODE.code(),
        0,
        0,
        0);
  }

  static Octets clear(CookiePair cookies, List<Payload> payloads) {
    return MessageEncoder.encode(header(cookies), payloads);
  }

  /** A well-formed message of this exchange in the clear, else empty. */
  static Optional<Message> decode(Octets datagram) {
    return switch (MessageDecoder.decode(datagram)) {
      case Decoding.Malformed<Message> _ -> Optional.empty();
      case Decoding.Decoded<Message>(Message message) ->
          Optional.of(message)
              .filter(m -> m.header().is(ExchangeType.MAIN_MODE) && m.header().messageId() == 0);
    };
  }

  /** What we announce beside the SA: these protocols and dialects of NAT traversal. */
  static List<Payload> announcements(
      Collection<LivenessProtocol> liveness, List<VendorIds> natDialects) {
    List<Payload> payloads = new ArrayList<>();
    liveness.stream()
        .sorted()
        .map(LivenessProtocol::vendorId)
        .forEach(known -> payloads.add(known.payload()));
    natDialects.forEach(dialect -> payloads.add(dialect.payload()));
    return payloads;
  }

  /**
   * The peer's half of the key exchange.
   *
   * @param publicValue of the length that the group wants
   */
  record PeerShare(Octets publicValue, Octets nonce) {}

  /** RFC 2409 §5.4: messages 3 and 4 carry exactly one KE and one nonce. */
  static Optional<PeerShare> share(Message message, Suite suite) {
    List<Payload.KeyExchange> keys = message.all(Payload.KeyExchange.class);
    List<Payload.Nonce> nonces = message.all(Payload.Nonce.class);
    if (keys.size() != 1 || nonces.size() != 1) {
      return Optional.empty();
    }
    Octets publicValue = keys.getFirst().data();
    Octets nonce = nonces.getFirst().data();
    return publicValue.length() == suite.group().publicBytes()
            && nonce.length() >= SHORTEST_NONCE
            && nonce.length() <= LONGEST_NONCE
        ? Optional.of(new PeerShare(publicValue, nonce))
        : Optional.empty();
  }

  /** KE, nonce and, where a dialect is agreed, NAT-D. */
  static List<Payload> sharePayloads(
      DiffieHellman.KeyPair keyPair,
      Octets nonce,
      CookiePair cookies,
      Suite suite,
      PeerFeatures features,
      Path path,
      NatSettings nat) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(new Payload.KeyExchange(keyPair.publicValue()));
    payloads.add(new Payload.Nonce(nonce));
    features
        .nat()
        .ifPresent(variant ->
            payloads.addAll(
                NatDetection.payloads(variant, suite.hash(), cookies, path, nat.claimed())));
    return payloads;
  }

  /** What the NAT-D payloads of message 3 or 4 tell. */
  static NatTraversal detect(
      Message message,
      CookiePair cookies,
      Suite suite,
      PeerFeatures features,
      Path path,
      NatSettings nat) {
    NatTraversal found = detect(message, cookies, suite, features, path);
    return found == NatTraversal.NO_NAT && nat.claimed() ? NatTraversal.CLAIMED : found;
  }

  private static NatTraversal detect(
      Message message, CookiePair cookies, Suite suite, PeerFeatures features, Path path) {
    return features
        .nat()
        .map(variant ->
            NatDetection.detect(
                suite.hash(),
                cookies,
                path,
                message.all(Payload.NatDiscovery.class).stream()
                    .filter(natD -> natD.type() == variant.discoveryType())
                    .toList()))
        .orElse(NatTraversal.UNSUPPORTED);
  }

  /** Both nonces, the initiator's first. */
  record Nonces(Octets initiator, Octets responder) {}

  /** All keys of phase 1; empty if the peer's value may not be used. */
  static Optional<Keys> keys(
      Suite suite,
      Secret preSharedKey,
      CookiePair cookies,
      DiffieHellman.KeyPair ours,
      Octets theirs,
      Nonces nonces) {
    return switch (DiffieHellman.agree(suite.group(), ours.privateValue(), theirs)) {
      case Agreement.Refused _ -> Optional.empty();
      case Agreement.Agreed(Secret shared) -> {
        Secret skeyid =
            KeyDerivation.skeyidFromPreSharedKey(
                suite.hash(), preSharedKey, nonces.initiator(), nonces.responder());
        SkeyidFamily family = KeyDerivation.family(suite.hash(), skeyid, shared, cookies);
        yield Optional.of(
            new Keys(
                skeyid,
                family.skeyidD(),
                family.skeyidA(),
                KeyDerivation.cipherKey(suite.encryption(), suite.hash(), family.skeyidE())));
      }
    };
  }

  /** Of message 5. */
  static Octets firstIv(Suite suite, PublicValues values) {
    return InitializationVector.ofPhase1(
        suite.encryption(), suite.hash(), values.initiator(), values.responder());
  }
}
