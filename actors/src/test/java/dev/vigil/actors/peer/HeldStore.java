package dev.vigil.actors.peer;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.MemoryStore;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.StoreLag;
import dev.vigil.actors.store.Stored;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** A store in memory that is as slow, or fails, as a test says. */
final class HeldStore implements SaSnapshotStore {
  private final MemoryStore kept = new MemoryStore();
  private final AtomicInteger puts = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ShardProgress> safe = new ConcurrentLinkedQueue<>();
  private volatile boolean slow;
  private volatile @Nullable Exception failure;

  /** From now on nothing is safe before {@link #answer}. */
  void slow() {
    slow = true;
  }

  /** All that waits is answered, and what comes at once. */
  void quick() {
    slow = false;
    answer();
  }

  /** What waits is answered. */
  void answer() {
    for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
      next.run();
    }
  }

  int waiting() {
    return waiting.size();
  }

  /** From now on everything fails so. */
  void fail(Exception with) {
    failure = with;
  }

  void work() {
    failure = null;
  }

  int puts() {
    return puts.get();
  }

  /** The batches that were to be safe. */
  List<ShardProgress> safeProgress() {
    return List.copyOf(safe);
  }

  private <T> CompletionStage<T> write(Supplier<CompletionStage<T>> write) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Runnable now =
        () -> {
          Exception broken = failure;
          if (broken != null) {
            done.completeExceptionally(broken);
          } else {
            done.complete(write.get().toCompletableFuture().join());
          }
        };
    if (slow) {
      waiting.add(now);
    } else {
      now.run();
    }
    return done;
  }

  @Override
  public String kind() {
    return "held";
  }

  @Override
  public CompletionStage<Epoch> claim(int shard) {
    Exception broken = failure;
    return broken == null ? kept.claim(shard) : CompletableFuture.failedFuture(broken);
  }

  @Override
  public CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag) {
    return kept.load(epoch, tag);
  }

  @Override
  public CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot) {
    puts.incrementAndGet();
    return write(() -> kept.put(epoch, tag, snapshot));
  }

  @Override
  public CompletionStage<Done> remove(Epoch epoch, PeerTag tag) {
    return write(() -> kept.remove(epoch, tag));
  }

  @Override
  public CompletionStage<Done> progress(Epoch epoch, ShardProgress progress, boolean isSafe) {
    if (isSafe) {
      safe.add(progress);
    }
    return write(() -> kept.progress(epoch, progress, isSafe));
  }

  @Override
  public Set<PeerTag> known(int shard) {
    return kept.known(shard);
  }

  @Override
  public ShardProgress known(int shard, Set<PeerTag> peers) {
    return kept.known(shard, peers);
  }

  @Override
  public Holder holder(int shard) {
    return kept.holder(shard);
  }

  @Override
  public StoreLag lag() {
    return StoreLag.NONE;
  }

  @Override
  public void close() {}
}
