package dev.vigil.simulation;

import java.time.Duration;

/** Durations up to two minutes, to ten milliseconds. */
final class Delays {
  private static final int STEP = 10;

  private final int[] counts = new int[12_001];
  private long total;
  private int longest;

  void add(long millis) {
    if (millis < 0) {
      throw new IllegalArgumentException("negative delay " + millis);
    }
    int at = (int) Math.min((millis + STEP - 1) / STEP, counts.length - 1);
    counts[at]++;
    total++;
    longest = (int) Math.max(longest, Math.min(millis, Integer.MAX_VALUE));
  }

  long total() {
    return total;
  }

  Duration longest() {
    return Duration.ofMillis(longest);
  }

  /** So many of all are not longer: 0.5 for the median. */
  Duration quantile(double share) {
    long wanted = Math.max(1, (long) Math.ceil(share * total));
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Duration.ofMillis((long) i * STEP);
      }
    }
    throw new IllegalStateException("nothing was counted");
  }
}
