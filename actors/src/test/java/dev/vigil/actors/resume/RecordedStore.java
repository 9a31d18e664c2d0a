package dev.vigil.actors.resume;

import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.MemoryStore;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.Stored;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A store in memory whose shards are held by whom a test says, at first by nobody. */
final class RecordedStore implements SaSnapshotStore {
  private final MemoryStore memory = new MemoryStore();
  private final Map<Integer, Holder> holders = new HashMap<>();

  void holder(int shard, Holder holder) {
    holders.put(shard, holder);
  }

  void add(PeerTag... tags) {
    for (PeerTag tag : tags) {
      put(new Epoch(tag.shard(PeerExtractor.SHARD_BITS), 1), tag, Octets.ofHex("01"));
    }
  }

  @Override
  public String kind() {
    return "recorded";
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    return memory.claim(shard);
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    return memory.load(epoch, tag);
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    return memory.put(epoch, tag, snapshot);
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    return memory.remove(epoch, tag);
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress progress, boolean safe) {
    return memory.progress(epoch, progress, safe);
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return memory.known(shard);
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    return memory.known(shard, peers);
  }

  @Override
  public Holder holder(int shard) {
    return holders.getOrDefault(shard, new Holder.Nobody());
  }

  @Override
  public StoreLag lag() {
    return memory.lag();
  }

  @Override
  public void close() {
    memory.close();
  }
}
