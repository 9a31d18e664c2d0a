package dev.vigil.actors.store.disk;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A change of one bucket.
 *
 * @param epoch of the owner that makes it
 * @param revision of this change in that epoch
 * @param note who the owner is, say: bytes that the engine does not read
 * @param whole the bucket holds these records and no others from now on
 * @param records new ones and changed ones
 * @param removed records that are there no more; harmless where there are none
 * @param progress that takes the place of what was written before, if anything does
 */
public record BucketWrite(
    int shard,
    long epoch,
    long revision,
    Octets note,
    boolean whole,
    Map<PeerTag, Octets> records,
    Set<PeerTag> removed,
    Optional<Octets> progress) {
  public BucketWrite {
    records = Map.copyOf(records);
    removed = Set.copyOf(removed);
  }

  /** Nothing but who the owner is. */
  public static BucketWrite claim(int shard, long epoch, Octets note) {
    return new BucketWrite(shard, epoch, 0, note, false, Map.of(), Set.of(), Optional.empty());
  }
}
