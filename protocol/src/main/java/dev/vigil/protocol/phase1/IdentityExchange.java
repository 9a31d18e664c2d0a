package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.crypto.MessageProtection.Opening;
import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages 5 and 6, encrypted: "HDR*, IDii, HASH_I" and "HDR*, IDir, HASH_R" (RFC 2409 §5.4). All
 * ways in which one can be wrong come out the same, so that nobody learns from us which it was.
 */
final class IdentityExchange {
  private static final int IPSEC_DOI = 1;
  private static final int ISAKMP = 1;

  private IdentityExchange() {}

  /** Our identity and the proof of it, under the IV that {@code state} holds. */
  static Protected prove(AwaitIdentity state, Payload.Identification identity, boolean first) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(identity);
    payloads.add(new Payload.Hash(hash(state, state.role(), MessageEncoder.body(identity))));
    if (first) {
      payloads.add(initialContact(state));
    }
    Octets clear = MainMode.clear(state.cookies(), payloads);
    return MessageProtection.protect(
        state.suite().encryption(), state.keys().cipherKey(), state.iv(), clear);
  }

  /** RFC 2407 §4.6.3.3: SPI "set to the two ISAKMP cookies", no data. */
  private static Payload initialContact(AwaitIdentity state) {
    return new Payload.Notification(
        IPSEC_DOI, ISAKMP, state.cookies().octets(), NotifyType.INITIAL_CONTACT, Octets.EMPTY);
  }

  /**
   * The peer, proved.
   *
   * @param lastBlock IV of what follows
   */
  record Proved(
      Payload.Identification identity,
      PeerFeatures features,
      boolean initialContact,
      Octets lastBlock) {}

  /** Deciphers and verifies message 5 or 6; empty if anything at all is wrong with it. */
  static Optional<Proved> verify(AwaitIdentity state, Octets datagram) {
    Opening opening =
        MessageProtection.open(
            state.suite().encryption(), state.keys().cipherKey(), state.iv(), datagram);
    return switch (opening) {
      case Opening.Refused _ -> Optional.empty();
      case Opening.Opened(Octets message, Octets lastBlock) ->
          switch (MessageDecoder.opened(message)) {
            case Decoding.Malformed<PayloadChain> _ -> Optional.empty();
            case Decoding.Decoded<PayloadChain>(PayloadChain chain) ->
                proved(state, chain, lastBlock);
          };
    };
  }

  private static Optional<Proved> proved(AwaitIdentity state, PayloadChain chain, Octets block) {
    Optional<Payload.Identification> identity = chain.first(Payload.Identification.class);
    Optional<Octets> body = chain.body(Payload.Identification.class);
    Optional<Payload.Hash> received = chain.first(Payload.Hash.class);
    if (identity.isEmpty() || body.isEmpty() || received.isEmpty()) {
      return Optional.empty();
    }
    Role peer = state.role() == Role.INITIATOR ? Role.RESPONDER : Role.INITIATOR;
    Octets computed = hash(state, peer, body.get());
    if (!ExchangeHash.matches(computed, received.get().data()) || !sound(identity.get())) {
      return Optional.empty();
    }
    boolean initialContact =
        chain.all(Payload.Notification.class).stream()
            .anyMatch(n -> n.notifyType() == NotifyType.INITIAL_CONTACT);
    PeerFeatures features = state.features().plus(chain.all(Payload.VendorId.class));
    return Optional.of(new Proved(identity.get(), features, initialContact, block));
  }

  /** An authenticated peer's word is checked too: an address must have an address's length. */
  private static boolean sound(Payload.Identification identity) {
    return switch (identity.idType()) {
      case IdType.IPV4_ADDR -> identity.data().length() == 4;
      case IdType.IPV6_ADDR -> identity.data().length() == 16;
      default -> !identity.data().isEmpty();
    };
  }

  /** HASH_I of the initiator's identity, HASH_R of the responder's (RFC 2409 §5). */
  private static Octets hash(AwaitIdentity state, Role of, Octets identity) {
    Octets gxi = state.values().initiator();
    Octets gxr = state.values().responder();
    return of == Role.INITIATOR
        ? ExchangeHash.hashI(
            state.suite().hash(),
            state.keys().skeyid(),
            gxi,
            gxr,
            state.cookies(),
            state.sai(),
            identity)
        : ExchangeHash.hashR(
            state.suite().hash(),
            state.keys().skeyid(),
            gxi,
            gxr,
            state.cookies(),
            state.sai(),
            identity);
  }

  static Phase1Result result(
      AwaitIdentity state,
      Phase1Settings settings,
      Proved peer,
      Octets lastBlock,
      Path path,
      Instant now) {
    return new Phase1Result(
        state.cookies(),
        state.role(),
        path,
        state.suite().encryption(),
        state.suite().hash(),
        state.suite().group(),
        state.suite().lifetime(),
        now,
        state.keys().skeyidD(),
        state.keys().skeyidA(),
        state.keys().cipherKey(),
        lastBlock,
        settings.localIdentity(),
        peer.identity(),
        peer.features().liveness(settings.liveness()),
        peer.features().unity(),
        state.nat(),
        state.features().nat());
  }
}
