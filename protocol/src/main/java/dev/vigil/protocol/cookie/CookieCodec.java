package dev.vigil.protocol.cookie;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes our cookies and reads them back. The 64 bits, most significant first:
 *
 * <pre>
 *   2   generation: 1 + epoch mod 3, in clear
 *  62   enciphered under the epoch's key:
 *         24  peer tag
 *         12  check bits, zero
 *         26  nonce: the serial's place in its epoch
 * </pre>
 *
 * <p>An epoch is {@value #EPOCH_SERIALS} serials, 37 hours 17 minutes; its key is derived from the
 * cluster's secret, so nodes rotate alike with nothing agreed. A cookie is read in its own epoch
 * and in the next one, which is longer than the 24 hours that an ISAKMP SA may live, and one epoch
 * early, for nodes whose clocks differ. No cookie is zero, for no generation is.
 *
 * <p>Eight random bytes are taken for one of ours once in 5,461 times (3/4 of 2^-12). Safe for use
 * by several threads; reading takes well under a microsecond and allocates its result only.
 */
public final class CookieCodec {
  private static final int NONCE_BITS = 26;
  private static final int CHECK_BITS = 12;
  private static final int HALF_BITS = 31;
  private static final int GENERATIONS = 3;
  private static final long EPOCH_SERIALS = 1L << NONCE_BITS;
  private static final long NONCE_MASK = EPOCH_SERIALS - 1;
  private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;
  private static final long BLOCK_MASK = (1L << 2 * HALF_BITS) - 1;

  private final ClusterKeys keys;
  private volatile Epochs epochs;

  private CookieCodec(ClusterKeys keys) {
    this.keys = keys;
    this.epochs = epochsAround(0);
  }

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @throws IllegalArgumentException if it is shorter
   */
  public static CookieCodec of(Secret clusterSecret) {
    return new CookieCodec(new ClusterKeys(clusterSecret));
  }

  /** For how long at least a cookie is read after it was made. */
  public static Duration lifetime() {
    return CookieSerials.lasting(EPOCH_SERIALS);
  }

  /**
   * The cookie of this peer and serial; another one for each pair of them.
   *
   * @param serial as {@link CookieSerials} gives it out
   */
  public Cookie encode(PeerTag tag, long serial) {
    long epoch = serial >>> NONCE_BITS;
    long block = (long) tag.value() << (CHECK_BITS + NONCE_BITS) | serial & NONCE_MASK;
    Epochs near = epochs;
    if (!near.covers(epoch)) {
      near = epochsAround(epoch);
      epochs = near;
    }
    return new Cookie(generation(epoch) << 2 * HALF_BITS | near.of(epoch).encipher(block));
  }

  /** Whom a cookie serves, at this time. */
  public CookieRoute decode(Cookie cookie, Instant now) {
    long current = CookieSerials.at(now) >>> NONCE_BITS;
    Epochs near = epochs;
    if (near.middle() != current) {
      near = epochsAround(current);
      epochs = near;
    }
    long generation = cookie.value() >>> 2 * HALF_BITS;
    for (long epoch = current - 1; epoch <= current + 1; epoch++) {
      if (generation(epoch) == generation) {
        return open(near.of(epoch).decipher(cookie.value() & BLOCK_MASK), epoch);
      }
    }
    return CookieRoute.Foreign.FOREIGN;
  }

  private static CookieRoute open(long block, long epoch) {
    return (block >>> NONCE_BITS & CHECK_MASK) == 0
        ? new CookieRoute.Routed(new PeerTag((int) (block >>> (CHECK_BITS + NONCE_BITS))), epoch)
        : CookieRoute.Foreign.FOREIGN;
  }

  private static long generation(long epoch) {
    return 1L + Math.floorMod(epoch, GENERATIONS);
  }

  private Epochs epochsAround(long epoch) {
    return new Epochs(epoch, key(epoch - 1), key(epoch), key(epoch + 1));
  }

  private Feistel key(long epoch) {
    return keys.permutation("vigil cookie", epoch, HALF_BITS);
  }

  /** The keys of three epochs; derived again, with the same outcome, when time moves on. */
  private record Epochs(long middle, Feistel before, Feistel current, Feistel after) {
    boolean covers(long epoch) {
      return epoch >= middle - 1 && epoch <= middle + 1;
    }

    Feistel of(long epoch) {
      return epoch < middle ? before : epoch == middle ? current : after;
    }
  }
}
