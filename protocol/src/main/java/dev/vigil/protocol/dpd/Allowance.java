package dev.vigil.protocol.dpd;

import java.time.Duration;
import java.time.Instant;

/**
 * A bound on a rate, kept as one instant (the generic cell rate algorithm): so many at once, then
 * one for each period. It always recovers, so a bound never turns into silence.
 *
 * @param burst how many may come at once
 */
record Allowance(Duration period, int burst) {
  /** Whether one more is allowed now. */
  boolean allows(Instant spentUntil, Instant now) {
    Instant full = now.plus(period.multipliedBy(burst - 1L));
    return !spentUntil.isAfter(full);
  }

  /** What is spent after one more. */
  Instant spend(Instant spentUntil, Instant now) {
    return (spentUntil.isAfter(now) ? spentUntil : now).plus(period);
  }

  /** What can have been spent at most: repairs a clock that went back. */
  Instant bounded(Instant spentUntil, Instant now) {
    Instant most = now.plus(period.multipliedBy(burst));
    return spentUntil.isAfter(most) ? most : spentUntil;
  }
}
