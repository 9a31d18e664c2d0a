package dev.vigil.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Sites that wait for their power: at a bounded rate, and while few others are still setting up, so
 * that a slow machine sets up slowly and not in vain. For use by the sites' one thread.
 */
final class PowerOns {
  /** What takes longer than that does not hold up the others. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Flight(int site, Instant since) {}

  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Deque<Flight> flights = new ArrayDeque<>();
  private Duration gap = Duration.ZERO;
  private int window = Integer.MAX_VALUE;
  private Instant next = Instant.EPOCH;

  /** How a site is given power, and whether its tunnel stands. */
  interface Fleet {
    void powerOn(int site);

    boolean isUp(int site);
  }

  void add(List<Integer> sites, int rate, int most, Instant now) {
    waiting.addAll(sites);
    gap = Duration.ofSeconds(1).dividedBy(rate);
    window = most;
    next = now;
  }

  void remove(List<Integer> sites) {
    waiting.removeAll(sites);
  }

  void turn(Fleet fleet, Instant now) {
    if (waiting.isEmpty() || now.isBefore(next)) {
      return;
    }
    flights.removeIf(
        flight -> fleet.isUp(flight.site()) || now.isAfter(flight.since().plus(PATIENCE)));
    while (!waiting.isEmpty() && flights.size() < window && !now.isBefore(next)) {
      int site = waiting.remove();
      fleet.powerOn(site);
      flights.add(new Flight(site, now));
      // After a pause the rest catches up, but never more than a second's worth at once.
      Instant earliest = now.minus(Duration.ofSeconds(1));
      next = (next.isBefore(earliest) ? earliest : next).plus(gap);
    }
  }
}
