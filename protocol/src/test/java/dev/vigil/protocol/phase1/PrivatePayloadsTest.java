package dev.vigil.protocol.phase1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.crypto.MessageProtection.Opening;
import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.MainModeResponder.FirstMessage;
import dev.vigil.protocol.phase1.Phase1State.AwaitIdentity;
import dev.vigil.protocol.phase1.Phase1Step.Advanced;
import dev.vigil.protocol.phase1.Phase1Step.Completed;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Routers put payloads of their own into messages 5 and 6, where the negotiation of their
 * keepalives is said to be one. Main Mode passes them over.
 */
class PrivatePayloadsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final InetSocketAddress SITE = new InetSocketAddress("10.0.0.1", 500);
  private static final InetSocketAddress HEAD_END = new InetSocketAddress("10.0.0.2", 500);
  private static final Path OUT = new Path(SITE, HEAD_END, false);
  private static final Path IN = new Path(HEAD_END, SITE, false);

  private final Random random = new Random(1);
  private final Entropy entropy = random::nextBytes;

  /** Both sides after message 4, and message 5. */
  private record Exchange(AwaitIdentity initiator, AwaitIdentity responder, Octets fifth) {}

  private static Phase1Settings settings(InetSocketAddress own, Set<LivenessProtocol> liveness) {
    Octets address = Octets.of(own.getAddress().getAddress());
    IkePolicy policy =
        new IkePolicy(
            1,
            EncryptionAlgorithm.AES_CBC_128,
            HashAlgorithm.SHA1,
            Authentication.PRE_SHARE,
            DhGroup.ECP_256,
            Duration.ofHours(1));
    return new Phase1Settings(
        List.of(policy),
        Secret.ofText("the key"),
        new Payload.Identification(IdType.IPV4_ADDR, 17, 500, address),
        liveness,
        NatSettings.DEFAULT,
        Retransmission.DEFAULT,
        Phase1Settings.HALF_OPEN_LIFETIME,
        false);
  }

  private static Phase1Settings settings(InetSocketAddress own) {
    return settings(own, EnumSet.allOf(LivenessProtocol.class));
  }

  private Exchange upToMessageFive() {
    Cookie ours = new Cookie(1);
    Advanced one = MainModeInitiator.firstMessage(ours, OUT, settings(SITE));
    FirstMessage two =
        MainModeResponder.firstMessage(
            one.datagram(), new Cookie(2), settings(HEAD_END), NOW, entropy);
    HalfOpen halfOpen = ((FirstMessage.Accepted) two).halfOpen();
    Advanced three = (Advanced) step(one.next(), halfOpen.reply(), false, OUT);
    Advanced four =
        (Advanced)
            MainModeResponder.thirdMessage(
                halfOpen, three.datagram(), IN, settings(HEAD_END), entropy);
    Advanced five = (Advanced) step(three.next(), four.datagram(), false, OUT);
    return new Exchange((AwaitIdentity) five.next(), (AwaitIdentity) four.next(), five.datagram());
  }

  private Phase1Step step(Phase1State state, Octets datagram, boolean encrypted, Path path) {
    return Phase1.received(state, datagram, encrypted, path, settings(path.local()), NOW, entropy);
  }

  /** The message with another payload at its end, encrypted as before. */
  private static Protected with(Octets datagram, Octets iv, AwaitIdentity keys, Payload added) {
    Opening opening =
        MessageProtection.open(keys.suite().encryption(), keys.keys().cipherKey(), iv, datagram);
    Octets clear = ((Opening.Opened) opening).message();
    Decoding<PayloadChain> chain = MessageDecoder.opened(clear);
    List<Payload> payloads =
        new ArrayList<>(((Decoding.Decoded<PayloadChain>) chain).value().payloads());
    payloads.add(added);
    return MessageProtection.protect(
        keys.suite().encryption(),
        keys.keys().cipherKey(),
        iv,
        MainMode.clear(keys.cookies(), payloads));
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 22, 128, 200, 255})
  void unknownPayloadsInMessagesFiveAndSixArePassedOver(int type) {
    Exchange exchange = upToMessageFive();
    AwaitIdentity responder = exchange.responder();
    AwaitIdentity initiator = exchange.initiator();
    Payload unknown = new Payload.Unknown(type, Octets.ofHex("00007fff00007fff"));
    Protected five = with(exchange.fifth(), responder.iv(), responder, unknown);
    Completed atResponder = (Completed) step(responder, five.datagram(), true, IN);
    Octets six = atResponder.reply().orElseThrow();
    Protected sixMore = with(six, five.lastBlock(), initiator, unknown);
    Completed atInitiator =
        (Completed) step(initiator.withIv(five.lastBlock()), sixMore.datagram(), true, OUT);

    assertThat(atResponder.result().peerIdentity()).isEqualTo(settings(SITE).localIdentity());
    assertThat(atInitiator.result().peerIdentity()).isEqualTo(settings(HEAD_END).localIdentity());
    assertThat(atInitiator.result().liveness()).contains(LivenessProtocol.DPD);
  }

  @Test
  void aPrivatePayloadWithoutAnIdentityProvesNothing() {
    AwaitIdentity responder = upToMessageFive().responder();
    Protected bare =
        MessageProtection.protect(
            responder.suite().encryption(),
            responder.keys().cipherKey(),
            responder.iv(),
            MainMode.clear(
                responder.cookies(), List.of(new Payload.Unknown(128, Octets.ofHex("00")))));

    assertThat(step(responder, bare.datagram(), true, IN)).isInstanceOf(Phase1Step.Ignored.class);
  }

  /** A stranger never learns that we are a Vigil: only who said it first is told. */
  @Test
  void aResponderAnnouncesKeepalivesOnlyToWhoAnnouncedThem() {
    Phase1Settings dpdOnly = settings(SITE, Set.of(LivenessProtocol.DPD));
    assertThat(announced(dpdOnly)).containsExactly(LivenessProtocol.DPD);
    assertThat(announced(settings(SITE))).containsExactly(LivenessProtocol.values());
    assertThat(announced(settings(SITE, Set.of()))).containsExactly(LivenessProtocol.DPD);
  }

  private List<LivenessProtocol> announced(Phase1Settings ofInitiator) {
    Advanced one = MainModeInitiator.firstMessage(new Cookie(1), OUT, ofInitiator);
    FirstMessage two =
        MainModeResponder.firstMessage(
            one.datagram(), new Cookie(2), settings(HEAD_END), NOW, entropy);
    Octets reply = ((FirstMessage.Accepted) two).halfOpen().reply();
    List<Payload.VendorId> vendorIds =
        MainMode.decode(reply).orElseThrow().all(Payload.VendorId.class);
    return EnumSet.allOf(LivenessProtocol.class).stream()
        .filter(protocol -> vendorIds.stream().anyMatch(protocol.vendorId()::matches))
        .toList();
  }
}
