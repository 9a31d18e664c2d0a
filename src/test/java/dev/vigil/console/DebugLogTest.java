package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.TraceHub;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.trace.DpdTrace;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceFormat;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.net.InetAddress;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code debug crypto isakmp} as it is written. */
class DebugLogTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("10.2.80.209");
  private static final int BOUND = 5;

  private final TraceHub hub = new TraceHub(new Counters());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch writing = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final DebugLog debug =
      new DebugLog(
          condition -> hub.subscribe(condition, BOUND),
          new TraceFormat(ZoneOffset.UTC),
          this::write,
          lost -> write(lost + " lost"));

  private void write(String line) {
    lines.add(line);
    writing.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void happen(int first, int events) {
    for (int number = first; number < first + events; number++) {
      hub.publish(
          Sights.NOW,
          new TraceContext(1, Role.RESPONDER, Sights.path("10.2.80.209", 500)),
          new DpdTrace.AckReceived(LivenessProtocol.DPD, number));
    }
  }

  @AfterEach
  void off() {
    goOn.countDown();
    debug.off();
  }

  @Test
  void aLogThatCannotKeepUpLosesEventsAndSaysHowMany() throws Exception {
    debug.on();
    happen(0, 1);
    writing.await();
    happen(1, BOUND + 37);
    goOn.countDown();

    await().until(() -> lines.size() == 1 + BOUND + 1);
    assertThat(lines.get(BOUND)).endsWith("sequence 0x5");
    assertThat(lines.getLast()).isEqualTo("37 lost");

    happen(0x99, 1);
    await().until(() -> lines.getLast().endsWith("sequence 0x99"));
  }

  @Test
  void itIsOffUntilItIsAskedForAndAfterwards() {
    goOn.countDown();
    assertThat(debug.isOn()).isFalse();
    happen(1, 1);
    debug.add(IpPrefix.host(PEER));
    debug.on();
    assertThat(debug.isOn()).isTrue();
    assertThat(debug.conditions()).containsExactly(IpPrefix.host(PEER));
    happen(2, 1);
    await().until(() -> !lines.isEmpty());
    debug.off();
    assertThat(hub.listening(PEER)).isFalse();

    assertThat(lines)
        .containsExactly(
            "*Mar 25 15:47:35.000: ISAKMP:(0:1:SW:1): DPD/R_U_THERE_ACK received from peer"
                + " 10.2.80.209, sequence 0x2");
  }
}
