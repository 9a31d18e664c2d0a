package dev.vigil.actors.store.disk;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.wire.Octets;
import java.util.Set;

/**
 * What a bucket is, without its records.
 *
 * @param epoch of the owner that wrote last
 * @param revision of its last write
 * @param note the last that was written; the engine does not read it
 * @param progress the last that was written; empty if none ever was
 * @param tags whose records there are
 */
public record BucketHead(
    int shard, long epoch, long revision, Octets note, Octets progress, Set<PeerTag> tags) {
  public BucketHead {
    tags = Set.copyOf(tags);
  }
}
