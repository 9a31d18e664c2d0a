package dev.vigil.actors.dataplane;

import dev.vigil.protocol.esp.EspSealer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for more sequence numbers when half of those that were granted are used: once for each
 * grant, and again each second while packets are lost for want of one. Any thread may call.
 */
final class Grants {
  private static final Duration REPEAT = Duration.ofSeconds(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final EspSealer sealer;
  private final AtomicLong askFrom;
  private volatile Instant askedAt = Instant.MIN;

  /**
   * @param from the first grant's beginning
   */
  Grants(EspSealer sealer, long from) {
    this.sealer = sealer;
    this.askFrom = new AtomicLong(half(from));
  }

  private long half(long from) {
    long ceiling = sealer.ceiling();
    return ceiling == EspSealer.LAST_SEQUENCE ? NEVER : from + (ceiling - from) / 2;
  }

  void more(long ceiling) {
    long before = sealer.ceiling();
    if (ceiling > before) {
      sealer.grant(ceiling);
      askFrom.set(half(before));
    }
  }

  /** A packet went out. */
  boolean shouldAsk(Instant now) {
    long from = askFrom.get();
    if (sealer.sequence() < from || !askFrom.compareAndSet(from, NEVER)) {
      return false;
    }
    askedAt = now;
    return true;
  }

  /** A packet could not go out. */
  synchronized boolean shouldRepeat(Instant now) {
    if (now.minus(REPEAT).isBefore(askedAt)) {
      return false;
    }
    askedAt = now;
    return true;
  }
}
