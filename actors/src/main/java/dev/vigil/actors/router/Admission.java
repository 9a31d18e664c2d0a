package dev.vigil.actors.router;

import dev.vigil.settings.AdmissionSettings;
import java.util.concurrent.atomic.AtomicInteger;

/** How many half-open exchanges this node remembers, all peers together. */
public final class Admission {
  private final AdmissionSettings settings;
  private final AtomicInteger halfOpen = new AtomicInteger();
  private volatile boolean closed;

  public Admission(AdmissionSettings settings) {
    this.settings = settings;
  }

  /** Whether a first message may still make one more. */
  public boolean admits() {
    return !closed && halfOpen.get() < settings.halfOpen();
  }

  /**
   * Takes a place for one more, if there is one; {@link #changed} gives it back. Whoever only asks
   * {@link #admits} may be one of many that ask at the same time.
   */
  public boolean take() {
    int bound = closed ? 0 : settings.halfOpen();
    return halfOpen.getAndUpdate(count -> count < bound ? count + 1 : count) < bound;
  }

  /** A peer has so many more, or less, than before. */
  public void changed(int difference) {
    halfOpen.addAndGet(difference);
  }

  public int halfOpen() {
    return halfOpen.get();
  }

  /** Nothing new begins any more, as the node stops. */
  public void close() {
    closed = true;
  }
}
