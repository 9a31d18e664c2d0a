package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.Stored;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * {@code vigil.store.kind = replicated}: for clusters. A put is complete when a majority of the
 * members has it in memory; the copy on the disk of each follows a moment later. A node that is cut
 * off from the majority can write nothing.
 */
public final class ReplicatedStore implements SaSnapshotStore {
  private final StoreTiming timing;
  private final Mirror mirror;
  private final Views views = new Views();
  private final Unsafe unsafe = new Unsafe();
  private final CompletableFuture<ActorRef> store = new CompletableFuture<>();
  private volatile Optional<UniqueAddress> self = Optional.empty();

  /**
   * What is asked of it before {@link #begin} waits.
   *
   * @param disk of this node; the store closes it
   */
  public ReplicatedStore(DiskEngine disk, DiskName name, StoreTiming timing) {
    this.timing = timing;
    this.mirror = new Mirror(disk, name);
  }

  @Override
  public void begin(ActorSystem<?> system) {
    ExtendedActorSystem parent = (ExtendedActorSystem) Adapter.toClassic(system);
    UniqueAddress node = Cluster.get(parent).selfUniqueAddress();
    self = Optional.of(node);
    Replica replica =
        new Replica(
            parent,
            timing.majority(),
            (key, bucket) -> {
              views.saw(key, bucket, node);
              mirror.saw(key, bucket);
            });
    ActorRef actor =
        Adapter.toClassic(
            system.systemActorOf(StoreActor.create(replica, views), "vigil-store", Props.empty()));
    parent.systemActorOf(Gathering.props(replica, mirror, timing, actor), "vigil-store-gathering");
    store.complete(actor);
  }

  @Override
  public String kind() {
    return "replicated";
  }

  private void tell(StoreCommand command) {
    var _ = store.thenAccept(actor -> actor.tell(command, ActorRef.noSender()));
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    CompletableFuture<Epoch> done = new CompletableFuture<>();
    tell(new StoreCommand.Claim(shard, done));
    return done;
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    ShardBucket bucket = views.get(Family.SNAPSHOTS, epoch.shard());
    if (self.isEmpty() || !bucket.ownedBy(self.get(), epoch.number())) {
      return CompletableFuture.failedFuture(new Fenced(epoch));
    }
    return CompletableFuture.completedFuture(
        bucket
            .records()
            .get(tag.value())
            .map(snapshot -> new Stored(snapshot, progress(epoch.shard(), tag))));
  }

  private Optional<PeerProgress> progress(int shard, PeerTag tag) {
    return views
        .get(Family.PROGRESS, shard)
        .records()
        .get(tag.value())
        .flatMap(bytes ->
            switch (ShardProgress.decode(bytes)) {
              case Decoding.Decoded<ShardProgress> decoded -> decoded.value().of(tag);
              case Decoding.Malformed<ShardProgress> _ -> Optional.empty();
            });
  }

  private CompletionStage<Done> write(
      Family family, Epoch epoch, Map<Integer, Optional<Octets>> changes, boolean safe) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (safe) {
      unsafe.until(done);
    }
    tell(new StoreCommand.Write(family, epoch, changes, safe, done));
    return done;
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    return write(Family.SNAPSHOTS, epoch, Map.of(tag.value(), Optional.of(snapshot)), true);
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    Map<Integer, Optional<Octets>> gone = Map.of(tag.value(), Optional.empty());
    // Numbers without a record say nothing to anybody, so they may go later.
    var _ = write(Family.PROGRESS, epoch, gone, false);
    return write(Family.SNAPSHOTS, epoch, gone, true);
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress progress, boolean safe) {
    if (progress.peers().isEmpty()) {
      return CompletableFuture.completedFuture(Done.getInstance());
    }
    Map<Integer, Optional<Octets>> changes = HashMap.newHashMap(progress.peers().size());
    for (PeerProgress peer : progress.peers()) {
      changes.put(peer.tag().value(), Optional.of(new ShardProgress(List.of(peer)).encode()));
    }
    return write(Family.PROGRESS, epoch, changes, safe);
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return views.get(Family.SNAPSHOTS, shard).records().peers();
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    List<PeerProgress> found = new ArrayList<>();
    for (PeerTag peer : peers) {
      progress(shard, peer).ifPresent(found::add);
    }
    return new ShardProgress(found);
  }

  @Override
  public Holder holder(int shard) {
    return views.holder(shard);
  }

  @Override
  public StoreLag lag() {
    return unsafe.lag();
  }

  /** After the actor system: the last states are written to the disk. */
  @Override
  public void close() {
    mirror.close();
  }
}
