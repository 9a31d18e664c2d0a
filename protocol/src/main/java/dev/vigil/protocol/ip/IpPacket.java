package dev.vigil.protocol.ip;

import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * An IPv4 or IPv6 packet whose headers have been checked: lengths, the chain of extension headers,
 * and IPv4's header checksum. What the upper layer holds has not.
 */
public final class IpPacket {
  private final Octets octets;
  private final UpperLayer upper;

  private IpPacket(Octets octets, UpperLayer upper) {
    this.octets = octets;
    this.upper = upper;
  }

  /** Checks a packet. What follows its own length, such as a link's padding, is cut off. */
  public static Decoding<IpPacket> of(Octets octets) {
    int length = lengthOf(octets);
    if (length < 0) {
      return new Decoding.Malformed<>("neither an IPv4 nor an IPv6 packet, or not whole", 0);
    }
    Octets exact = length == octets.length() ? octets : octets.slice(0, length);
    ByteBuffer bytes = exact.asBuffer();
    Decoding<UpperLayer> upper =
        isIpv4(exact) ? UpperLayer.ofIpv4(bytes) : UpperLayer.ofIpv6(bytes);
    return switch (upper) {
      case Decoding.Decoded<UpperLayer>(UpperLayer layer) ->
          new Decoding.Decoded<>(new IpPacket(exact, layer));
      case Decoding.Malformed<UpperLayer>(String reason, int offset) ->
          new Decoding.Malformed<>(reason, offset);
    };
  }

  /**
   * The length that the header at the start of {@code octets} says, in bytes and with the header
   * itself; -1 if there is none, or less is there.
   */
  public static int lengthOf(Octets octets) {
    if (octets.isEmpty()) {
      return -1;
    }
    return switch (octets.at(0) >> 4) {
      case 4 -> Ipv4.length(octets.asBuffer());
      case 6 -> Ipv6.length(octets.asBuffer());
      default -> -1;
    };
  }

  /** The whole packet. */
  public Octets octets() {
    return octets;
  }

  public int length() {
    return octets.length();
  }

  /** 4 or 6. */
  public int version() {
    return octets.at(0) >> 4;
  }

  public InetAddress source() {
    return isIpv4(octets) ? address(Ipv4.SOURCE_AT) : address(Ipv6.SOURCE_AT);
  }

  public InetAddress destination() {
    return isIpv4(octets) ? address(Ipv4.DESTINATION_AT) : address(Ipv6.DESTINATION_AT);
  }

  /** Of the upper layer, behind extension headers; 0 to 255. */
  public int protocol() {
    return upper.protocol();
  }

  /** Whether it is a part of a packet, the first one or another. */
  public boolean isFragment() {
    return upper.moreFragments() || isLaterFragment();
  }

  /** Whether it is a part of a packet, and not the first: it has no ports. */
  public boolean isLaterFragment() {
    return upper.fragmentOffset() != 0;
  }

  /** Empty where the protocol has none, and in a later fragment. */
  public OptionalInt sourcePort() {
    return port(0);
  }

  /** As {@link #sourcePort}. */
  public OptionalInt destinationPort() {
    return port(2);
  }

  /** The upper layer's header and data; of a fragment this part of them. */
  public Octets payload() {
    return octets.slice(upper.at(), octets.length() - upper.at());
  }

  /** Version, addresses, protocol and length. */
  @Override
  public String toString() {
    return "IPv%d %s -> %s protocol %d, %d bytes"
        .formatted(
            version(),
            source().getHostAddress(),
            destination().getHostAddress(),
            protocol(),
            length());
  }

  /** Where the payload begins. */
  int payloadAt() {
    return upper.at();
  }

  /** The source's first eight bytes, of IPv4 its four followed by zero. */
  long sourceHigh() {
    return high(isIpv4(octets) ? Ipv4.SOURCE_AT : Ipv6.SOURCE_AT);
  }

  /** The source's other eight bytes, of IPv4 zero. */
  long sourceLow() {
    return isIpv4(octets) ? 0 : octets.longAt(Ipv6.SOURCE_AT + Long.BYTES);
  }

  /** As {@link #sourceHigh}. */
  long destinationHigh() {
    return high(isIpv4(octets) ? Ipv4.DESTINATION_AT : Ipv6.DESTINATION_AT);
  }

  /** As {@link #sourceLow}. */
  long destinationLow() {
    return isIpv4(octets) ? 0 : octets.longAt(Ipv6.DESTINATION_AT + Long.BYTES);
  }

  private long high(int at) {
    return isIpv4(octets) ? (long) octets.intAt(at) << Integer.SIZE : octets.longAt(at);
  }

  private OptionalInt port(int at) {
    if (isLaterFragment()
        || !IpProtocol.hasPorts(upper.protocol())
        || upper.at() + Integer.BYTES > octets.length()) {
      return OptionalInt.empty();
    }
    int from = upper.at() + at;
    return OptionalInt.of(octets.at(from) << 8 | octets.at(from + 1));
  }

  private InetAddress address(int at) {
    try {
      // Not InetAddress.getByAddress for IPv6: it makes IPv4 of an IPv4-mapped address.
      return isIpv4(octets)
          ? InetAddress.getByAddress(octets.slice(at, Ipv4.ADDRESS_BYTES).toArray())
          : Inet6Address.getByAddress(null, octets.slice(at, Ipv6.ADDRESS_BYTES).toArray(), -1);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static boolean isIpv4(Octets octets) {
    return octets.at(0) >> 4 == 4;
  }
}
