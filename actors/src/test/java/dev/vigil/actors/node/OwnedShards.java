package dev.vigil.actors.node;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.MemoryStore;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.Stored;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;

/** A store in memory whose shards belong to whom a test says; to this node at first. */
public final class OwnedShards implements SaSnapshotStore {
  private final MemoryStore store = new MemoryStore();
  private final Map<Integer, Holder> holders = new ConcurrentHashMap<>();

  /** From now on that node owns it. */
  public void put(int shard, Holder holder) {
    holders.put(shard, holder);
  }

  @Override
  public Holder holder(int shard) {
    return holders.getOrDefault(shard, store.holder(shard));
  }

  @Override
  public String kind() {
    return store.kind();
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    return store.claim(shard);
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    return store.load(epoch, tag);
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    return store.put(epoch, tag, snapshot);
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    return store.remove(epoch, tag);
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress progress, boolean safe) {
    return store.progress(epoch, progress, safe);
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return store.known(shard);
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    return store.known(shard, peers);
  }

  @Override
  public StoreLag lag() {
    return store.lag();
  }

  @Override
  public void close() {}
}
