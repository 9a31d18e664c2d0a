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
  static final Latencies NONE = new Latencies(0, 0, 0, 0);

  static Latencies of(Collection<Duration> times) {
    long[] sorted = times.stream().mapToLong(Duration::toMillis).sorted().toArray();
    return sorted.length == 0
        ? NONE
        : new Latencies(
            sorted.length, rank(sorted, 0.50), rank(sorted, 0.99), sorted[sorted.length - 1]);
  }

  /**
   * @param counts how often it took so many milliseconds
   */
  static Latencies ofHistogram(int[] counts) {
    int count = Arrays.stream(counts).sum();
    return count == 0
        ? NONE
        : new Latencies(
            count, at(counts, 0.50 * count), at(counts, 0.99 * count), at(counts, count));
  }

  private static int at(int[] counts, double rank) {
    int millis = 0;
    for (long seen = counts[0]; seen < rank; seen += counts[millis]) {
      millis++;
    }
    return millis;
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
