package dev.vigil.actors.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TrafficStampsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123456Z");

  private final AtomicInteger told = new AtomicInteger();
  private final TrafficStamps stamps = new TrafficStamps(told::incrementAndGet);

  @Test
  void eachStampIsTakenOnce() {
    stamps.inbound(THEN);
    stamps.inbound(THEN.plusMillis(1));
    stamps.outbound(THEN);

    assertThat(stamps.takeInbound()).contains(THEN.plusMillis(1));
    assertThat(stamps.takeInbound()).isEmpty();
    assertThat(stamps.takeOutbound()).contains(THEN);
    assertThat(stamps.takeOutbound()).isEmpty();
    assertThat(told).hasValue(0);
  }

  @Test
  void onlyTheFirstOutboundPacketOfThoseAwaitedIsTold() {
    stamps.await(true);
    stamps.inbound(THEN);
    assertThat(told).hasValue(0);
    stamps.outbound(THEN);
    stamps.outbound(THEN.plusMillis(1));
    assertThat(told).hasValue(1);
  }

  /** It left between the actor's last look and its wish to be told. */
  @Test
  void aPacketThatWasNotTakenYetIsToldWhenItIsAwaited() {
    stamps.outbound(THEN);
    stamps.await(true);
    assertThat(told).hasValue(1);

    assertThat(stamps.takeOutbound()).contains(THEN);
    stamps.await(true);
    assertThat(told).hasValue(1);
  }

  @Test
  void whoNoLongerWaitsIsNotTold() {
    stamps.await(true);
    stamps.await(false);
    stamps.outbound(THEN);
    assertThat(told).hasValue(0);
  }
}
