package dev.vigil.actors.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.node.TestNode;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.trace.ClosingTrace.SessionStatus;
import dev.vigil.protocol.trace.TraceContext;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceHubTest {
  private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.1");
  private static final Duration SHORT = Duration.ofMillis(1);

  private final Counters counters = new Counters();
  private final TraceHub hub = new TraceHub(counters);

  private void happen(int times) {
    for (int time = 0; time < times; time++) {
      hub.publish(
          Instant.EPOCH.plusSeconds(time),
          new TraceContext(1, Role.RESPONDER, TestNode.path()),
          new SessionStatus(true, "site"));
    }
  }

  @Test
  void nobodyListensUntilSomebodySubscribes() {
    assertThat(hub.listening(TestNode.PEER)).isFalse();
    TraceSubscription all = hub.subscribe(DebugCondition.ALL, 10);
    assertThat(hub.listening(TestNode.PEER)).isTrue();
    all.close();
    assertThat(hub.listening(TestNode.PEER)).isFalse();
  }

  @Test
  void aConditionOnThePeerHidesTheOthers() throws Exception {
    try (TraceSubscription one = hub.subscribe(DebugCondition.of(Optional.of(TestNode.PEER)), 10);
        TraceSubscription other = hub.subscribe(DebugCondition.of(Optional.of(OTHER)), 10)) {
      happen(1);

      TraceSubscription.Batch batch = one.read(SHORT);
      assertThat(batch.records()).hasSize(1);
      assertThat(batch.records().getFirst().lines())
          .containsExactly(
              "%CRYPTO-5-SESSION_STATUS: Crypto tunnel is UP.  Peer 127.0.0.2:500       Id: site");
      assertThat(other.read(SHORT).records()).isEmpty();
    }
  }

  @Test
  void aSlowReaderLosesEventsAndIsToldHowMany() throws Exception {
    try (TraceSubscription slow = hub.subscribe(DebugCondition.ALL, 3)) {
      happen(10);

      TraceSubscription.Batch batch = slow.read(SHORT);
      assertThat(batch.records())
          .extracting(record -> record.at().getEpochSecond())
          .containsExactly(0L, 1L, 2L);
      assertThat(batch.lost()).isEqualTo(7);
      assertThat(counters.get(Counter.TRACE_LINES_LOST)).isEqualTo(7);
      happen(1);
      assertThat(slow.read(SHORT).lost()).isZero();
    }
  }
}
