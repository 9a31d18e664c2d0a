package dev.vigil.quickstart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/**
 * How long something took, in milliseconds; all zero where it never happened.
 *
 * @param count how often it happened
 */
record Latencies(
    int count,
    @JsonProperty("p50_ms") long p50,
    @JsonProperty("p99_ms") long p99,
    @JsonProperty("max_ms") long max) {
  static Latencies of(Collection<Duration> times) {
    long[] sorted = times.stream().mapToLong(Duration::toMillis).sorted().toArray();
    return sorted.length == 0
        ? new Latencies(0, 0, 0, 0)
        : new Latencies(
            sorted.length, rank(sorted, 0.50), rank(sorted, 0.99), sorted[sorted.length - 1]);
  }

  /** The smallest value that the given share of all values does not exceed. */
  private static long rank(long[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  @Override
  public String toString() {
    return "p50 %d ms, p99 %d ms, max %d ms".formatted(p50, p99, max);
  }

  /** The raw times, as a line of JSON carries them. */
  static Collection<Duration> ofMillis(long[] millis) {
    return Arrays.stream(millis).mapToObj(Duration::ofMillis).toList();
  }
}
