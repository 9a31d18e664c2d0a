package dev.vigil.actors.store.replicated;

/** What a shard has two buckets for. */
public enum Family {
  /** Snapshots of peers. */
  SNAPSHOTS("vigil-s-"),
  /** How far their numbers have come. */
  PROGRESS("vigil-p-");

  private final String prefix;

  Family(String prefix) {
    this.prefix = prefix;
  }

  String prefix() {
    return prefix;
  }
}
