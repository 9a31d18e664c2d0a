package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From nothing to an IKE SA and IPsec SAs, between our own two sides. */
class EstablishTest {
  @Test
  void bothSidesEndUpWithTheSameKeys() {
    Pair pair = Pair.established();

    assertSame(pair);
    assertThat(pair.initiator.sa().established().orElseThrow().natTraversal())
        .isEqualTo(NatTraversal.NO_NAT);
    assertThat(pair.responder.all(SaEffect.InitialContact.class)).hasSize(1);
    assertThat(pair.wire.sent()).hasSize(6);
  }

  static List<List<Object>> suites() {
    List<List<Object>> suites = new ArrayList<>();
    for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values()) {
      for (HashAlgorithm hash : HashAlgorithm.values()) {
        suites.add(List.of(encryption, hash, DhGroup.ECP_256));
      }
    }
    for (DhGroup group : DhGroup.values()) {
      suites.add(List.of(EncryptionAlgorithm.TRIPLE_DES_CBC, HashAlgorithm.SHA1, group));
    }
    return suites;
  }

  @ParameterizedTest
  @MethodSource("suites")
  void everySuiteWorks(List<Object> suite) {
    var policy =
        Pair.policy(
            (EncryptionAlgorithm) suite.get(0),
            (HashAlgorithm) suite.get(1),
            (DhGroup) suite.get(2));
    Pair pair =
        new Pair(
            7,
            Wire.Weather.FAIR,
            Pair.settings(Pair.SITE, "k", List.of(policy)),
            Pair.settings(Pair.HEAD_END, "k", List.of(policy)));
    pair.connect();
    pair.run(Duration.ofSeconds(1));

    assertSame(pair);
    Phase1Result result = pair.responder.sa().established().orElseThrow();
    assertThat(List.<Object>of(result.encryption(), result.hash(), result.group()))
        .isEqualTo(suite);
  }

  @Test
  void quickModeYieldsMirroredSas() {
    Pair pair = Pair.fair();
    pair.connect();
    pair.negotiate(0x1001);
    pair.run(Duration.ofSeconds(1));

    ChildSa ours = pair.initiator.all(SaEffect.ChildEstablished.class).getFirst().child();
    ChildSa theirs = pair.responder.all(SaEffect.ChildEstablished.class).getFirst().child();
    assertThat(ours.inboundSpi()).isEqualTo(0x1001).isEqualTo(theirs.outboundSpi());
    assertThat(ours.outboundSpi()).isEqualTo(theirs.inboundSpi());
    assertThat(ours.inboundEncryptionKey()).isEqualTo(theirs.outboundEncryptionKey());
    assertThat(ours.outboundAuthenticationKey()).isEqualTo(theirs.inboundAuthenticationKey());
  }

  @Test
  void livesAndIsWatchedForADayAndThenEnds() {
    Pair pair = Pair.established();
    pair.run(Duration.ofHours(24).minusSeconds(2));
    assertThat(pair.initiator.established()).isTrue();
    assertThat(pair.responder.established()).isTrue();
    assertThat(pair.initiator.all(SaEffect.RekeyDue.class)).hasSize(1);

    pair.run(Duration.ofSeconds(5));
    assertThat(pair.responder.closed()).contains(CloseReason.LIFETIME);
    assertThat(pair.initiator.closed()).contains(CloseReason.PEER_DELETED);
  }

  private static void assertSame(Pair pair) {
    Phase1Result ours = pair.initiator.sa().established().orElseThrow();
    Phase1Result theirs = pair.responder.sa().established().orElseThrow();
    assertThat(ours.cookies()).isEqualTo(theirs.cookies());
    assertThat(ours.keys()).isEqualTo(theirs.keys());
    assertThat(ours.skeyidD()).isEqualTo(theirs.skeyidD());
    assertThat(ours.lastBlock()).isEqualTo(theirs.lastBlock());
    assertThat(ours.peerIdentity()).isEqualTo(theirs.localIdentity());
    assertThat(theirs.peerIdentity()).isEqualTo(ours.localIdentity());
    assertThat(ours.liveness()).contains(LivenessProtocol.DPD);
    assertThat(theirs.liveness()).contains(LivenessProtocol.DPD);
  }
}
