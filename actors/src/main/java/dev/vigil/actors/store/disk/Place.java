package dev.vigil.actors.store.disk;

import dev.vigil.protocol.cookie.PeerTag;
import java.nio.ByteBuffer;

/**
 * Names of what is in the files, six bytes: what it is, the shard (2), the peer's tag (3). They
 * sort by kind, then shard, then tag.
 */
public final class Place {
  public static final byte HEAD = 1;
  public static final byte PROGRESS = 2;
  public static final byte RECORD = 3;

  private Place() {}

  /** Any of them. */
  public static byte[] of(byte kind, int shard, int tag) {
    return ByteBuffer.allocate(6)
        .put(kind)
        .putShort((short) shard)
        .put((byte) (tag >>> 16))
        .putShort((short) tag)
        .array();
  }

  /** A peer's snapshot. */
  public static byte[] record(int shard, PeerTag tag) {
    return of(RECORD, shard, tag.value());
  }

  static byte kind(byte[] place) {
    return place[0];
  }

  static int shard(byte[] place) {
    return ByteBuffer.wrap(place).getShort(1) & 0xffff;
  }

  static PeerTag tag(byte[] place) {
    return new PeerTag((place[3] & 0xff) << 16 | ByteBuffer.wrap(place).getShort(4) & 0xffff);
  }
}
