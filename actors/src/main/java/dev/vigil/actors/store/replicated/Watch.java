package dev.vigil.actors.store.replicated;

/**
 * Is told of each state that a bucket of this node takes, by the replicator's thread and before
 * anybody can read the state from the replicator.
 */
@FunctionalInterface
interface Watch {
  /** Of copies that are no replicator's, such as those under way between nodes. */
  Watch NONE = _ -> {};

  void saw(ShardBucket bucket);
}
