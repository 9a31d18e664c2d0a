package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.disk.BucketHead;
import dev.vigil.actors.store.disk.BucketWrite;
import dev.vigil.actors.store.disk.DiskEngine;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what this node sees of all buckets to its disk, a batch at a time on a thread of its own.
 * No write waits for it: safe is what a majority of the nodes has in memory; the disk is for the
 * day on which all of them stop. Numbers change all the time, so they go there far more seldom.
 */
final class Mirror implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
  private static final Duration LAST_FLUSH = Duration.ofSeconds(5);
  private static final int PROGRESS_EVERY = 25;

  private final DiskEngine engine;
  private final DiskName name;
  private final BucketSerializer serializer = new BucketSerializer();
  private final Map<BucketKey, ShardBucket> waiting = new ConcurrentHashMap<>();
  private final Map<BucketKey, ShardBucket> mirrored = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("vigil-store-mirror").daemon().unstarted(task));
  private int flushes;
  private boolean failing;

  Mirror(DiskEngine engine, DiskName name) {
    this.engine = engine;
    this.name = name;
  }

  /** What the disk has, read on the mirror's thread; from then on it follows what is seen. */
  CompletableFuture<Map<BucketKey, ShardBucket>> start(Duration interval) {
    return CompletableFuture.supplyAsync(
        () -> {
          engine.heads().forEach(this::load);
          long every = interval.toMillis();
          var _ = thread.scheduleWithFixedDelay(this::flush, every, every, TimeUnit.MILLISECONDS);
          return Map.copyOf(mirrored);
        },
        thread);
  }

  private void load(BucketHead head) {
    TreeMap<Integer, Octets> records = new TreeMap<>();
    engine.records(head.shard()).forEach((tag, value) -> records.put(tag.value(), value));
    try {
      mirrored.put(
          new BucketKey(Family.SNAPSHOTS, head.shard()),
          new ShardBucket(BucketSerializer.version(head.note()).restored(), Records.of(records)));
      if (!head.progress().isEmpty()) {
        ShardBucket progress = serializer.bucket(head.progress());
        mirrored.put(
            new BucketKey(Family.PROGRESS, head.shard()),
            new ShardBucket(progress.version().restored(), progress.records()));
      }
    } catch (IOException malformed) {
      LOG.error("copy unreadable shard={}", head.shard(), malformed);
    }
  }

  DiskName name() {
    return name;
  }

  void members(Set<String> ids) {
    try {
      thread.execute(() -> {
        try {
          name.members(ids);
        } catch (IOException failure) {
          LOG.error("members cannot be noted", failure);
        }
      });
    } catch (RejectedExecutionException _) {
      LOG.debug("closed before the members were noted");
    }
  }

  /** A state of a bucket; only the latest is ever written. */
  void saw(BucketKey key, ShardBucket bucket) {
    waiting.merge(key, bucket, ShardBucket::later);
  }

  private void flush() {
    flush(++flushes % PROGRESS_EVERY == 0);
  }

  private void flush(boolean progressToo) {
    Map<BucketKey, ShardBucket> batch = new HashMap<>();
    for (BucketKey key : List.copyOf(waiting.keySet())) {
      if (progressToo || key.family() == Family.SNAPSHOTS) {
        ShardBucket bucket = waiting.remove(key);
        if (bucket != null) {
          batch.put(key, bucket);
        }
      }
    }
    try {
      save(batch);
      mirrored.putAll(batch);
      if (failing) {
        failing = false;
        LOG.info("copy on disk is written again");
      }
    } catch (RuntimeException failure) {
      batch.forEach(this::saw);
      if (!failing) {
        failing = true;
        LOG.error("copy on disk cannot be written; it is tried again", failure);
      }
    }
  }

  private void save(Map<BucketKey, ShardBucket> batch) {
    Map<Integer, CompletableFuture<?>> writes = new HashMap<>();
    batch.forEach((key, bucket) -> {
      BucketKey snapshots = new BucketKey(Family.SNAPSHOTS, key.shard());
      if (key.family() == Family.SNAPSHOTS || !batch.containsKey(snapshots)) {
        BucketKey progress = new BucketKey(Family.PROGRESS, key.shard());
        ShardBucket before = mirrored.getOrDefault(snapshots, ShardBucket.ZERO);
        writes.put(
            key.shard(),
            engine
                .write(
                    change(
                        key.shard(),
                        before,
                        batch.getOrDefault(snapshots, before),
                        Optional.ofNullable(batch.get(progress))))
                .toCompletableFuture());
      }
    });
    try {
      CompletableFuture.allOf(writes.values().toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException failure) {
      throw new IllegalStateException("disk", failure);
    }
  }

  private BucketWrite change(
      int shard, ShardBucket before, ShardBucket after, Optional<ShardBucket> progress) {
    Records changed = after.records().since(before.records());
    Map<PeerTag, Octets> records = HashMap.newHashMap(changed.size());
    for (int index = 0; index < changed.size(); index++) {
      records.put(new PeerTag(changed.tag(index)), changed.value(index));
    }
    Tags gone = before.records().missingFrom(after.records());
    Set<PeerTag> removed = new HashSet<>();
    for (int index = 0; index < gone.size(); index++) {
      removed.add(new PeerTag(gone.tag(index)));
    }
    return new BucketWrite(
        shard,
        after.version().epoch(),
        after.version().revision(),
        BucketSerializer.head(after.version()),
        false,
        records,
        removed,
        progress.map(numbers -> Octets.wrap(serializer.toBinary(numbers))));
  }

  @Override
  public void close() {
    thread.execute(() -> flush(true));
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_FLUSH.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("copy on disk was not finished in {} s", LAST_FLUSH.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    engine.close();
  }
}
