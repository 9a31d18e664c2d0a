package dev.vigil.actors.store.replicated;

import java.util.Optional;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.AbstractDeltaReplicatedData;

/**
 * All that is kept of one shard. It has one writer at a time and its states are ordered, so of two
 * the later one is taken whole: nothing that an owner removed comes back.
 */
final class ShardBucket extends AbstractDeltaReplicatedData<ShardBucket, BucketDelta> {
  static final ShardBucket ZERO = new ShardBucket(Version.ZERO, Records.EMPTY);

  private final Version version;
  private final Records records;
  private final Optional<BucketDelta> delta;

  ShardBucket(Version version, Records records) {
    this(version, records, Optional.empty());
  }

  private ShardBucket(Version version, Records records, Optional<BucketDelta> delta) {
    this.version = version;
    this.records = records;
    this.delta = delta;
  }

  Version version() {
    return version;
  }

  Records records() {
    return records;
  }

  /** The same records under a new owner. There is no delta: everybody gets all of it. */
  ShardBucket claimed(Version by) {
    return new ShardBucket(by, records);
  }

  /** After a write of the owner. */
  ShardBucket written(Records changed, Tags removed) {
    Version next = version.written();
    return new ShardBucket(
        next,
        records.with(changed, removed),
        Optional.of(new BucketDelta(version.revision(), next, changed, removed)));
  }

  @Override
  public ShardBucket mergeData(ShardBucket that) {
    return version.compareTo(that.version) >= 0 ? this : that;
  }

  @Override
  public Optional<BucketDelta> deltaData() {
    return delta;
  }

  /**
   * @throws IllegalArgumentException if a write is missing between this state and the delta; then
   *     the replicator sends the whole
   */
  @Override
  public ShardBucket mergeDeltaData(BucketDelta that) {
    if (version.compareTo(that.version()) >= 0) {
      return this;
    }
    if (!version.sameReign(that.version()) || version.revision() < that.base()) {
      throw new IllegalArgumentException(
          "revision %d is not what comes before %d"
              .formatted(version.revision(), that.version().revision()));
    }
    // Changes say what a record is, not how it came to be: those that are here already do no harm.
    return new ShardBucket(that.version(), records.with(that.changed(), that.removed()));
  }

  @Override
  public ShardBucket resetDelta() {
    return delta.isEmpty() ? this : new ShardBucket(version, records);
  }

  boolean ownedBy(UniqueAddress node, long epoch) {
    return version.ownedBy(node, epoch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardBucket that
        && version.equals(that.version)
        && records.equals(that.records);
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }

  @Override
  public String toString() {
    return version + ": " + records;
  }
}
