package dev.vigil.protocol.ip;

import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Packets and addresses for tests. */
final class Packets {
  private Packets() {}

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  /** Checked. */
  static IpPacket view(Octets octets) {
    return switch (IpPacket.of(octets)) {
      case Decoding.Decoded<IpPacket>(IpPacket packet) -> packet;
      case Decoding.Malformed<IpPacket> malformed ->
          throw new AssertionError(malformed + " in " + octets);
    };
  }

  /** With the ports as first bytes of the upper layer, and four more. */
  static IpPacket packet(
      String source, int sourcePort, String destination, int destinationPort, int protocol) {
    String upper = "%04x%04x00000000".formatted(sourcePort, destinationPort);
    IpHeader header = new IpHeader(address(source), address(destination), protocol, 64, 1);
    return view(header.around(Octets.ofHex(upper)));
  }

  static Octets hex(String text) {
    return Octets.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
  }

  /** IPv4, header checksum made right. */
  static Octets sealed(String text) {
    byte[] bytes = hex(text).toArray();
    java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
    buffer.putShort(Ipv4.CHECKSUM_AT, (short) 0);
    int checksum = Checksum.of(buffer, 0, Ipv4.headerBytes(buffer), 0);
    buffer.putShort(Ipv4.CHECKSUM_AT, (short) checksum);
    return Octets.wrap(bytes);
  }
}
