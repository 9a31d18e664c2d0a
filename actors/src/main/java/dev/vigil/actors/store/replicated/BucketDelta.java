package dev.vigil.actors.store.replicated;

import java.util.Objects;
import org.apache.pekko.cluster.ddata.AbstractReplicatedData;
import org.apache.pekko.cluster.ddata.DeltaReplicatedData;
import org.apache.pekko.cluster.ddata.RequiresCausalDeliveryOfDeltas;

/**
 * What an owner's writes changed in a shard. It says something only to who has the state before
 * them; anybody else is sent the whole bucket.
 */
final class BucketDelta extends AbstractReplicatedData<BucketDelta>
    implements RequiresCausalDeliveryOfDeltas {
  private final long base;
  private final Version version;
  private final Records changed;
  private final Tags removed;

  /**
   * @param base revision, of the same epoch and owner, that it is applied to
   * @param version that it leads to
   */
  BucketDelta(long base, Version version, Records changed, Tags removed) {
    this.base = base;
    this.version = version;
    this.changed = changed;
    this.removed = removed;
  }

  long base() {
    return base;
  }

  Version version() {
    return version;
  }

  Records changed() {
    return changed;
  }

  Tags removed() {
    return removed;
  }

  @Override
  public DeltaReplicatedData zero() {
    return ShardBucket.ZERO;
  }

  /** One that does what both do; the later one where they do not follow each other. */
  @Override
  public BucketDelta mergeData(BucketDelta that) {
    return version.compareTo(that.version) <= 0 ? both(this, that) : both(that, this);
  }

  private static BucketDelta both(BucketDelta first, BucketDelta then) {
    if (!first.version.sameReign(then.version) || first.version.revision() != then.base) {
      return then;
    }
    return new BucketDelta(
        first.base,
        then.version,
        first.changed.with(then.changed, then.removed),
        first.removed.then(then.changed, then.removed));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketDelta that
        && base == that.base
        && version.equals(that.version)
        && changed.equals(that.changed)
        && removed.equals(that.removed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(base, version, changed, removed);
  }

  @Override
  public String toString() {
    return "delta from %d to %s: %s".formatted(base, version, changed);
  }
}
