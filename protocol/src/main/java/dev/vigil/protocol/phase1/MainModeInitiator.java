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
import dev.vigil.protocol.phase1.Phase1State.AwaitChoice;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.phase1.Phase1State.AwaitKey;
import dev.vigil.protocol.phase1.Phase1State.Keys;
import dev.vigil.protocol.phase1.Phase1State.PublicValues;
import dev.vigil.protocol.phase1.Phase1Step.Advanced;
import dev.vigil.protocol.phase1.Phase1Step.Completed;
import dev.vigil.protocol.phase1.Phase1Step.Ignored;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.VendorIds;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Main Mode as initiator. Retransmission is not its business: it says what to send, and whoever
 * sends that sends it again until an answer moves the state on.
 */
public final class MainModeInitiator {
  private MainModeInitiator() {}

  /** Message 1: "HDR, SA" with all policies and every dialect of NAT traversal. */
  public static Advanced firstMessage(Cookie ours, Path path, Phase1Settings settings) {
    Payload.SecurityAssociation offer = ProposalChoice.offer(settings.policies());
    List<VendorIds> dialects =
        settings.nat().offered()
            ? Arrays.stream(NatVariant.values()).map(NatVariant::vendorId).toList()
            : List.of();
    List<Payload> payloads = new ArrayList<>();
    payloads.add(offer);
    payloads.addAll(MainMode.announcements(settings.liveness(), dialects));
    Octets datagram = MainMode.clear(new CookiePair(ours, Cookie.NONE), payloads);
    return new Advanced(new AwaitChoice(ours, MessageEncoder.body(offer)), datagram, path);
  }

  /** Message 2, "HDR, SA", answered with message 3, "HDR, KE, Ni". */
  static Phase1Step secondMessage(
      AwaitChoice state, Octets datagram, Path path, Phase1Settings settings, Entropy entropy) {
    Optional<Message> message = MainMode.decode(datagram);
    if (message.isEmpty()) {
      return new Ignored(DropReason.MALFORMED, "message 2 is malformed");
    }
    CookiePair cookies = message.get().header().cookies();
    if (cookies.responder().isNone()) {
      return new Ignored(DropReason.UNEXPECTED, "message 2 has no responder cookie");
    }
    List<Payload.SecurityAssociation> answers =
        message.get().all(Payload.SecurityAssociation.class);
    Optional<Suite> suite =
        answers.size() == 1
            ? ProposalChoice.accepted(answers.getFirst(), settings.policies())
            : Optional.empty();
    if (suite.isEmpty()) {
      return new Ignored(DropReason.UNEXPECTED, "peer chose what we did not offer");
    }
    PeerFeatures features = PeerFeatures.of(message.get().all(Payload.VendorId.class));
    if (!settings.nat().offered()) {
      features = features.withNat(Optional.empty());
    }
    DiffieHellman.KeyPair pair = DiffieHellman.generate(suite.get().group(), entropy);
    Octets nonce = Octets.wrap(entropy.bytes(MainMode.NONCE_BYTES));
    List<Payload> payloads =
        MainMode.sharePayloads(pair, nonce, cookies, suite.get(), features, path, settings.nat());
    return new Advanced(
        new AwaitKey(cookies, state.sai(), suite.get(), features, pair, nonce),
        MainMode.clear(cookies, payloads),
        path);
  }

  /**
   * Message 4, "HDR, KE, Nr", answered with message 5. RFC 3947 §4: "the initiator MUST change
   * ports when sending the ID payload if there is NAT between the hosts".
   */
  static Phase1Step fourthMessage(
      AwaitKey state, Octets datagram, Path path, Phase1Settings settings) {
    Optional<Message> message = MainMode.decode(datagram);
    if (message.isEmpty()) {
      return new Ignored(DropReason.MALFORMED, "message 4 is malformed");
    }
    CookiePair cookies = state.cookies();
    Optional<PeerShare> share = MainMode.share(message.get(), state.suite());
    if (!message.get().header().cookies().equals(cookies) || share.isEmpty()) {
      return new Ignored(DropReason.UNEXPECTED, "message 4 lacks a usable KE or nonce");
    }
    Octets theirs = share.get().publicValue();
    Optional<Keys> keys =
        MainMode.keys(
            state.suite(),
            settings.preSharedKey(),
            cookies,
            state.keyPair(),
            theirs,
            new Nonces(state.nonce(), share.get().nonce()));
    if (keys.isEmpty()) {
      return new Ignored(DropReason.UNEXPECTED, "peer's public value may not be used");
    }
    PublicValues values = new PublicValues(state.keyPair().publicValue(), theirs);
    PeerFeatures features = state.features().plus(message.get().all(Payload.VendorId.class));
    NatTraversal nat =
        MainMode.detect(message.get(), cookies, state.suite(), features, path, settings.nat());
    AwaitIdentity next =
        new AwaitIdentity(
            Role.INITIATOR,
            cookies,
            state.sai(),
            state.suite(),
            features,
            nat,
            values,
            keys.get(),
            MainMode.firstIv(state.suite(), values));
    Protected proof =
        IdentityExchange.prove(next, settings.localIdentity(), settings.initialContact());
    return new Advanced(
        next.withIv(proof.lastBlock()),
        proof.datagram(),
        nat.nat() ? floated(path, settings.nat()) : path);
  }

  /** Message 6: the peer is who it says. */
  static Phase1Step sixthMessage(
      AwaitIdentity state, Octets datagram, Path path, Phase1Settings settings, Instant now) {
    Optional<Proved> peer = IdentityExchange.verify(state, datagram);
    if (peer.isEmpty()) {
      return new Ignored(
          DropReason.UNDECIPHERABLE, "message 6 is not readable: do the pre-shared keys differ?");
    }
    Phase1Result result =
        IdentityExchange.result(state, settings, peer.get(), peer.get().lastBlock(), path, now);
    return new Completed(result, Optional.empty(), peer.get().initialContact());
  }

  /** RFC 3947 §4: "The initiator MUST set both UDP source and destination ports to 4500". */
  private static Path floated(Path path, NatSettings nat) {
    return path.marked()
        ? path
        : new Path(
            new InetSocketAddress(path.local().getAddress(), nat.localPort()),
            new InetSocketAddress(path.remote().getAddress(), nat.remotePort()),
            true);
  }
}
