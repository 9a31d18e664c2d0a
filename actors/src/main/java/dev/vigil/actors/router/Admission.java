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
