package dev.vigil.protocol.ip;

import dev.vigil.protocol.wire.Decoding;
import java.nio.ByteBuffer;

/**
 * Where a packet's upper layer begins.
 *
 * @param protocol of a later fragment what its header says, which may be an extension header
 * @param at in bytes from the packet's start
 * @param fragmentOffset in units of eight bytes
 */
record UpperLayer(int protocol, int at, int fragmentOffset, boolean moreFragments) {
  /**
   * @param packet its length has been checked
   */
  static Decoding<UpperLayer> ofIpv4(ByteBuffer packet) {
    int header = Ipv4.headerBytes(packet);
    if (Checksum.of(packet, 0, header, 0) != 0) {
      return new Decoding.Malformed<>("IPv4 header checksum is wrong", Ipv4.CHECKSUM_AT);
    }
    int fragment = packet.getShort(Ipv4.FRAGMENT_AT);
    return new Decoding.Decoded<>(
        new UpperLayer(
            packet.get(Ipv4.PROTOCOL_AT) & 0xff,
            header,
            fragment & Ipv4.OFFSET_MASK,
            (fragment & Ipv4.MORE_FRAGMENTS) != 0));
  }

  /**
   * Goes along the extension headers. Each is at least eight bytes long, so the packet's length
   * bounds the way.
   *
   * @param packet its length has been checked, and its limit is that
   */
  static Decoding<UpperLayer> ofIpv6(ByteBuffer packet) {
    int protocol = packet.get(Ipv6.NEXT_HEADER_AT) & 0xff;
    int at = Ipv6.HEADER_BYTES;
    boolean moreFragments = false;
    while (Ipv6.isExtension(protocol)) {
      if (at + Ipv6.FRAGMENT_HEADER_BYTES > packet.limit()) {
        return new Decoding.Malformed<>("IPv6 extension header is cut off", at);
      }
      int next = packet.get(at) & 0xff;
      if (protocol == Ipv6.FRAGMENT) {
        int fragment = packet.getShort(at + 2) & 0xffff;
        at += Ipv6.FRAGMENT_HEADER_BYTES;
        moreFragments |= (fragment & 1) != 0;
        if (fragment >> 3 != 0) {
          return new Decoding.Decoded<>(new UpperLayer(next, at, fragment >> 3, moreFragments));
        }
      } else {
        at += 8 * (1 + (packet.get(at + 1) & 0xff));
      }
      protocol = next;
    }
    return at > packet.limit()
        ? new Decoding.Malformed<>("IPv6 extension header is cut off", packet.limit())
        : new Decoding.Decoded<>(new UpperLayer(protocol, at, 0, moreFragments));
  }
}
