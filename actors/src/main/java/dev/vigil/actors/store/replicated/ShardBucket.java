package dev.vigil.actors.store.replicated;

import java.util.Optional;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.AbstractDeltaReplicatedData;

/**
 * All that is kept of one shard. It has one writer at a time and its states are ordered, so of two
 * the later one is taken whole: nothing that an owner removed comes back.
 *
 * <p>A node's own copy carries its {@link Watch} through all merges. The replicator's subscriptions
 * would do the same, but for each notification it serializes the whole bucket twice.
 */
final class ShardBucket extends AbstractDeltaReplicatedData<ShardBucket, BucketDelta> {
  static final ShardBucket ZERO = new ShardBucket(Version.ZERO, Records.EMPTY);

  private final Version version;
  private final Records records;
  private final Optional<BucketDelta> delta;
  private final Watch watch;

  ShardBucket(Version version, Records records) {
    this(version, records, Optional.empty(), Watch.NONE);
  }

  private ShardBucket(Version version, Records records, Optional<BucketDelta> delta, Watch watch) {
    this.version = version;
    this.records = records;
    this.delta = delta;
    this.watch = watch;
  }

  /** What a node begins with. */
  static ShardBucket watched(Watch watch) {
    return new ShardBucket(Version.ZERO, Records.EMPTY, Optional.empty(), watch);
  }

  /** Of two states the one that counts; nobody is told. */
  static ShardBucket later(ShardBucket one, ShardBucket other) {
    return one.version.compareTo(other.version) >= 0 ? one : other;
  }

  Version version() {
    return version;
  }

  Records records() {
    return records;
  }

  /** The same records under a new owner. There is no delta: everybody gets all of it. */
  ShardBucket claimed(Version by) {
    return new ShardBucket(by, records, Optional.empty(), watch);
  }

  /** After a write of the owner. */
  ShardBucket written(Records changed, Tags removed) {
    Version next = version.written();
    return new ShardBucket(
        next,
        records.with(changed, removed),
        Optional.of(new BucketDelta(version.revision(), next, changed, removed)),
        watch);
  }

  private ShardBucket become(Version next, Records nextRecords) {
    ShardBucket bucket = new ShardBucket(next, nextRecords, Optional.empty(), watch);
    watch.saw(bucket);
    return bucket;
  }

  @Override
  public ShardBucket mergeData(ShardBucket that) {
    return version.compareTo(that.version) >= 0 ? this : become(that.version, that.records);
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
    return become(that.version(), records.with(that.changed(), that.removed()));
  }

  @Override
  public ShardBucket resetDelta() {
    return delta.isEmpty() ? this : new ShardBucket(version, records, Optional.empty(), watch);
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
