package dev.vigil.protocol.frozen;

import java.time.Duration;
import java.time.Instant;

/** Times within bounds that leave room to reckon with them. */
final class Times {
  private static final long MOST_MILLIS = 1L << 52;

  private Times() {}

  static Instant instant(long millis) {
    return Instant.ofEpochMilli(bounded(millis));
  }

  static Duration duration(long millis) {
    return Duration.ofMillis(bounded(millis));
  }

  private static long bounded(long millis) {
    if (millis < -MOST_MILLIS || millis > MOST_MILLIS) {
      throw new IllegalArgumentException("a time beyond reason");
    }
    return millis;
  }
}
