package dev.vigil.actors.router;

import java.net.InetAddress;
import java.time.Instant;

/**
 * How much a source may have forwarded. Sources share a bucket by a hash, so that the table never
 * grows; a bucket is full again each tenth of a second.
 */
final class SourceRates {
  private static final int BUCKETS = 1 << 12;
  private static final int TENTHS = 10;

  private final int perTenth;
  private final int salt;
  private final long[] tenths = new long[BUCKETS];
  private final int[] used = new int[BUCKETS];

  /**
   * @param perSecond datagrams of one source in a second
   * @param salt any number that senders do not know
   */
  SourceRates(int perSecond, int salt) {
    this.perTenth = Math.max(1, perSecond / TENTHS);
    this.salt = salt;
  }

  /** Whether one more may pass. */
  boolean admits(InetAddress source, Instant now) {
    int mixed = (source.hashCode() ^ salt) * 0x9e3779b1;
    int bucket = mixed >>> (Integer.SIZE - 12);
    long tenth = Math.floorDiv(now.toEpochMilli(), 1000 / TENTHS);
    if (tenths[bucket] != tenth) {
      tenths[bucket] = tenth;
      used[bucket] = 0;
    }
    return used[bucket]++ < perTenth;
  }
}
