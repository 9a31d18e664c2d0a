package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.disk.BucketHead;
import dev.vigil.actors.store.disk.BucketWrite;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Outlives the systems of a test as a disk outlives processes, and can be copied at any moment. */
final class MemoryDisk implements DiskEngine {
  private record Bucket(long epoch, long revision, Octets note, Octets progress) {}

  private final Map<Integer, Bucket> buckets = new HashMap<>();
  private final Map<Integer, Map<PeerTag, Octets>> records = new HashMap<>();

  synchronized MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    copy.buckets.putAll(buckets);
    records.forEach((shard, all) -> copy.records.put(shard, new HashMap<>(all)));
    return copy;
  }

  @Override
  public synchronized List<BucketHead> heads() {
    List<BucketHead> heads = new ArrayList<>();
    buckets.forEach((shard, bucket) ->
        heads.add(
            new BucketHead(
                shard,
                bucket.epoch(),
                bucket.revision(),
                bucket.note(),
                bucket.progress(),
                records(shard).keySet())));
    return heads;
  }

  @Override
  public synchronized Map<PeerTag, Octets> records(int shard) {
    return Map.copyOf(records.getOrDefault(shard, Map.of()));
  }

  @Override
  public Optional<Octets> read(int shard, PeerTag tag) {
    return Optional.ofNullable(records(shard).get(tag));
  }

  @Override
  public synchronized CompletionStage<Done> write(BucketWrite change) {
    Bucket before = buckets.get(change.shard());
    Octets progress = before == null ? Octets.EMPTY : before.progress();
    buckets.put(
        change.shard(),
        new Bucket(
            change.epoch(), change.revision(), change.note(), change.progress().orElse(progress)));
    Map<PeerTag, Octets> all = records.computeIfAbsent(change.shard(), _ -> new HashMap<>());
    all.putAll(change.records());
    all.keySet().removeAll(change.removed());
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  @Override
  public StoreLag lag() {
    return StoreLag.NONE;
  }

  @Override
  public void close() {}
}
