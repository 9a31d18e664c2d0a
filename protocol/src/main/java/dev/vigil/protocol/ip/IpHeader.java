package dev.vigil.protocol.ip;

import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * A header to be written: IPv4 without options, or IPv6 without extension headers, by what its
 * addresses are.
 *
 * @param protocol of what follows, 0 to 255
 * @param hopLimit time to live, 1 to 255
 * @param identification 16 bits, IPv4 only: tells the fragments of one packet from another's
 */
public record IpHeader(
    InetAddress source, InetAddress destination, int protocol, int hopLimit, int identification) {
  private static final int MOST_BYTES = 0xffff;

  /**
   * @throws IllegalArgumentException if the addresses are of two families
   */
  public IpHeader {
    if (source.getAddress().length != destination.getAddress().length) {
      throw new IllegalArgumentException("addresses of two families");
    }
  }

  public boolean ipv6() {
    return source.getAddress().length == Ipv6.ADDRESS_BYTES;
  }

  /** Length of the header, 20 or 40. */
  public int bytes() {
    return ipv6() ? Ipv6.HEADER_BYTES : Ipv4.HEADER_BYTES;
  }

  /**
   * The whole packet.
   *
   * @throws IllegalArgumentException if that is more than 65,535 bytes
   */
  public Octets around(Octets payload) {
    int length = bytes() + payload.length();
    if (length > MOST_BYTES) {
      throw new IllegalArgumentException("IP packet of " + length + " bytes");
    }
    byte[] packet = new byte[length];
    payload.copyTo(packet, bytes());
    write(ByteBuffer.wrap(packet));
    return Octets.wrap(packet);
  }

  /**
   * Writes the header to the buffer's start.
   *
   * @param packet its limit is the packet's whole length
   */
  void write(ByteBuffer packet) {
    if (ipv6()) {
      packet.putInt(0, 6 << 28);
      packet.putShort(Ipv6.LENGTH_AT, (short) (packet.limit() - Ipv6.HEADER_BYTES));
      packet.put(Ipv6.NEXT_HEADER_AT, (byte) protocol);
      packet.put(Ipv6.HOP_LIMIT_AT, (byte) hopLimit);
      packet.put(Ipv6.SOURCE_AT, source.getAddress());
      packet.put(Ipv6.DESTINATION_AT, destination.getAddress());
      return;
    }
    packet.put(0, (byte) 0x45);
    packet.putShort(Ipv4.LENGTH_AT, (short) packet.limit());
    packet.putShort(Ipv4.IDENTIFICATION_AT, (short) identification);
    packet.put(Ipv4.TIME_TO_LIVE_AT, (byte) hopLimit);
    packet.put(Ipv4.PROTOCOL_AT, (byte) protocol);
    packet.put(Ipv4.SOURCE_AT, source.getAddress());
    packet.put(Ipv4.DESTINATION_AT, destination.getAddress());
    int checksum = Checksum.of(packet, 0, Ipv4.HEADER_BYTES, 0);
    packet.putShort(Ipv4.CHECKSUM_AT, (short) checksum);
  }
}
