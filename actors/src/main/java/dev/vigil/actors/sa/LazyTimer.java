package dev.vigil.actors.sa;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The one timer of an actor around a machine. It is armed anew only for an earlier deadline; one
 * that fires too early does no harm, so what only puts a deadline off costs no timer operation.
 */
public final class LazyTimer<M> {
  /** How long what is due waits before it is looked at again, while the node may not act. */
  public static final Duration WITHOUT_LEASE = Duration.ofMillis(250);

  private final TimerScheduler<M> timers;
  private final M wake;
  private Instant armedFor = Instant.MAX;

  /**
   * @param wake what the actor is told at the deadline
   */
  public LazyTimer(TimerScheduler<M> timers, M wake) {
    this.timers = timers;
    this.wake = wake;
  }

  /** The actor was told. */
  public void fired() {
    armedFor = Instant.MAX;
  }

  /** Not now: the actor is told once more, a little later. */
  public void postpone(Duration by, Instant now) {
    arm(Optional.of(now.plus(by)), now);
  }

  public void arm(Optional<Instant> deadline, Instant now) {
    if (deadline.isPresent() && deadline.get().isBefore(armedFor)) {
      armedFor = deadline.get();
      Duration wait = Duration.between(now, armedFor);
      timers.startSingleTimer(this, wake, wait.isNegative() ? Duration.ZERO : wait);
    }
  }
}
