package dev.vigil.protocol.cookie;

/**
 * The name of a peer inside the cluster: 24 bits. Two peers may share one by chance (about 300
 * pairs among 100,000 peers); they then share an entity and are told apart by their cookies and
 * identities.
 *
 * @param value 0 to 2^24 - 1
 */
public record PeerTag(int value) {
  public static final int BITS = 24;

  /**
   * @throws IllegalArgumentException if {@code value} does not fit
   */
  public PeerTag {
    if (value >>> BITS != 0) {
      throw new IllegalArgumentException("a peer tag has 24 bits: " + value);
    }
  }

  /**
   * The shard: the tag's top bits.
   *
   * @param shardBits 0 to 24; fixed for the life of a cluster
   */
  public int shard(int shardBits) {
    return value >>> (BITS - shardBits);
  }

  /** Six hex digits. */
  @Override
  public String toString() {
    return "%06x".formatted(value);
  }
}
