package dev.vigil.actors.node;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks at a bounded rate, and stops after the last one. */
final class Pacer {
  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
  private static final Duration TICK = Duration.ofMillis(20);

  private enum Tick {
    TICK
  }

  private Pacer() {}

  /**
   * @param rate tasks a second
   */
  static Behavior<?> create(String name, int rate, List<Runnable> tasks) {
    return Behaviors.<Tick>withTimers(timers -> {
      if (tasks.isEmpty()) {
        return Behaviors.stopped();
      }
      LOG.info("{} begins count={} rate={}", name, tasks.size(), rate);
      timers.startTimerAtFixedRate(Tick.TICK, TICK);
      return ticking(rate, 0, tasks.iterator());
    });
  }

  private static Behavior<Tick> ticking(int rate, long credit, Iterator<Runnable> tasks) {
    return Behaviors.receiveMessage(tick -> {
      // In thousandths of a task, so that also slow rates are kept.
      long left = credit + rate * TICK.toMillis();
      while (left >= 1000 && tasks.hasNext()) {
        tasks.next().run();
        left -= 1000;
      }
      return tasks.hasNext() ? ticking(rate, left, tasks) : Behaviors.stopped();
    });
  }
}
