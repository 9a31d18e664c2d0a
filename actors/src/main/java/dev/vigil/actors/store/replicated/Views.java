package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.settings.ClusterSettings;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.pekko.cluster.UniqueAddress;

/** The latest state of each bucket that this node has seen; any thread may look. */
final class Views {
  private static final Holder NOBODY = new Holder.Nobody();

  private final AtomicReferenceArray<ShardBucket> snapshots = all(ShardBucket.ZERO);
  private final AtomicReferenceArray<ShardBucket> progress = all(ShardBucket.ZERO);
  private final AtomicReferenceArray<Holder> holders = all(NOBODY);

  private static <T> AtomicReferenceArray<T> all(T value) {
    AtomicReferenceArray<T> array = new AtomicReferenceArray<>(ClusterSettings.SHARDS);
    for (int shard = 0; shard < ClusterSettings.SHARDS; shard++) {
      array.set(shard, value);
    }
    return array;
  }

  private AtomicReferenceArray<ShardBucket> of(Family family) {
    return switch (family) {
      case SNAPSHOTS -> snapshots;
      case PROGRESS -> progress;
    };
  }

  ShardBucket get(Family family, int shard) {
    return of(family).get(shard);
  }

  Holder holder(int shard) {
    return holders.get(shard);
  }

  /** A state that was seen; an older one than is known changes nothing. */
  void saw(BucketKey key, ShardBucket bucket, UniqueAddress self) {
    ShardBucket latest = of(key.family()).accumulateAndGet(key.shard(), bucket, ShardBucket::later);
    if (key.family() == Family.SNAPSHOTS) {
      holders.updateAndGet(
          key.shard(), known -> holder(key.shard(), latest.version(), known, self));
    }
  }

  private static Holder holder(int shard, Version version, Holder known, UniqueAddress self) {
    if (!version.living() || version.owner().isEmpty()) {
      return known;
    }
    Epoch epoch = new Epoch(shard, version.epoch());
    UniqueAddress owner = version.owner().get();
    Holder next =
        owner.equals(self)
            ? new Holder.Here(epoch)
            : new Holder.Elsewhere(owner.address(), owner.longUid(), epoch);
    boolean older =
        switch (known) {
          case Holder.Nobody _ -> false;
          case Holder.Here here -> here.epoch().number() > epoch.number();
          case Holder.Elsewhere other -> other.epoch().number() > epoch.number();
        };
    return older || next.equals(known) ? known : next;
  }
}
