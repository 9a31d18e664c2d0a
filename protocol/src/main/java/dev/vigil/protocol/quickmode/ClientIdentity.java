package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** IDci and IDcr (RFC 2409 §5.5) in the forms of RFC 2407 §4.6.2 that name addresses. */
final class ClientIdentity {
  private ClientIdentity() {}

  /**
   * RFC 2407 §4.6.2.3, §4.6.2.7: a subnet is "represented by two four (4) octet values. The first
   * value is an IPv4 address. The second is an IPv4 network mask"; for IPv6 likewise with sixteen.
   */
  static Payload.Identification of(TrafficSelector selector) {
    boolean v4 = selector.addressBits() == 32;
    Octets address = Octets.of(selector.prefix().getAddress());
    if (selector.isHost()) {
      int type = v4 ? IdType.IPV4_ADDR : IdType.IPV6_ADDR;
      return new Payload.Identification(type, selector.protocol(), selector.port(), address);
    }
    int type = v4 ? IdType.IPV4_ADDR_SUBNET : IdType.IPV6_ADDR_SUBNET;
    Octets data = address.plus(mask(address.length(), selector.prefixLength()));
    return new Payload.Identification(type, selector.protocol(), selector.port(), data);
  }

  /**
   * @throws Refusal if it does not name a host or a prefix
   */
  static TrafficSelector read(Payload.Identification id) {
    Octets data = id.data();
    return switch (id.idType()) {
      case IdType.IPV4_ADDR -> selector(id, data, 4, 32);
      case IdType.IPV6_ADDR -> selector(id, data, 16, 128);
      case IdType.IPV4_ADDR_SUBNET -> selector(id, data, 8, prefixLength(data, 4));
      case IdType.IPV6_ADDR_SUBNET -> selector(id, data, 32, prefixLength(data, 16));
      case IdType.IPV4_ADDR_RANGE, IdType.IPV6_ADDR_RANGE ->
          throw Refusal.identity("client identity is an address range, only prefixes are served");
      default -> throw Refusal.identity("client identity of type " + id.idType());
    };
  }

  private static TrafficSelector selector(
      Payload.Identification id, Octets data, int length, int prefixLength) {
    if (data.length() != length) {
      throw Refusal.identity(
          "client identity of type %d has %d bytes".formatted(id.idType(), data.length()));
    }
    byte[] bytes = data.slice(0, length == 8 || length == 32 ? length / 2 : length).toArray();
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      // Java makes an IPv4 address of an IPv4-mapped IPv6 one (RFC 4291 §2.5.5.2), which names no
      // host on a wire.
      if (address.getAddress().length != bytes.length) {
        throw Refusal.identity("client identity is an IPv4-mapped address");
      }
      return new TrafficSelector(address, prefixLength, id.protocol(), id.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private static int prefixLength(Octets data, int addressBytes) {
    if (data.length() != 2 * addressBytes) {
      return 0;
    }
    Octets mask = data.slice(addressBytes, addressBytes);
    int bits = 0;
    while (bits < 8 * addressBytes && (mask.at(bits / 8) & 0x80 >> bits % 8) != 0) {
      bits++;
    }
    if (!mask.equals(mask(addressBytes, bits))) {
      throw Refusal.identity("client identity has a network mask with gaps");
    }
    return bits;
  }

  private static Octets mask(int addressBytes, int bits) {
    byte[] mask = new byte[addressBytes];
    for (int i = 0; i < bits; i++) {
      mask[i / 8] |= (byte) (0x80 >> i % 8);
    }
    return Octets.wrap(mask);
  }
}
