package dev.vigil.actors.store;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Keeps the snapshots of peers, by shard (0 to 511, {@link
 * dev.vigil.actors.peer.PeerExtractor#SHARD_BITS} bits). A shard has one owner, which alone writes.
 * Every method may be called from any thread and none waits. A stage fails with {@link Fenced} when
 * the epoch is over, with another exception when nothing could be made safe for now: then the
 * caller tries again.
 *
 * <p>Secrets at rest are encrypted; what callers give and get is in clear.
 */
public interface SaSnapshotStore extends AutoCloseable {
  /** Which one it is, for the log and {@code show cluster}. */
  String kind();

  /**
   * Told once, when the actor system runs and before anything is claimed: for stores that speak to
   * other nodes, or tell them who this one is.
   */
  default void begin(ActorSystem<?> system) {}

  /**
   * Makes this node the shard's owner: all that earlier owners have made safe is known here when
   * the stage completes, and nothing that they write later counts. While the node owns the shard it
   * gives the epoch that is on.
   */
  CompletionStage<Epoch> claim(int shard);

  /** What is kept of a peer of a shard that this node owns. */
  CompletionStage<Optional<Stored>> load(Epoch epoch, PeerTag tag);

  /** Complete when the snapshot is safe: it survives this node. Writes of one peer keep order. */
  CompletionStage<Done> put(Epoch epoch, PeerTag tag, Octets snapshot);

  /** Complete when that is safe; harmless where nothing is kept. */
  CompletionStage<Done> remove(Epoch epoch, PeerTag tag);

  /**
   * Keeps how far the numbers of the peers in it have come; what is known of others stays.
   *
   * @param safe whether the stage completes only when it survives this node
   */
  CompletionStage<Done> progress(Epoch epoch, ShardProgress progress, boolean safe);

  /** The peers of a shard that something is kept of, as far as this node knows, whoever owns it. */
  Set<PeerTag> known(int shard);

  /** What is known here of how far a shard's peers have come, whoever owns it. */
  ShardProgress known(int shard, Set<PeerTag> peers);

  /** Who owns a shard. Fast: it is asked for every datagram that is not for this node. */
  Holder holder(int shard);

  /** Snapshots that were handed in and are not safe yet, and for how long the oldest of them. */
  StoreLag lag();

  @Override
  void close();
}
