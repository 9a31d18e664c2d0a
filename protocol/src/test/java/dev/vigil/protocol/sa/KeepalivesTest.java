package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.informational.Informational;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.phase1.Phase1Settings;
import dev.vigil.protocol.sa.Envelope.Opened;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.VendorIds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The choice between DPD and keepalives, and the keepalives that two Vigil nodes speak. */
class KeepalivesTest {
  private static final Set<LivenessProtocol> DPD = Set.of(LivenessProtocol.DPD);
  private static final Set<LivenessProtocol> KEEPALIVES = Set.of(LivenessProtocol.KEEPALIVES);
  private static final Set<LivenessProtocol> BOTH = EnumSet.allOf(LivenessProtocol.class);

  static SaSettings announcing(SaSettings settings, Set<LivenessProtocol> liveness) {
    Phase1Settings phase1 = settings.phase1();
    return new SaSettings(
        new Phase1Settings(
            phase1.policies(),
            phase1.preSharedKey(),
            phase1.localIdentity(),
            liveness,
            phase1.nat(),
            phase1.retransmission(),
            phase1.halfOpenLifetime(),
            phase1.initialContact()),
        settings.dpd(),
        settings.offers(),
        settings.spis());
  }

  private static Pair pair(Set<LivenessProtocol> site, Set<LivenessProtocol> headEnd) {
    Pair pair =
        new Pair(
            1,
            Wire.Weather.FAIR,
            announcing(Pair.settings(Pair.SITE), site),
            announcing(Pair.settings(Pair.HEAD_END), headEnd));
    pair.connect();
    pair.run(Duration.ofSeconds(1));
    return pair;
  }

  private static Optional<LivenessProtocol> agreed(Side side) {
    return side.sa().established().orElseThrow().liveness();
  }

  /** Every notify that was sent under the SA, deciphered. */
  private static List<Payload.Notification> notifies(Pair pair) {
    Phase1Result sa = pair.initiator.sa().established().orElseThrow();
    return pair.wire.sent().stream()
        .map(Wire.Flying::data)
        .filter(datagram -> HeaderView.of(datagram).exchange() == ExchangeType.INFORMATIONAL.code())
        .flatMap(datagram -> opened(sa, datagram).stream())
        .filter(Payload.Notification.class::isInstance)
        .map(Payload.Notification.class::cast)
        .toList();
  }

  private static List<Payload> opened(Phase1Result sa, Octets datagram) {
    int messageId = datagram.intAt(20);
    Opened opened = Envelope.open(sa, Envelope.firstIv(sa, messageId), datagram).orElseThrow();
    return Informational.verify(sa, messageId, opened.chain(), opened.clear(), Header.BYTES)
        .orElseThrow();
  }

  @Test
  void theVendorIdIsTheDigestOfItsText() throws Exception {
    byte[] text = "Vigil IKEv1 keepalives, version 1".getBytes(StandardCharsets.US_ASCII);
    Octets digest = Octets.of(MessageDigest.getInstance("MD5").digest(text));

    assertThat(VendorIds.VIGIL_KEEPALIVES.payload().data()).isEqualTo(digest);
  }

  @Test
  void dpdIsPreferredThenKeepalivesThenNothing() {
    assertThat(agreed(pair(BOTH, BOTH).initiator)).contains(LivenessProtocol.DPD);
    assertThat(agreed(pair(BOTH, DPD).responder)).contains(LivenessProtocol.DPD);
    assertThat(agreed(pair(BOTH, KEEPALIVES).initiator)).contains(LivenessProtocol.KEEPALIVES);
    assertThat(agreed(pair(KEEPALIVES, BOTH).responder)).contains(LivenessProtocol.KEEPALIVES);
    assertThat(agreed(pair(KEEPALIVES, DPD).initiator)).isEmpty();
    assertThat(agreed(pair(KEEPALIVES, DPD).responder)).isEmpty();
    assertThat(agreed(pair(BOTH, Set.of()).initiator)).isEmpty();
  }

  @Test
  void keepalivesAskAndAnswerAsDpdDoes() {
    Pair pair = pair(KEEPALIVES, BOTH);
    pair.run(Duration.ofMinutes(2));

    assertThat(pair.initiator.closed()).isEmpty();
    assertThat(pair.responder.closed()).isEmpty();
    List<Payload.Notification> notifies = notifies(pair);
    assertThat(notifies).hasSizeGreaterThan(20);
    Octets cookies = pair.initiator.sa().established().orElseThrow().cookies().octets();
    assertThat(notifies)
        .allMatch(notify -> notify.spi().equals(cookies) && notify.data().length() == 4);
    assertThat(notifies)
        .extracting(Payload.Notification::notifyType)
        .containsOnly(NotifyType.IOS_KEEP_ALIVE_REQ, NotifyType.IOS_KEEP_ALIVE_ACK);
    assertThat(pair.initiator.trace())
        .contains("IKE keepalives are enabled, initializing timers")
        .contains("processing NOTIFY IOS_KEEP_ALIVE_ACK protocol 1")
        .contains(" keepalives/IOS_KEEP_ALIVE_ACK received from peer")
        .doesNotContain("DPD");
  }

  @Test
  void aPeerThatMissesFiveKeepalivesIsDead() {
    Pair pair = pair(KEEPALIVES, KEEPALIVES);
    pair.wire.weather(Wire.Weather.CUT);
    pair.run(Duration.ofSeconds(31));

    assertThat(pair.initiator.closed()).contains(CloseReason.DEAD_PEER);
    assertThat(pair.initiator.trace())
        .contains("incrementing error counter on sa: PEERS_ALIVE_TIMER")
        .contains("not responding!")
        .doesNotContain("paranoid keepalives");
  }

  @Test
  void aPeerThatAnnouncedNothingIsNotWatchedAndTheLogSaysSoOnce() {
    Pair pair = pair(BOTH, Set.of());
    pair.run(Duration.ofMinutes(2));

    assertThat(notifies(pair)).isEmpty();
    String why = "is not watched: it did not announce DPD or keepalives";
    assertThat(pair.initiator.trace()).containsOnlyOnce(why).doesNotContain("enabled");
    assertThat(pair.responder.trace())
        .containsOnlyOnce("is not watched: we announce neither DPD nor keepalives");
    assertThat(pair.initiator.all(SaEffect.Trace.class))
        .filteredOn(trace -> trace.event().notable())
        .hasSize(1);
  }

  /** A peer whose messages we did not agree on with it is answered all the same. */
  @Test
  void anRUThereIsAnsweredWhateverWasAgreed() {
    Pair pair = pair(KEEPALIVES, KEEPALIVES);
    Octets answer = answerTo(pair, NotifyType.R_U_THERE, cookies(pair), "00000007");

    Payload.Notification notify = notify(pair, answer);
    assertThat(notify.notifyType()).isEqualTo(NotifyType.R_U_THERE_ACK);
    assertThat(notify.data()).isEqualTo(Octets.ofHex("00000007"));
  }

  /** The router's own keepalive, of which the type is all that is known. */
  @Test
  void anUnknownKeepaliveIsAnsweredWithItsSpiAndData() {
    Pair pair = pair(DPD, DPD);
    for (String data : List.of("", "07", "00000007", "000102030405060708090a0b0c0d0e0f")) {
      for (Octets spi : List.of(Octets.EMPTY, cookies(pair), Octets.ofHex("0badcafe"))) {
        Payload.Notification notify =
            notify(pair, answerTo(pair, NotifyType.IOS_KEEP_ALIVE_REQ, spi, data));

        assertThat(notify.notifyType()).isEqualTo(NotifyType.IOS_KEEP_ALIVE_ACK);
        assertThat(notify.spi()).isEqualTo(spi);
        assertThat(notify.data()).isEqualTo(Octets.ofHex(data));
      }
    }
  }

  @Test
  void aKeepaliveAnswerThatNobodyAskedForIsNoSignOfAnAnswer() {
    Pair pair = pair(DPD, DPD);
    IkeSa.Step step =
        new Insider(pair)
            .tried(notification(pair, NotifyType.IOS_KEEP_ALIVE_ACK, cookies(pair), "00000007"));

    assertThat(step.effects()).containsExactly(new SaEffect.Checkpoint());
  }

  @Test
  void onDemandKeepalivesWaitForTraffic() {
    SaSettings onDemand = onDemand(announcing(Pair.settings(Pair.SITE), KEEPALIVES));
    SaSettings silent = silent(announcing(Pair.settings(Pair.HEAD_END), KEEPALIVES));
    Pair pair = new Pair(1, Wire.Weather.FAIR, onDemand, silent);
    pair.connect();
    pair.run(Duration.ofMinutes(2));

    assertThat(notifies(pair)).isEmpty();
    assertThat(pair.initiator.sa().awaitsTraffic()).isTrue();
    pair.initiator.step(new SaEvent.OutboundTraffic(pair.now()), pair.now());
    pair.run(Duration.ofSeconds(1));
    assertThat(notifies(pair)).hasSize(2);
    assertThat(pair.initiator.sa().dpd().map(DpdState::phase)).contains(DpdState.Phase.WATCHING);
    assertThat(pair.initiator.trace())
        .contains("traffic to send to peer 0.0.0.0, from which nothing came for 119 sec");
  }

  static SaSettings onDemand(SaSettings settings) {
    return new SaSettings(
        settings.phase1(),
        Optional.of(DpdSettings.onDemand(Duration.ofSeconds(10))),
        settings.offers(),
        settings.spis());
  }

  static SaSettings silent(SaSettings settings) {
    return new SaSettings(settings.phase1(), Optional.empty(), settings.offers(), settings.spis());
  }

  private static Octets cookies(Pair pair) {
    return pair.initiator.sa().established().orElseThrow().cookies().octets();
  }

  private static Octets notification(Pair pair, int type, Octets spi, String data) {
    Payload payload = new Payload.Notification(1, 1, spi, type, Octets.ofHex(data));
    return Envelope.informational(pair.initiator.sa().established().orElseThrow(), 1000, payload);
  }

  /** What the head-end sends when the site sends that. */
  private static Octets answerTo(Pair pair, int type, Octets spi, String data) {
    IkeSa.Step step = new Insider(pair).tried(notification(pair, type, spi, data));
    List<SaEffect.Transmit> sent =
        step.effects().stream()
            .filter(SaEffect.Transmit.class::isInstance)
            .map(SaEffect.Transmit.class::cast)
            .toList();
    assertThat(sent).hasSize(1);
    return sent.getFirst().datagram();
  }

  private static Payload.Notification notify(Pair pair, Octets datagram) {
    Phase1Result sa = pair.initiator.sa().established().orElseThrow();
    return (Payload.Notification) opened(sa, datagram).getFirst();
  }
}
