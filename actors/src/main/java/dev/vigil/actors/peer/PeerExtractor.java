package dev.vigil.actors.peer;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.settings.ClusterSettings;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;

/** Entity and shard of a peer: its tag in hex, and the tag's upper nine bits. */
public final class PeerExtractor extends ShardingMessageExtractor<PeerEnvelope, PeerMessage> {
  /** 2^9 shards. */
  public static final int SHARD_BITS = Integer.numberOfTrailingZeros(ClusterSettings.SHARDS);

  @Override
  public String entityId(PeerEnvelope envelope) {
    return envelope.tag().toString();
  }

  @Override
  public String shardId(String entityId) {
    return Integer.toString(tag(entityId).shard(SHARD_BITS));
  }

  @Override
  public PeerMessage unwrapMessage(PeerEnvelope envelope) {
    return envelope.message();
  }

  /** The tag that an entity is named by. */
  public static PeerTag tag(String entityId) {
    return new PeerTag(Integer.parseInt(entityId, 16));
  }
}
