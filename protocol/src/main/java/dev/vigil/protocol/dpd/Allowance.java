package dev.vigil.protocol.dpd;

import java.time.Duration;
import java.time.Instant;

/**
 * A bound on a rate, kept as one instant (the generic cell rate algorithm): so many at once, then
 * one for each period. It always recovers, so a bound never turns into silence.
 *
 * @param slack how far ahead of the clock may be spent before one more
 */
record Allowance(Duration period, Duration slack) {
  /**
   * @param burst how many may come at once
   */
  static Allowance of(Duration period, int burst) {
    return new Allowance(period, period.multipliedBy(burst - 1L));
  }

  /** Whether one more is allowed now. */
  boolean allows(Instant spentUntil, Instant now) {
    return !spentUntil.isAfter(now.plus(slack));
  }

  /** What is spent after one more. */
  Instant spend(Instant spentUntil, Instant now) {
    return (spentUntil.isAfter(now) ? spentUntil : now).plus(period);
  }

  /** What can have been spent at most: repairs a clock that went back. */
  Instant bounded(Instant spentUntil, Instant now) {
    Instant most = now.plus(slack).plus(period);
    return spentUntil.isAfter(most) ? most : spentUntil;
  }
}
