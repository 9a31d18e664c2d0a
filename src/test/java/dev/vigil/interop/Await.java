package dev.vigil.interop;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Bounded waiting: a condition is polled until it holds or its time is over. */
final class Await {
  private static final Duration POLL = Duration.ofMillis(50);

  private Await() {}

  /** Waits until {@code condition} holds; fails with {@code what} after {@code within}. */
  static void until(String what, Duration within, BooleanSupplier condition) {
    value(what, within, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Waits until {@code source} has a value and returns it; fails after {@code within}. */
  static <T> T value(String what, Duration within, Supplier<Optional<T>> source) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within " + within.toMillis() + " ms: " + what);
      }
      pause(POLL);
    }
  }

  /** Sleeps for {@code duration}. */
  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", e);
    }
  }
}
