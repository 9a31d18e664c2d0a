package dev.vigil.actors.store;

/** Another node owns the shard by now: nothing was written, and nothing may be acted on. */
public final class Fenced extends Exception {
  private static final long serialVersionUID = 1L;

  private final Epoch epoch;

  /**
   * @param epoch that is over
   */
  public Fenced(Epoch epoch) {
    super("shard " + epoch.shard() + " has another owner than that of epoch " + epoch.number());
    this.epoch = epoch;
  }

  public Epoch epoch() {
    return epoch;
  }
}
