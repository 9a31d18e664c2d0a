package dev.vigil.actors.store.disk;

import dev.vigil.actors.store.StoreLag;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Keeps one bucket for each shard: records by peer tag, and a little that belongs to the shard as a
 * whole. It encrypts what it is given and gives it back in clear; a record is bound to its shard,
 * its tag and the version that it was written with.
 *
 * <p>Every method may be called from any thread. Only {@link #write} never waits; the others read
 * the disk and are for threads that may.
 */
public interface DiskEngine extends AutoCloseable {
  /** All buckets that there are, without their records; includes every write that was given in. */
  List<BucketHead> heads();

  /** The records of a bucket; includes every write that was given in. */
  Map<PeerTag, Octets> records(int shard);

  /** One record; includes every write that was given in. */
  Optional<Octets> read(int shard, PeerTag tag);

  /**
   * Writes a bucket's change, all of it or nothing. Writes keep order; many go to disk together.
   * The stage completes when the change is safe and fails when it cannot be made so.
   */
  CompletionStage<Done> write(BucketWrite change);

  /** Changes that were given in and are not safe yet. */
  StoreLag lag();

  /** Makes safe what was given in, then lets go of the files. */
  @Override
  void close();
}
