package dev.vigil.console;

import dev.vigil.terminal.MonitorQueue;
import org.jspecify.annotations.Nullable;

/**
 * What comes to a console of itself. At first its own debug lines; with {@code terminal monitor}
 * the log as well; with {@code terminal no monitor} nothing.
 */
final class Watch {
  private final LogRing log;
  private final MonitorQueue queue;
  private @Nullable Runnable ending;
  private volatile boolean asleep;

  Watch(LogRing log, MonitorQueue queue) {
    this.log = log;
    this.queue = queue;
  }

  /** {@code terminal [no] monitor}. */
  void monitor(boolean on) {
    asleep = !on;
    if (on && ending == null) {
      ending = log.watch(queue::offer);
    } else if (!on && ending != null) {
      ending.run();
      ending = null;
    }
  }

  boolean seesLog() {
    return ending != null;
  }

  boolean isAwake() {
    return !asleep;
  }

  /** A line of this console's trace; by the thread that writes it. */
  void debugLine(String line) {
    if (!asleep) {
      queue.offer(line);
    }
  }
}
