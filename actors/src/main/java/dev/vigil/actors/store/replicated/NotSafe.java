package dev.vigil.actors.store.replicated;

/** No majority of the cluster's nodes answered in time: try again. */
public final class NotSafe extends Exception {
  private static final long serialVersionUID = 1L;

  NotSafe(String what) {
    super(what + ": no majority answered in time");
  }
}
