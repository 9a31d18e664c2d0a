package dev.vigil.actors.peer;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.ShardProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/**
 * Collects how far the peers of a shard had come as they were handed over together, so that all of
 * them are one write to the store. One serves all actors of a node; any thread may call it.
 */
public final class LastProgress {
  private static final long COLLECT_MILLIS = 20;

  private record Batch(List<PeerProgress> peers, CompletableFuture<Done> safe) {}

  private final SaSnapshotStore store;
  private final Executor soon =
      CompletableFuture.delayedExecutor(COLLECT_MILLIS, TimeUnit.MILLISECONDS);
  private final Map<Epoch, Batch> batches = new HashMap<>();

  public LastProgress(SaSnapshotStore store) {
    this.store = store;
  }

  /** Complete when that is safe, along with what else was handed in just before and after. */
  CompletionStage<Done> add(Epoch epoch, PeerProgress peer) {
    synchronized (batches) {
      Batch batch = batches.get(epoch);
      if (batch == null) {
        batch = new Batch(new ArrayList<>(), new CompletableFuture<>());
        batches.put(epoch, batch);
        soon.execute(() -> write(epoch));
      }
      batch.peers().add(peer);
      return batch.safe();
    }
  }

  private void write(Epoch epoch) {
    Batch batch;
    synchronized (batches) {
      batch = batches.remove(epoch);
    }
    if (batch == null) {
      return;
    }
    var _ =
        store
            .progress(epoch, new ShardProgress(batch.peers()), true)
            .whenComplete((done, failure) -> {
              if (failure == null) {
                batch.safe().complete(Done.getInstance());
              } else {
                batch.safe().completeExceptionally(failure);
              }
            });
  }
}
