package dev.vigil.actors.store.replicated;

import java.time.Duration;

/**
 * How long the replicated store waits.
 *
 * @param majority for the answers of a majority, writes twice as long; then the claim or write
 *     fails and its caller tries again
 * @param gather after a start of the whole cluster, for the nodes that were members when this one
 *     stopped: they may have newer copies
 * @param settle for others, where this node's own disk is empty and nobody has opened the cluster
 * @param mirror between two writes of the copy on the disk
 */
public record StoreTiming(Duration majority, Duration gather, Duration settle, Duration mirror) {
  public static final StoreTiming DEFAULT =
      new StoreTiming(
          Duration.ofMillis(1500),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofMillis(200));
}
