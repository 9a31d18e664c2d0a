package dev.vigil.actors.store.replicated;

import java.util.Comparator;
import java.util.Optional;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Which of two states of a shard is the later one: a total order, so the later one simply replaces
 * the other.
 *
 * @param living somebody has claimed the shard since the cluster started; otherwise a disk gave it,
 *     and whatever a living cluster has goes before that
 * @param epoch 0: nobody ever owned it
 * @param owner decides between two nodes that took the same epoch at the same time
 * @param revision counts the owner's writes
 */
record Version(boolean living, long epoch, Optional<UniqueAddress> owner, long revision)
    implements Comparable<Version> {
  static final Version ZERO = new Version(false, 0, Optional.empty(), 0);

  private static final Comparator<Optional<UniqueAddress>> BY_OWNER =
      (one, other) ->
          one.isPresent() && other.isPresent()
              ? one.get().compareTo(other.get())
              : Boolean.compare(one.isPresent(), other.isPresent());
  private static final Comparator<Version> ORDER =
      Comparator.comparing(Version::living)
          .thenComparingLong(Version::epoch)
          .thenComparing(Version::owner, BY_OWNER)
          .thenComparingLong(Version::revision);

  /**
   * Each start of a whole cluster begins with epochs above all of the last one: what a node that
   * was absent has on its disk is older then, however often its shards had changed hands.
   */
  private static final long GENERATION = 1L << 20;

  /** Of the next owner. */
  Version claimed(UniqueAddress by) {
    long next = living ? epoch + 1 : (epoch / GENERATION + 1) * GENERATION;
    return new Version(true, next, Optional.of(by), 0);
  }

  /** Of the next write by the same owner. */
  Version written() {
    return new Version(living, epoch, owner, revision + 1);
  }

  /** As a disk gives it. */
  Version restored() {
    return new Version(false, epoch, owner, revision);
  }

  /** Whether both are of the same time of the same owner. */
  boolean sameReign(Version other) {
    return living == other.living && epoch == other.epoch && owner.equals(other.owner);
  }

  boolean ownedBy(UniqueAddress node, long number) {
    return living && epoch == number && owner.equals(Optional.of(node));
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
