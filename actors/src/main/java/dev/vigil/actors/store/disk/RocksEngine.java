package dev.vigil.actors.store.disk;

import dev.vigil.actors.store.StoreLag;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A disk engine on RocksDB. One thread has the files: it takes what waits, writes all of it in one
 * batch, syncs once and then tells everybody who waited.
 */
public final class RocksEngine implements DiskEngine {
  private static final Logger LOG = LoggerFactory.getLogger(RocksEngine.class);
  private static final int BATCH = 1000;

  private sealed interface Job {}

  private record Write(BucketWrite change, CompletableFuture<Done> done, long since)
      implements Job {}

  private record Read(Runnable task) implements Job {}

  private record End() implements Job {}

  private final RocksFiles files;
  private final Duration gather;
  private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;
  private volatile long writingSince;
  private volatile boolean busy;

  private RocksEngine(RocksFiles files, Duration gather) {
    this.files = files;
    this.gather = gather;
    this.thread = Thread.ofPlatform().name("vigil-store").daemon().unstarted(this::run);
  }

  /**
   * Opens the files, or makes them.
   *
   * @param gather how long a write waits for others
   * @throws InvalidSettings with one sentence: another process has them, they are damaged, or the
   *     key is not theirs
   */
  public static RocksEngine open(Path folder, boolean fsync, Duration gather, Sealing sealing)
      throws InvalidSettings {
    RocksFiles files = RocksFiles.open(folder, fsync, sealing);
    try {
      int resealed = files.reseal();
      if (resealed > 0) {
        LOG.info("store key rotated records={}", resealed);
      }
    } catch (Damaged | RocksDBException failure) {
      files.close();
      throw new InvalidSettings(
          List.of("The store in %s cannot be read. %s".formatted(folder, failure.getMessage())));
    }
    RocksEngine engine = new RocksEngine(files, gather);
    engine.thread.start();
    return engine;
  }

  @Override
  public CompletionStage<Done> write(BucketWrite change) {
    CompletableFuture<Done> done = new CompletableFuture<>();
    if (closed.get()) {
      done.completeExceptionally(new IOException("the store is closed"));
      return done;
    }
    waiting.incrementAndGet();
    jobs.add(new Write(change, done, System.nanoTime()));
    return done;
  }

  @Override
  public List<BucketHead> heads() {
    return ask(files::heads);
  }

  @Override
  public Map<PeerTag, Octets> records(int shard) {
    return ask(() -> files.records(shard));
  }

  @Override
  public Optional<Octets> read(int shard, PeerTag tag) {
    return ask(() -> files.read(Place.record(shard, tag)));
  }

  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (closed.get()) {
      throw new IllegalStateException("the store is closed");
    }
    jobs.add(
        new Read(() -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException failure) {
            answer.completeExceptionally(failure);
          }
        }));
    return answer.join();
  }

  @Override
  public StoreLag lag() {
    int count = waiting.get();
    if (count == 0) {
      return StoreLag.NONE;
    }
    long since = busy ? writingSince : System.nanoTime();
    return new StoreLag(count, Duration.ofNanos(Math.max(0, System.nanoTime() - since)));
  }

  private void run() {
    boolean going = true;
    List<Job> batch = new ArrayList<>();
    while (going || !jobs.isEmpty()) {
      batch.clear();
      collect(batch, going);
      going &= batch.stream().noneMatch(End.class::isInstance);
      write(batch.stream().filter(Write.class::isInstance).map(Write.class::cast).toList());
      for (Job job : batch) {
        if (job instanceof Read(Runnable task)) {
          task.run();
        }
      }
    }
    files.close();
  }

  private void collect(List<Job> batch, boolean patient) {
    try {
      Job first = jobs.take();
      batch.add(first);
      jobs.drainTo(batch, BATCH);
      long until = System.nanoTime() + gather.toNanos();
      while (patient && batch.size() < BATCH && batch.stream().allMatch(Write.class::isInstance)) {
        Job next = jobs.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (next == null) {
          return;
        }
        batch.add(next);
        jobs.drainTo(batch, BATCH);
      }
    } catch (InterruptedException unexpected) {
      // Nobody interrupts this thread; what was collected is written all the same.
      LOG.debug("interrupted", unexpected);
    }
  }

  private void write(List<Write> writes) {
    if (writes.isEmpty()) {
      return;
    }
    writingSince = writes.getFirst().since();
    busy = true;
    try {
      files.write(writes.stream().map(Write::change).toList());
      waiting.addAndGet(-writes.size());
      busy = false;
      writes.forEach(write -> write.done().complete(Done.getInstance()));
    } catch (RocksDBException | RuntimeException failure) {
      LOG.debug("a batch was not written", failure);
      waiting.addAndGet(-writes.size());
      busy = false;
      IOException told = new IOException("the disk did not take it: " + failure.getMessage());
      writes.forEach(write -> write.done().completeExceptionally(told));
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      jobs.add(new End());
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
