package dev.vigil.actors.store.replicated;

/** Leaves the replicator's update: the bucket has another owner. */
final class Overtaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overtaken() {
    super("another owner", null, false, false);
  }
}
