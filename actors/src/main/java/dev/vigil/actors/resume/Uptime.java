package dev.vigil.actors.resume;

import java.time.Duration;

/** A clock that is never set: it goes on by the same second whatever the wall clock does. */
@FunctionalInterface
interface Uptime {
  /** Since some moment of this process. */
  Duration now();

  static Uptime ofProcess() {
    long began = System.nanoTime();
    return () -> Duration.ofNanos(System.nanoTime() - began);
  }
}
