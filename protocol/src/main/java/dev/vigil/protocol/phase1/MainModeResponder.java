package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.phase1.IdentityExchange.Proved;
import dev.vigil.protocol.phase1.MainMode.Nonces;
import dev.vigil.protocol.phase1.MainMode.PeerShare;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.phase1.Phase1State.Keys;
import dev.vigil.protocol.phase1.Phase1State.PublicValues;
import dev.vigil.protocol.phase1.Phase1Step.Advanced;
import dev.vigil.protocol.phase1.Phase1Step.Completed;
import dev.vigil.protocol.phase1.Phase1Step.Ignored;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Main Mode as responder. It only ever answers: one datagram for one that came, none by a timer,
 * and none larger than three times the request until the address has proved itself with our cookie.
 */
public final class MainModeResponder {
  /** Bound on the first reply, as a multiple of the request (RFC 9000 §8 sets the same). */
  public static final int MAX_AMPLIFICATION = 3;

  private static final int IPSEC_DOI = 1;

  private MainModeResponder() {}

  /** What became of a first message. */
  public sealed interface FirstMessage {
    /** Keep {@code halfOpen} and send its reply. */
    record Accepted(HalfOpen halfOpen) implements FirstMessage {}

    /** Keep nothing; send {@code reply}, an unprotected NO-PROPOSAL-CHOSEN. */
    record Refused(Octets reply) implements FirstMessage {}

    /** Keep nothing and say nothing. */
    record Dropped(DropReason reason) implements FirstMessage {}
  }

  /**
   * Message 1: "HDR, SA".
   *
   * @param ours the cookie that we chose for this SA
   */
  public static FirstMessage firstMessage(
      Octets datagram, Cookie ours, Phase1Settings settings, Instant now, Entropy entropy) {
    Optional<Message> message = MainMode.decode(datagram);
    if (message.isEmpty()) {
      return new FirstMessage.Dropped(DropReason.MALFORMED);
    }
    List<Payload.SecurityAssociation> offers = message.get().all(Payload.SecurityAssociation.class);
    if (offers.size() != 1 || !message.get().header().responder().isNone()) {
      return new FirstMessage.Dropped(DropReason.UNEXPECTED);
    }
    CookiePair cookies = new CookiePair(message.get().header().initiator(), ours);
    return ProposalChoice.choose(offers.getFirst(), settings.policies())
        .map(chosen -> accept(datagram, message.get(), cookies, chosen, settings, now))
        .orElseGet(() -> refuse(datagram, cookies, entropy));
  }

  /**
   * Why a first message was {@link FirstMessage.Refused}, for the debug trace: made on demand, as a
   * stranger could make us do it often.
   */
  public static List<TraceEvent> explain(Octets datagram, Phase1Settings settings) {
    return MainMode.decode(datagram)
        .flatMap(message -> message.first(Payload.SecurityAssociation.class))
        .map(offered -> ProposalChoice.explain(offered, settings.policies()))
        .orElse(List.of());
  }

  /** RFC 3947 §3.1: the vendor ID "MUST be received by both sides", so the chosen one goes back. */
  private static FirstMessage accept(
      Octets datagram,
      Message message,
      CookiePair cookies,
      ProposalChoice.Chosen chosen,
      Phase1Settings settings,
      Instant now) {
    PeerFeatures features = PeerFeatures.of(message.all(Payload.VendorId.class));
    if (!settings.nat().offered()) {
      features = features.withNat(Optional.empty());
    }
    List<Payload> payloads = new ArrayList<>();
    payloads.add(chosen.reply());
    payloads.addAll(
        MainMode.announcements(
            liveness(settings, features),
            features.nat().map(NatVariant::vendorId).stream().toList()));
    Octets reply = MainMode.clear(cookies, payloads);
    Octets sai = message.chain().body(Payload.SecurityAssociation.class).orElse(Octets.EMPTY);
    if (reply.length() > MAX_AMPLIFICATION * datagram.length()) {
      return new FirstMessage.Dropped(DropReason.UNEXPECTED);
    }
    return HalfOpen.of(cookies, chosen.suite(), features, sai, datagram, reply, now)
        .<FirstMessage>map(FirstMessage.Accepted::new)
        .orElseGet(() -> new FirstMessage.Dropped(DropReason.ADMISSION));
  }

  /** Our own vendor ID says something to another Vigil only, which has sent it before. */
  private static List<LivenessProtocol> liveness(Phase1Settings settings, PeerFeatures features) {
    return settings.liveness().stream()
        .filter(protocol -> protocol == LivenessProtocol.DPD || features.keepalives())
        .toList();
  }

  /**
   * RFC 2408 §5.4: "If none of the proposals are acceptable […] NO-PROPOSAL-CHOSEN" is sent. In the
   * clear, and never larger than what it answers may call for.
   */
  private static FirstMessage refuse(Octets datagram, CookiePair cookies, Entropy entropy) {
    Header header =
        new Header(
            cookies.initiator(),
            cookies.responder(),
            0,
            Header.VERSION_1,
            ExchangeType.INFORMATIONAL.code(),
            0,
            entropy.nextInt(),
            0);
    Payload notify =
        new Payload.Notification(
            IPSEC_DOI, 1, Octets.EMPTY, NotifyType.NO_PROPOSAL_CHOSEN, Octets.EMPTY);
    Octets reply = MessageEncoder.encode(header, List.of(notify));
    return reply.length() <= MAX_AMPLIFICATION * datagram.length()
        ? new FirstMessage.Refused(reply)
        : new FirstMessage.Dropped(DropReason.UNEXPECTED);
  }

  /**
   * Message 3, "HDR, KE, Ni", with the cookie that only its sender can know; now the first
   * exponentiation is due. Answers with message 4, "HDR, KE, Nr".
   *
   * @param path that it came along
   */
  public static Phase1Step thirdMessage(
      HalfOpen halfOpen, Octets datagram, Path path, Phase1Settings settings, Entropy entropy) {
    Optional<Message> message = MainMode.decode(datagram);
    if (message.isEmpty()) {
      return new Ignored(DropReason.MALFORMED, "message 3 is malformed");
    }
    if (!message.get().header().cookies().equals(halfOpen.cookies())) {
      return new Ignored(DropReason.UNKNOWN_COOKIE, "cookies are not those of the exchange");
    }
    Suite suite = halfOpen.suite();
    Optional<PeerShare> share = MainMode.share(message.get(), suite);
    if (share.isEmpty()) {
      return new Ignored(DropReason.UNEXPECTED, "message 3 lacks a usable KE or nonce");
    }
    DiffieHellman.KeyPair pair = DiffieHellman.generate(suite.group(), entropy);
    Octets nonce = Octets.wrap(entropy.bytes(MainMode.NONCE_BYTES));
    Nonces nonces = new Nonces(share.get().nonce(), nonce);
    PublicValues values = new PublicValues(share.get().publicValue(), pair.publicValue());
    CookiePair cookies = halfOpen.cookies();
    Optional<Keys> keys =
        MainMode.keys(
            suite, settings.preSharedKey(), cookies, pair, share.get().publicValue(), nonces);
    if (keys.isEmpty()) {
      return new Ignored(DropReason.UNEXPECTED, "peer's public value may not be used");
    }
    PeerFeatures features = halfOpen.features().plus(message.get().all(Payload.VendorId.class));
    NatTraversal nat =
        MainMode.detect(message.get(), cookies, suite, features, path, settings.nat());
    AwaitIdentity next =
        new AwaitIdentity(
            Role.RESPONDER,
            cookies,
            halfOpen.sai(),
            suite,
            features,
            nat,
            values,
            keys.get(),
            MainMode.firstIv(suite, values));
    List<Payload> payloads =
        MainMode.sharePayloads(pair, nonce, cookies, suite, features, path, settings.nat());
    return new Advanced(next, MainMode.clear(cookies, payloads), path);
  }

  /**
   * Message 5, answered with message 6. RFC 3947 §4: if it is valid, "the responder MUST update
   * local state so that all subsequent packets […] use the new port, and possibly the new IP
   * address".
   */
  static Phase1Step fifthMessage(
      AwaitIdentity state, Octets datagram, Path path, Phase1Settings settings, Instant now) {
    Optional<Proved> peer = IdentityExchange.verify(state, datagram);
    if (peer.isEmpty()) {
      return new Ignored(
          DropReason.UNDECIPHERABLE, "message 5 is not readable: do the pre-shared keys differ?");
    }
    AwaitIdentity chained = state.withIv(peer.get().lastBlock());
    Protected reply = IdentityExchange.prove(chained, settings.localIdentity(), false);
    Phase1Result result =
        IdentityExchange.result(state, settings, peer.get(), reply.lastBlock(), path, now);
    return new Completed(result, Optional.of(reply.datagram()), peer.get().initialContact());
  }
}
