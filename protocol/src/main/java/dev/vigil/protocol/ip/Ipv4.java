package dev.vigil.protocol.ip;

import java.nio.ByteBuffer;

/** Where things lie in an IPv4 header (RFC 791 §3.1). */
final class Ipv4 {
  /** Without options. */
  static final int HEADER_BYTES = 20;

  static final int ADDRESS_BYTES = 4;
  static final int LENGTH_AT = 2;
  static final int IDENTIFICATION_AT = 4;
  static final int FRAGMENT_AT = 6;
  static final int DONT_FRAGMENT = 0x4000;
  static final int MORE_FRAGMENTS = 0x2000;
  static final int OFFSET_MASK = 0x1fff;
  static final int TIME_TO_LIVE_AT = 8;
  static final int PROTOCOL_AT = 9;
  static final int CHECKSUM_AT = 10;
  static final int SOURCE_AT = 12;
  static final int DESTINATION_AT = 16;

  private Ipv4() {}

  /** With options; says nothing of whether it fits. */
  static int headerBytes(ByteBuffer packet) {
    return 4 * (packet.get(0) & 0x0f);
  }

  /**
   * The total length; -1 if there is no whole header, or that length is shorter than it or longer
   * than what is there.
   */
  static int length(ByteBuffer packet) {
    if (packet.limit() < HEADER_BYTES) {
      return -1;
    }
    int header = headerBytes(packet);
    int length = packet.getShort(LENGTH_AT) & 0xffff;
    return header < HEADER_BYTES || length < header || length > packet.limit() ? -1 : length;
  }
}
