package dev.vigil.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Log and debug lines on their way to one terminal. Bounded: what a terminal cannot take in time is
 * lost and counted, and nobody ever waits for it.
 */
public final class MonitorQueue {
  /** Lines that may wait. */
  static final int BOUND = 1_000;

  private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(BOUND);
  private final AtomicLong lost = new AtomicLong();
  private final Runnable wake;

  /**
   * @param wake called after each line, by whoever brings it; must not wait
   */
  MonitorQueue(Runnable wake) {
    this.wake = wake;
  }

  /** Brings a line; may be called by any thread, and never waits. */
  public void offer(String line) {
    if (!queue.offer(line)) {
      lost.incrementAndGet();
    }
    wake.run();
  }

  /** So many lines were lost before they came here. */
  public void lost(long lines) {
    lost.addAndGet(lines);
    wake.run();
  }

  /** What waits, and then how many lines were lost after it. */
  List<String> drain() {
    List<String> lines = new ArrayList<>();
    queue.drainTo(lines);
    long missing = lost.getAndSet(0);
    if (missing > 0) {
      lines.add("% " + missing + " lines lost: this console cannot keep up");
    }
    return lines;
  }
}
