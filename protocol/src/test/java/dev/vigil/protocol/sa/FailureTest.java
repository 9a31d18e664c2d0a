package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.wire.Octets;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an IKE SA ends that never came to be, or that its peer left. */
class FailureTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private static Pair withKeys(String ofInitiator, String ofResponder) {
    return new Pair(
        3,
        Wire.Weather.FAIR,
        Pair.settings(Pair.SITE, ofInitiator, List.of(Pair.policy())),
        Pair.settings(Pair.HEAD_END, ofResponder, List.of(Pair.policy())));
  }

  @Test
  void differentKeysAreToldInWordsAndNotOnTheWire() {
    Pair pair = withKeys("one", "other");
    pair.connect();
    pair.run(LONG);

    assertThat(pair.responder.closed()).contains(CloseReason.AUTHENTICATION);
    assertThat(pair.initiator.closed()).contains(CloseReason.RETRANSMISSIONS);
    assertThat(pair.responder.trace()).containsOnlyOnce("pre-shared keys");
    assertThat(pair.responder.all(SaEffect.Transmit.class)).hasSize(1);
    assertThat(pair.responder.all(SaEffect.Established.class)).isEmpty();
  }

  /** An outsider sees the same silence whatever is wrong with message 5. */
  @Test
  void allFailuresOfAnEncryptedMessageLookAlike() {
    for (int variant = 0; variant < 4; variant++) {
      Pair pair = withKeys("one", "other");
      pair.connect();
      pair.run(Duration.ofMillis(21));
      int before = pair.responder.all(SaEffect.Transmit.class).size();
      Octets fifth = pair.wire.sent().getLast().data();
      byte[] bytes = fifth.toArray();
      switch (variant) {
        case 0 -> bytes[40] ^= 1;
        case 1 -> bytes[bytes.length - 1] ^= 1;
        case 2 -> bytes[16] = 8;
        default -> bytes[19] = 0;
      }
      pair.wire.inject(
          pair.now(),
          new InetSocketAddress(Pair.SITE, 500),
          new InetSocketAddress(Pair.HEAD_END, 500),
          Octets.of(bytes));
      pair.run(Duration.ofMillis(1));
      assertThat(pair.responder.all(SaEffect.Transmit.class)).hasSize(before);
      assertThat(pair.responder.closed()).isEmpty();
    }
  }

  @Test
  void aRefusalInTheClearIsReportedAndShortensNothing() {
    Pair pair =
        new Pair(
            3,
            Wire.Weather.FAIR,
            Pair.settings(Pair.SITE),
            Pair.settings(
                Pair.HEAD_END,
                "k",
                List.of(
                    Pair.policy(
                        EncryptionAlgorithm.AES_CBC_256, HashAlgorithm.SHA1, DhGroup.MODP_2048))));
    pair.connect();
    pair.run(Duration.ofSeconds(61));
    assertThat(pair.initiator.closed()).isEmpty();
    assertThat(pair.initiator.trace()).contains("no proposal chosen");

    pair.run(Duration.ofSeconds(2));
    assertThat(pair.initiator.closed()).contains(CloseReason.NO_PROPOSAL);
    assertThat(pair.responder.halfOpen()).isEmpty();
  }

  /** A responder that cannot read message 5 says so in its own cipher, which we cannot read. */
  @Test
  void anUnreadableComplaintHintsAtTheKeys() {
    Pair pair = withKeys("one", "other");
    pair.connect();
    pair.run(Duration.ofMillis(21));
    byte[] complaint = pair.wire.sent().getLast().data().toArray();
    complaint[18] = 5;
    pair.wire.inject(
        pair.now(),
        new InetSocketAddress(Pair.HEAD_END, 500),
        new InetSocketAddress(Pair.SITE, 500),
        Octets.of(complaint));
    pair.run(LONG);

    assertThat(pair.initiator.trace()).containsOnlyOnce("pre-shared keys");
    assertThat(pair.initiator.all(SaEffect.Transmit.class)).hasSize(7);
    assertThat(pair.initiator.closed()).contains(CloseReason.AUTHENTICATION);
  }

  @Test
  void anInitiatorWithoutAnswerTriesFiveTimesAndGivesUp() {
    Pair pair = Pair.fair();
    pair.wire.weather(new Wire.Weather(1, 0, Duration.ofMillis(5), Duration.ZERO));
    pair.connect();
    pair.negotiate(0x2001);
    pair.run(LONG);

    assertThat(pair.initiator.all(SaEffect.Transmit.class)).hasSize(5);
    assertThat(pair.initiator.closed()).contains(CloseReason.RETRANSMISSIONS);
    assertThat(pair.initiator.all(SaEffect.ChildFailed.class)).hasSize(1);
  }

  @Test
  void aResponderSendsNothingByTimer() {
    Pair pair = Pair.fair();
    pair.connect();
    pair.run(Duration.ofMillis(16));
    pair.wire.weather(new Wire.Weather(1, 0, Duration.ofMillis(5), Duration.ZERO));
    int before = pair.responder.all(SaEffect.Transmit.class).size();
    pair.run(LONG);

    assertThat(before).isEqualTo(1);
    assertThat(pair.responder.all(SaEffect.Transmit.class)).hasSize(before);
    assertThat(pair.responder.closed()).contains(CloseReason.RETRANSMISSIONS);
  }

  @Test
  void aDeadPeerIsFoundAndHearsADelete() {
    Pair pair = Pair.established();
    pair.wire.weather(new Wire.Weather(1, 0, Duration.ofMillis(5), Duration.ZERO));
    pair.run(Duration.ofSeconds(30));

    assertThat(pair.initiator.closed()).contains(CloseReason.DEAD_PEER);
    assertThat(pair.responder.closed()).contains(CloseReason.DEAD_PEER);
    assertThat(pair.initiator.trace())
        .contains("incrementing error counter on sa: PEERS_ALIVE_TIMER")
        .contains("not responding!");
  }

  @Test
  void closingTellsThePeer() {
    Pair pair = Pair.established();
    pair.initiator.step(new SaEvent.Close(CloseReason.CLEARED, true), pair.now());
    pair.run(Duration.ofSeconds(1));

    assertThat(pair.responder.closed()).contains(CloseReason.PEER_DELETED);
  }

  @Test
  void deletedChildrenAreNamedByTheirSpis() {
    Pair pair = Pair.established();
    pair.initiator.step(new SaEvent.DeleteChildren(List.of(7, -9)), pair.now());
    pair.run(Duration.ofSeconds(1));

    assertThat(pair.responder.all(SaEffect.PeerDeletedChildren.class))
        .containsExactly(new SaEffect.PeerDeletedChildren(List.of(7, -9)));
    assertThat(pair.responder.established()).isTrue();
  }
}
