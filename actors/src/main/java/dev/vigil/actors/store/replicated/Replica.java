package dev.vigil.actors.store.replicated;

import java.time.Duration;
import java.util.Optional;
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

  private final Cluster cluster;
  private final Views views;
  private final Duration patience;
  private final ActorRef replicator;

  Replica(ExtendedActorSystem system, Views views, Duration patience) {
    this.cluster = Cluster.get(system);
    this.views = views;
    this.patience = patience;
    ReplicatorSettings settings =
        ReplicatorSettings.apply(system.settings().config().getConfig(SETTINGS));
    this.replicator = system.systemActorOf(Replicator.props(settings), NAME);
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

  WriteConsistency all() {
    return new Replicator.WriteAll(patience);
  }

  ReadConsistency readMajority() {
    return new Replicator.ReadMajority(patience);
  }

  ReadConsistency readAll() {
    return new Replicator.ReadAll(patience);
  }

  void subscribe(BucketKey key, ActorRef subscriber) {
    replicator.tell(new Replicator.Subscribe<>(key, subscriber), subscriber);
  }

  void get(BucketKey key, ReadConsistency from, Object request, ActorRef replyTo) {
    replicator.tell(new Replicator.Get<>(key, from, Optional.of(request)), replyTo);
  }

  /** The change is seen by this node's views as soon as the replicator has made it. */
  void update(
      BucketKey key,
      WriteConsistency to,
      Object request,
      UnaryOperator<ShardBucket> change,
      ActorRef replyTo) {
    UniqueAddress self = self();
    replicator.tell(
        new Replicator.Update<>(
            key,
            ShardBucket.ZERO,
            to,
            Optional.of(request),
            before -> {
              views.saw(key, before, self);
              ShardBucket after = change.apply(before);
              views.saw(key, after.resetDelta(), self);
              return after;
            }),
        replyTo);
  }
}
