package dev.vigil.actors.store;

import dev.vigil.actors.store.disk.BucketHead;
import dev.vigil.actors.store.disk.BucketWrite;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code vigil.store.kind = embedded}: snapshots in files of this node. It alone owns all shards;
 * each start of it is a new epoch of each shard.
 */
public final class EmbeddedStore implements SaSnapshotStore {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
  private static final Executor READERS = Thread::startVirtualThread;

  private final DiskEngine engine;
  private final Map<Integer, Long> before = new ConcurrentHashMap<>();
  private final Map<Integer, CompletableFuture<Epoch>> claims = new ConcurrentHashMap<>();
  private final Map<Integer, Set<PeerTag>> tags = new ConcurrentHashMap<>();
  private final Map<Integer, Map<PeerTag, PeerProgress>> progress = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();

  /** Reads what the engine has; the store closes it. */
  public EmbeddedStore(DiskEngine engine) {
    this.engine = engine;
    for (BucketHead head : engine.heads()) {
      before.put(head.shard(), head.epoch());
      tags(head.shard()).addAll(head.tags());
      if (!head.progress().isEmpty()) {
        switch (ShardProgress.decode(head.progress())) {
          case Decoding.Decoded<ShardProgress>(ShardProgress batch) -> keep(head.shard(), batch);
          case Decoding.Malformed<ShardProgress> _ ->
              LOG.warn("numbers lost shard={}: of no known version", head.shard());
        }
      }
    }
  }

  @Override
  public String kind() {
    return "embedded";
  }

  private Set<PeerTag> tags(int shard) {
    return tags.computeIfAbsent(shard, _ -> ConcurrentHashMap.newKeySet());
  }

  private Map<PeerTag, PeerProgress> keep(int shard, ShardProgress batch) {
    Map<PeerTag, PeerProgress> known =
        progress.computeIfAbsent(shard, _ -> new ConcurrentHashMap<>());
    batch.peers().forEach(peer -> known.put(peer.tag(), peer));
    return known;
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    CompletableFuture<Epoch> fresh = new CompletableFuture<>();
    CompletableFuture<Epoch> earlier = claims.putIfAbsent(shard, fresh);
    if (earlier != null) {
      return earlier;
    }
    Epoch epoch = new Epoch(shard, before.getOrDefault(shard, 0L) + 1);
    engine
        .write(BucketWrite.claim(shard, epoch.number(), Octets.EMPTY))
        .whenComplete((done, failure) -> {
          if (failure == null) {
            fresh.complete(epoch);
          } else {
            claims.remove(shard, fresh);
            fresh.completeExceptionally(failure);
          }
        });
    return fresh;
  }

  private boolean over(Epoch epoch) {
    CompletableFuture<Epoch> claim = claims.get(epoch.shard());
    return claim == null
        || claim.state() != CompletableFuture.State.SUCCESS
        || !claim.resultNow().equals(epoch);
  }

  private static <T> CompletionStage<T> fenced(Epoch epoch) {
    return CompletableFuture.failedFuture(new Fenced(epoch));
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    if (over(epoch)) {
      return fenced(epoch);
    }
    return CompletableFuture.supplyAsync(
        () ->
            engine
                .read(epoch.shard(), tag)
                .map(snapshot ->
                    new Stored(
                        snapshot,
                        Optional.ofNullable(
                            progress.getOrDefault(epoch.shard(), Map.of()).get(tag)))),
        READERS);
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    if (over(epoch)) {
      return fenced(epoch);
    }
    return engine
        .write(change(epoch, Map.of(tag, snapshot), Set.of(), Optional.empty()))
        .thenApply(done -> {
          tags(epoch.shard()).add(tag);
          return done;
        });
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    if (over(epoch)) {
      return fenced(epoch);
    }
    keep(epoch.shard(), ShardProgress.NONE).remove(tag);
    return engine
        .write(change(epoch, Map.of(), Set.of(tag), Optional.empty()))
        .thenApply(done -> {
          tags(epoch.shard()).remove(tag);
          return done;
        });
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress batch, boolean safe) {
    if (over(epoch)) {
      return fenced(epoch);
    }
    Map<PeerTag, PeerProgress> known = keep(epoch.shard(), batch);
    Octets all = new ShardProgress(List.copyOf(known.values())).encode();
    CompletionStage<Done> written =
        engine.write(change(epoch, Map.of(), Set.of(), Optional.of(all)));
    return safe ? written : CompletableFuture.completedFuture(Done.getInstance());
  }

  private BucketWrite change(
      Epoch epoch, Map<PeerTag, Octets> records, Set<PeerTag> removed, Optional<Octets> numbers) {
    return new BucketWrite(
        epoch.shard(),
        epoch.number(),
        revision.incrementAndGet(),
        Octets.EMPTY,
        false,
        records,
        removed,
        numbers);
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return Set.copyOf(tags(shard));
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    List<PeerProgress> found = new ArrayList<>();
    Map<PeerTag, PeerProgress> known = progress.getOrDefault(shard, Map.of());
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
    CompletableFuture<Epoch> claim = claims.get(shard);
    return claim != null && claim.state() == CompletableFuture.State.SUCCESS
        ? new Holder.Here(claim.resultNow())
        : new Holder.Nobody();
  }

  @Override
  public StoreLag lag() {
    return engine.lag();
  }

  @Override
  public void close() {
    engine.close();
  }
}
