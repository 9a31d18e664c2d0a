package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.phase1.PeerFeatures;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.VendorIds;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the router's document says about whole IKE SAs: which protocol is negotiated and how a death
 * ends them. The display name of each test is the sentence that it is about.
 */
class SeedStatementsTest {
  private static final Set<LivenessProtocol> BOTH = EnumSet.allOf(LivenessProtocol.class);

  private static Pair pair(Set<LivenessProtocol> ofPeer) {
    return established(
        KeepalivesTest.announcing(Pair.settings(Pair.SITE), BOTH),
        KeepalivesTest.announcing(Pair.settings(Pair.HEAD_END), ofPeer));
  }

  private static Pair established(SaSettings site, SaSettings headEnd) {
    Pair pair = new Pair(1, Wire.Weather.FAIR, site, headEnd);
    pair.connect();
    pair.run(Duration.ofSeconds(1));
    pair.negotiate(0x1001);
    pair.run(Duration.ofSeconds(1));
    assertThat(pair.initiator.all(SaEffect.ChildEstablished.class)).hasSize(1);
    return pair;
  }

  private static PeerFeatures features(VendorIds... announced) {
    List<Payload.VendorId> vendorIds =
        Arrays.stream(announced).map(VendorIds::payload).map(Payload.VendorId.class::cast).toList();
    return PeerFeatures.of(vendorIds);
  }

  private static int informationals(Pair pair) {
    return (int)
        pair.wire.sent().stream()
            .map(sent -> HeaderView.of(sent.data()))
            .filter(view -> view.exchange() == ExchangeType.INFORMATIONAL.code())
            .count();
  }

  @Test
  @DisplayName("An IKE peer that supports DPD (dead peer detection).")
  void thePeerMustSupportIt() {
    Pair without = pair(Set.of());
    Pair with = pair(BOTH);
    without.run(Duration.ofMinutes(1));
    with.run(Duration.ofMinutes(1));

    assertThat(informationals(without)).isZero();
    assertThat(informationals(with)).isGreaterThan(8);
  }

  @Test
  @DisplayName(
      "When the crypto isakmp keepalive command is configured, the Cisco IOS software"
          + " negotiates the use of Cisco IOS keepalives or DPD, depending on which protocol the peer"
          + " supports.")
  void thePeerDecidesOnTheProtocol() {
    for (LivenessProtocol only : BOTH) {
      Pair pair = pair(Set.of(only));
      pair.run(Duration.ofMinutes(1));

      assertThat(pair.initiator.sa().established().orElseThrow().liveness()).contains(only);
      assertThat(informationals(pair)).isGreaterThan(8);
      assertThat(pair.initiator.closed()).isEmpty();
    }
  }

  @Test
  @DisplayName(
      "The result of sending frequent messages is that the communicating peers must encrypt"
          + " and decrypt more packets.")
  void everyMessageIsEncrypted() {
    Pair pair = pair(BOTH);
    pair.run(Duration.ofMinutes(1));
    List<Octets> messages =
        pair.wire.sent().stream()
            .map(Wire.Flying::data)
            .filter(it -> HeaderView.of(it).exchange() == ExchangeType.INFORMATIONAL.code())
            .toList();

    assertThat(messages).isNotEmpty().allMatch(it -> (it.toArray()[19] & Header.ENCRYPTION) != 0);
  }

  @Test
  @DisplayName(
      "DPD allows the router to detect a dead IKE peer, and when the router detects the"
          + " dead state, the router deletes the IPsec and IKE SAs to the peer.")
  void theSaIsDeletedAndSaysSo() {
    Pair pair = pair(BOTH);
    pair.wire.weather(Wire.Weather.CUT);
    int before = informationals(pair);
    pair.run(Duration.ofSeconds(40));

    assertThat(pair.initiator.closed()).contains(CloseReason.DEAD_PEER);
    assertThat(pair.initiator.sa().isEnded()).isTrue();
    assertThat(pair.initiator.trace())
        .contains("deleting SA reason \"peers alive\" state (I) QM_IDLE");
    assertThat(informationals(pair) - before)
        .as("of both sides, each five questions and a Delete")
        .isEqualTo(12);
  }

  @Test
  @DisplayName("DPD allows the router to clear the IKE state when a peer becomes unreachable.")
  void nothingOfTheSaIsLeft() {
    Pair pair = pair(BOTH);
    pair.wire.weather(Wire.Weather.CUT);
    pair.run(Duration.ofSeconds(40));

    assertThat(pair.initiator.sa().nextDeadline()).isEmpty();
    assertThat(pair.initiator.sa().established()).isEmpty();
    assertThat(pair.initiator.sa().path()).isEmpty();
  }

  @Test
  @DisplayName(
      "If a peer is dead, and the router never has any traffic to send to the peer, the"
          + " router does not discover this until the IKE or IPsec security association (SA) has to be"
          + " rekeyed")
  void withoutTrafficARekeyDiscoversIt() {
    Pair pair =
        established(
            KeepalivesTest.onDemand(Pair.settings(Pair.SITE)),
            KeepalivesTest.silent(Pair.settings(Pair.HEAD_END)));
    pair.wire.weather(Wire.Weather.CUT);
    int before = informationals(pair);
    pair.run(Duration.ofHours(21));

    assertThat(informationals(pair)).isEqualTo(before);
    assertThat(pair.initiator.closed()).isEmpty();
    assertThat(pair.initiator.all(SaEffect.RekeyDue.class)).isEmpty();
    pair.run(Duration.ofHours(2).plusMinutes(50));
    assertThat(pair.initiator.all(SaEffect.RekeyDue.class)).hasSize(1);
    assertThat(pair.initiator.closed()).isEmpty();
  }

  @Test
  @DisplayName("If a router has no traffic to send, it never sends a DPD message.")
  void noTrafficNoMessage() {
    Pair pair =
        established(
            KeepalivesTest.onDemand(Pair.settings(Pair.SITE)),
            KeepalivesTest.silent(Pair.settings(Pair.HEAD_END)));
    pair.run(Duration.ofHours(2));

    assertThat(informationals(pair)).isZero();
    assertThat(pair.initiator.sa().awaitsTraffic()).isTrue();
  }

  @Test
  @DisplayName(
      "if the router has traffic to send to the peer, and the peer does not respond, the"
          + " router initiates a DPD message to determine the state of the peer")
  void trafficDiscoversADeadPeer() {
    Pair pair =
        established(
            KeepalivesTest.onDemand(Pair.settings(Pair.SITE)),
            KeepalivesTest.silent(Pair.settings(Pair.HEAD_END)));
    pair.wire.weather(Wire.Weather.CUT);
    pair.run(Duration.ofHours(2));
    pair.initiator.step(new SaEvent.OutboundTraffic(pair.now()), pair.now());
    pair.run(Duration.ofSeconds(9));
    assertThat(pair.initiator.closed()).isEmpty();
    pair.run(Duration.ofSeconds(1));

    assertThat(pair.initiator.closed()).contains(CloseReason.DEAD_PEER);
  }

  @Test
  @DisplayName("DPD can be used in an Easy VPN remote configuration.")
  void aUnityClientIsWatchedByDpd() {
    assertThat(features(VendorIds.CISCO_UNITY, VendorIds.DPD).liveness(BOTH))
        .contains(LivenessProtocol.DPD);
  }

  @Test
  @DisplayName("IOS keepalives are not supported for Easy VPN remote configurations.")
  void aUnityClientIsNeverWatchedByKeepalives() {
    assertThat(features(VendorIds.VIGIL_KEEPALIVES).liveness(BOTH))
        .contains(LivenessProtocol.KEEPALIVES);
    assertThat(features(VendorIds.CISCO_UNITY, VendorIds.VIGIL_KEEPALIVES).liveness(BOTH))
        .isEmpty();
  }

  @Test
  @DisplayName("To see that IKE DPD is enabled (and that the peer supports DPD)")
  void theTraceSaysThatItIsEnabled() {
    assertThat(pair(BOTH).initiator.trace())
        .containsOnlyOnce("IKE_DPD is enabled, initializing timers");
    assertThat(pair(Set.of()).initiator.trace()).doesNotContain("IKE_DPD");
  }
}
