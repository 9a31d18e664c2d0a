package dev.vigil.actors.store.replicated;

import org.apache.pekko.cluster.ddata.Key;

/** Where a bucket is in the replicator. */
final class BucketKey extends Key<ShardBucket> {
  private static final long serialVersionUID = 1L;

  private final Family family;
  private final int shard;

  BucketKey(Family family, int shard) {
    super(family.prefix() + shard);
    this.family = family;
    this.shard = shard;
  }

  Family family() {
    return family;
  }

  int shard() {
    return shard;
  }
}
