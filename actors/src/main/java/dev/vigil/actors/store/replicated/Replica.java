package dev.vigil.actors.store.replicated;

import dev.vigil.settings.ClusterSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.cluster.ddata.Replicator.ReadConsistency;
import org.apache.pekko.cluster.ddata.Replicator.WriteConsistency;
import org.apache.pekko.cluster.ddata.ReplicatorSettings;

/** This node's replicator of buckets, one of its own beside that of Pekko's sharding. */
final class Replica {
  private static final String SETTINGS = "vigil.store-replicator";
  private static final String NAME = "vigil-store-replica";
  private static final Object BEGIN = "begin";

  private final Cluster cluster;
  private final Duration patience;
  private final ActorRef replicator;
  private final Map<BucketKey, ShardBucket> beginnings = new HashMap<>();

  /**
   * @param seen is told of each state of each bucket, by the replicator's thread
   */
  Replica(ExtendedActorSystem system, Duration patience, BiConsumer<BucketKey, ShardBucket> seen) {
    this.cluster = Cluster.get(system);
    this.patience = patience;
    ReplicatorSettings settings =
        ReplicatorSettings.apply(system.settings().config().getConfig(SETTINGS));
    this.replicator = system.systemActorOf(Replicator.props(settings), NAME);
    for (Family family : Family.values()) {
      for (int shard = 0; shard < ClusterSettings.SHARDS; shard++) {
        BucketKey key = new BucketKey(family, shard);
        beginnings.put(key, ShardBucket.watched(bucket -> seen.accept(key, bucket)));
      }
    }
  }

  /** Puts this node's watched buckets in place, so that all that ever comes is merged into them. */
  void begin(ActorRef replyTo) {
    beginnings
        .keySet()
        .forEach(key -> update(key, Replicator.writeLocal(), BEGIN, before -> before, replyTo));
  }

  ActorRef ref() {
    return replicator;
  }

  Cluster cluster() {
    return cluster;
  }

  UniqueAddress self() {
    return cluster.selfUniqueAddress();
  }

  /** All members, so that an old owner knows at once; a majority while one cannot be reached. */
  boolean allReachable() {
    return cluster.state().getUnreachable().isEmpty();
  }

  WriteConsistency majority() {
    return new Replicator.WriteMajority(patience);
  }

  /**
   * Of an owner's writes, which go as changes. After a fifth of the time the whole bucket is sent
   * to everybody, which on a slow node makes it slower still; so they are given twice as long.
   */
  WriteConsistency majorityOfWrites() {
    return new Replicator.WriteMajority(patience.multipliedBy(2));
  }

  WriteConsistency all() {
    return new Replicator.WriteAll(patience);
  }

  ReadConsistency readMajority() {
    return new Replicator.ReadMajority(patience);
  }

  ReadConsistency readAll() {
    return new Replicator.ReadAll(patience);
  }

  void get(BucketKey key, ReadConsistency from, Object request, ActorRef replyTo) {
    replicator.tell(new Replicator.Get<>(key, from, Optional.of(request)), replyTo);
  }

  void update(
      BucketKey key,
      WriteConsistency to,
      Object request,
      UnaryOperator<ShardBucket> change,
      ActorRef replyTo) {
    ShardBucket beginning = Objects.requireNonNull(beginnings.get(key));
    replicator.tell(
        new Replicator.Update<>(key, beginning, to, Optional.of(request), change), replyTo);
  }
}
