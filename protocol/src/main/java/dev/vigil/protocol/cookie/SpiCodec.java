package dev.vigil.protocol.cookie;

import dev.vigil.protocol.crypto.Secret;

/**
 * Our inbound ESP SPIs: 32 bits, enciphered, of which the shard takes the upper ones and a number
 * chosen by the peer's entity the rest. There is no room for check bits or rotation: an SPI that is
 * not known to its shard's owner is dropped, as any unknown SPI is.
 *
 * <p>RFC 2406 §2.1: "The set of SPI values in the range 1 through 255 are reserved by the Internet
 * Assigned Numbers Authority (IANA) for future use"; zero and these are never made.
 */
public final class SpiCodec {
  private static final int RESERVED = 256;
  private static final int HALF_BITS = 16;

  private final Feistel permutation;
  private final int shardBits;

  private SpiCodec(Feistel permutation, int shardBits) {
    this.permutation = permutation;
    this.shardBits = shardBits;
  }

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @param shardBits 1 to 16; fixed for the life of a cluster
   * @throws IllegalArgumentException if one of them is out of range
   */
  public static SpiCodec of(Secret clusterSecret, int shardBits) {
    if (shardBits < 1 || shardBits > HALF_BITS) {
      throw new IllegalArgumentException("an SPI has room for 1 to 16 bits of shard");
    }
    ClusterKeys keys = new ClusterKeys(clusterSecret);
    return new SpiCodec(keys.permutation("vigil spi", 0, HALF_BITS), shardBits);
  }

  /**
   * An SPI that leads to the peer's shard.
   *
   * @param number any bits, of which the lower {@code 32 - shardBits} count: different ones give
   *     different SPIs but for a few beside the reserved range, so the caller compares with those
   *     in use and takes another number
   */
  public int encode(PeerTag tag, int number) {
    int numberBits = Integer.SIZE - shardBits;
    long shard = (long) tag.shard(shardBits) << numberBits;
    long mask = (1L << numberBits) - 1;
    long spi = permutation.encipher(shard | number & mask);
    for (long next = number + 1L; spi < RESERVED; next++) {
      spi = permutation.encipher(shard | next & mask);
    }
    return (int) spi;
  }

  /** The shard that owns an SPI, if it is one of ours. */
  public int shard(int spi) {
    return (int) (permutation.decipher(spi & 0xffff_ffffL) >>> (Integer.SIZE - shardBits));
  }
}
