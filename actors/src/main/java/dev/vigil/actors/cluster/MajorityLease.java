package dev.vigil.actors.cluster;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The leave that a majority of the members gives, for {@link #VALID} from the moment at which they
 * were asked. One actor writes it, everybody reads it.
 */
public final class MajorityLease implements Lease {
  /** Shorter than any takeover by timers: ADR 0016 has the sum. */
  static final Duration VALID = Duration.ofSeconds(2);

  private final LongSupplier nanoTime;

  /** Ends here on the clock of {@link #nanoTime}; meaningless while not {@link #given}. */
  private volatile long end;

  private volatile boolean given;

  /**
   * @param nanoTime as {@link System#nanoTime}, which goes on while this process is frozen
   */
  public MajorityLease(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public boolean holds() {
    return given && nanoTime.getAsLong() - end < 0;
  }

  /** A majority answered a question that was asked at that time. */
  void extend(long askedAt) {
    long next = askedAt + VALID.toNanos();
    if (!given || next - end > 0) {
      end = next;
      given = true;
    }
  }

  /** Ends it at once. */
  void revoke() {
    given = false;
  }

  long nanoTime() {
    return nanoTime.getAsLong();
  }
}
