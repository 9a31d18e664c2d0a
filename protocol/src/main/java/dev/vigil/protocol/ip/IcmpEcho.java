package dev.vigil.protocol.ip;

import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A ping or its answer (RFC 792; RFC 4443 §4 for IPv6).
 *
 * @param reply else a request
 * @param identifier 16 bits, tells one pinger from another
 * @param sequence 16 bits, tells one of its pings from another
 */
public record IcmpEcho(
    InetAddress source,
    InetAddress destination,
    boolean reply,
    int identifier,
    int sequence,
    Octets data) {
  private static final int HEADER_BYTES = 8;
  private static final int CHECKSUM_AT = 2;
  private static final int IDENTIFIER_AT = 4;
  private static final int SEQUENCE_AT = 6;
  private static final int REQUEST_TYPE = 8;
  private static final int REPLY_TYPE = 0;
  private static final int REQUEST_TYPE_V6 = 128;
  private static final int REPLY_TYPE_V6 = 129;
  private static final int HOP_LIMIT = 64;

  /** What the router's ping fills a request with: 0xABCD again and again. */
  private static final int[] PATTERN = {0xab, 0xcd};

  /**
   * A request.
   *
   * @param bytes of the whole IP packet
   * @throws IllegalArgumentException if that is less than the headers or more than 65,535
   */
  public static IcmpEcho request(
      InetAddress source, InetAddress destination, int identifier, int sequence, int bytes) {
    int headers = HEADER_BYTES + (source.getAddress().length == 16 ? 40 : 20);
    if (bytes < headers || bytes > 0xffff) {
      throw new IllegalArgumentException("ping of " + bytes + " bytes");
    }
    byte[] data = new byte[bytes - headers];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) PATTERN[i % PATTERN.length];
    }
    return new IcmpEcho(
        source, destination, false, identifier & 0xffff, sequence & 0xffff, Octets.wrap(data));
  }

  /** Reads one; empty if it is something else, a fragment, or its checksum is wrong. */
  public static Optional<IcmpEcho> of(IpPacket packet) {
    boolean ipv6 = packet.version() == 6;
    int protocol = ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
    Octets octets = packet.octets();
    int at = packet.payloadAt();
    int length = packet.length() - at;
    if (packet.protocol() != protocol || packet.isFragment() || length < HEADER_BYTES) {
      return Optional.empty();
    }
    boolean reply = octets.at(at) == type(ipv6, true);
    if (!reply && octets.at(at) != type(ipv6, false) || octets.at(at + 1) != 0) {
      return Optional.empty();
    }
    ByteBuffer bytes = octets.asBuffer();
    long pseudo = ipv6 ? Checksum.pseudoHeader(bytes, length, protocol) : 0;
    if (Checksum.of(bytes, at, octets.length(), pseudo) != 0) {
      return Optional.empty();
    }
    return Optional.of(
        new IcmpEcho(
            packet.source(),
            packet.destination(),
            reply,
            bytes.getShort(at + IDENTIFIER_AT) & 0xffff,
            bytes.getShort(at + SEQUENCE_AT) & 0xffff,
            octets.slice(at + HEADER_BYTES, length - HEADER_BYTES)));
  }

  /**
   * The answer to a request. RFC 792: "the source and destination addresses are simply reversed",
   * and "The data received in the echo message must be returned in the echo reply message."
   */
  public IcmpEcho answer() {
    return new IcmpEcho(
        /* source= */ destination, /* destination= */ source, true, identifier, sequence, data);
  }

  /** Whether it is what {@code request} asked for. */
  public boolean answers(IcmpEcho request) {
    return reply && equals(request.answer());
  }

  /** As an IP packet. */
  public Octets packet() {
    boolean ipv6 = source.getAddress().length == Ipv6.ADDRESS_BYTES;
    int protocol = ipv6 ? IpProtocol.ICMPV6 : IpProtocol.ICMP;
    IpHeader header = new IpHeader(source, destination, protocol, HOP_LIMIT, sequence);
    int at = header.bytes();
    int length = HEADER_BYTES + data.length();
    byte[] packet = new byte[at + length];
    data.copyTo(packet, at + HEADER_BYTES);
    ByteBuffer bytes = ByteBuffer.wrap(packet);
    header.write(bytes);
    bytes.put(at, (byte) type(ipv6, reply));
    bytes.putShort(at + IDENTIFIER_AT, (short) identifier);
    bytes.putShort(at + SEQUENCE_AT, (short) sequence);
    long pseudo = ipv6 ? Checksum.pseudoHeader(bytes, length, protocol) : 0;
    int checksum = Checksum.of(bytes, at, packet.length, pseudo);
    bytes.putShort(at + CHECKSUM_AT, (short) checksum);
    return Octets.wrap(packet);
  }

  private static int type(boolean ipv6, boolean reply) {
    if (ipv6) {
      return reply ? REPLY_TYPE_V6 : REQUEST_TYPE_V6;
    }
    return reply ? REPLY_TYPE : REQUEST_TYPE;
  }
}
