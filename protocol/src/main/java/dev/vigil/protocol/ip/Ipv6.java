package dev.vigil.protocol.ip;

import java.nio.ByteBuffer;

/** Where things lie in an IPv6 header (RFC 8200 §3, §4). */
final class Ipv6 {
  static final int HEADER_BYTES = 40;
  static final int ADDRESS_BYTES = 16;
  static final int LENGTH_AT = 4;
  static final int NEXT_HEADER_AT = 6;
  static final int HOP_LIMIT_AT = 7;
  static final int SOURCE_AT = 8;
  static final int DESTINATION_AT = 24;
  static final int FRAGMENT = 44;
  static final int FRAGMENT_HEADER_BYTES = 8;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int DESTINATION_OPTIONS = 60;

  private Ipv6() {}

  /** Header and payload length together; -1 if that is more than what is there. No jumbograms. */
  static int length(ByteBuffer packet) {
    if (packet.limit() < HEADER_BYTES) {
      return -1;
    }
    int length = HEADER_BYTES + (packet.getShort(LENGTH_AT) & 0xffff);
    return length > packet.limit() ? -1 : length;
  }

  /**
   * Whether to look behind it for the protocol. RFC 4301 §4.4.1.1: the headers to skip "SHOULD
   * include the following protocols: 0 (Hop-by-hop options), 43 (Routing Header), 44 (Fragmentation
   * Header), and 60 (Destination Options)", and neither AH nor ESP.
   */
  static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS -> true;
      default -> false;
    };
  }
}
