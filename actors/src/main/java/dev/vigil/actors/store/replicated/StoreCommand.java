package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.protocol.wire.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/** What the store's actor is asked to do by this node. */
sealed interface StoreCommand {
  record Claim(int shard, CompletableFuture<Epoch> done) implements StoreCommand {}

  /**
   * Changes of one bucket.
   *
   * @param changes by tag; empty: the record goes
   * @param safe a majority must have it
   */
  record Write(
      Family family,
      Epoch epoch,
      Map<Integer, Optional<Octets>> changes,
      boolean safe,
      CompletableFuture<Done> done)
      implements StoreCommand {
    @Override
    public String toString() {
      return family + " " + epoch + ": " + changes.size() + " changes";
    }
  }

  /** The disks have been asked: shards may be claimed. */
  record Open() implements StoreCommand {}
}
