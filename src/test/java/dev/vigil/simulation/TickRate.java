package dev.vigil.simulation;

/** How many messages each 10 ms saw: what the timer's grid makes of many timers. */
final class TickRate {
  /** The grid of the actors' timers, in milliseconds. */
  static final int TICK = 10;

  private final long from;
  private long tick = -1;
  private long total;
  private int inTick;
  private int busiest;

  /**
   * @param from since when it counts, in milliseconds of virtual time
   */
  TickRate(long from) {
    this.from = from;
  }

  void count(long now) {
    if (now / TICK != tick) {
      tick = now / TICK;
      inTick = 0;
    }
    total++;
    busiest = Math.max(busiest, ++inTick);
  }

  long total() {
    return total;
  }

  /** Of the 10 ms with most. */
  int busiest() {
    return busiest;
  }

  /** For each 10 ms from the start of the counting until {@code now}. */
  double mean(long now) {
    return (double) total * TICK / (now - from);
  }
}
