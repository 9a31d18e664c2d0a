package dev.vigil.protocol.ip;

import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071). */
final class Checksum {
  private Checksum() {}

  /**
   * The 16-bit one's complement of the sum of the bytes from {@code from} to {@code end}, an odd
   * one at the end filled up with zero. Over bytes that hold their own right checksum it is 0.
   *
   * @param more a sum of 16-bit words that counts in too, as of a pseudo-header
   */
  static int of(ByteBuffer bytes, int from, int end, long more) {
    long sum = more;
    int at = from;
    for (; at + 1 < end; at += 2) {
      sum += bytes.getShort(at) & 0xffff;
    }
    if (at < end) {
      sum += (bytes.get(at) & 0xff) << 8;
    }
    while (sum >>> 16 != 0) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (int) ~sum & 0xffff;
  }

  /**
   * The sum of IPv6's pseudo-header (RFC 8200 §8.1): addresses, length and protocol.
   *
   * @param packet an IPv6 packet, its addresses in place
   */
  static long pseudoHeader(ByteBuffer packet, int length, int protocol) {
    long sum = (long) length + protocol;
    for (int at = Ipv6.SOURCE_AT; at < Ipv6.HEADER_BYTES; at += 2) {
      sum += packet.getShort(at) & 0xffff;
    }
    return sum;
  }
}
