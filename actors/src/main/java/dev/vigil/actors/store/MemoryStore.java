package dev.vigil.actors.store;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;

/**
 * {@code vigil.store.kind = memory}: keeps what an entity needs to go on after it moved or failed
 * inside this process, and nothing beyond that.
 */
public final class MemoryStore implements SaSnapshotStore {
  private static final long ONLY_EPOCH = 1;

  private final Map<Integer, Map<PeerTag, Octets>> snapshots = new ConcurrentHashMap<>();
  private final Map<Integer, Map<PeerTag, PeerProgress>> progress = new ConcurrentHashMap<>();

  @Override
  public String kind() {
    return "memory";
  }

  private static <V> Map<PeerTag, V> shard(Map<Integer, Map<PeerTag, V>> all, int shard) {
    return all.computeIfAbsent(shard, _ -> new ConcurrentHashMap<>());
  }

  private static CompletionStage<Done> done() {
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    return CompletableFuture.completedFuture(new Epoch(shard, ONLY_EPOCH));
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    if (epoch.number() != ONLY_EPOCH) {
      return CompletableFuture.failedFuture(new Fenced(epoch));
    }
    Optional<PeerProgress> known = Optional.ofNullable(shard(progress, epoch.shard()).get(tag));
    return CompletableFuture.completedFuture(
        Optional.ofNullable(shard(snapshots, epoch.shard()).get(tag))
            .map(snapshot -> new Stored(snapshot, known)));
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    if (epoch.number() != ONLY_EPOCH) {
      return CompletableFuture.failedFuture(new Fenced(epoch));
    }
    shard(snapshots, epoch.shard()).put(tag, snapshot);
    return done();
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    if (epoch.number() != ONLY_EPOCH) {
      return CompletableFuture.failedFuture(new Fenced(epoch));
    }
    shard(snapshots, epoch.shard()).remove(tag);
    shard(progress, epoch.shard()).remove(tag);
    return done();
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress batch, boolean safe) {
    if (epoch.number() != ONLY_EPOCH) {
      return CompletableFuture.failedFuture(new Fenced(epoch));
    }
    batch.peers().forEach(peer -> shard(progress, epoch.shard()).put(peer.tag(), peer));
    return done();
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return Set.copyOf(shard(snapshots, shard).keySet());
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    List<PeerProgress> found = new ArrayList<>();
    Map<PeerTag, PeerProgress> known = shard(progress, shard);
    for (PeerTag tag : peers) {
      PeerProgress peer = known.get(tag);
      if (peer != null) {
        found.add(peer);
      }
    }
    return new ShardProgress(found);
  }

  @Override
  public Holder holder(int shard) {
    return new Holder.Here(new Epoch(shard, ONLY_EPOCH));
  }

  @Override
  public StoreLag lag() {
    return StoreLag.NONE;
  }

  @Override
  public void close() {}
}
