package dev.vigil.actors.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * C's {@code sockaddr_in} (16 bytes) and {@code sockaddr_in6} (28 bytes) of Linux: family in host
 * order at 0, port in network order at 2, then the address at 4, or flow label at 4, address at 8
 * and scope at 24.
 */
final class SocketAddress {
  static final int BYTES = 28;
  private static final int BYTES_4 = 16;
  private static final ValueLayout.OfShort PORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddress() {}

  /** Writes {@code address} at {@code at} and returns its length in bytes. */
  static int encode(InetSocketAddress address, MemorySegment into, long at) {
    byte[] bytes = address.getAddress().getAddress();
    into.set(PORT, at + 2, (short) address.getPort());
    if (bytes.length == 4) {
      into.set(JAVA_SHORT_UNALIGNED, at, (short) Libc.AF_INET);
      MemorySegment.copy(bytes, 0, into, JAVA_BYTE, at + 4, 4);
      into.set(JAVA_LONG_UNALIGNED, at + 8, 0);
      return BYTES_4;
    }
    into.set(JAVA_SHORT_UNALIGNED, at, (short) Libc.AF_INET6);
    into.set(INT, at + 4, 0);
    MemorySegment.copy(bytes, 0, into, JAVA_BYTE, at + 8, 16);
    int scope = address.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
    into.set(JAVA_INT_UNALIGNED, at + 24, scope);
    return BYTES;
  }

  static boolean isIpv6(MemorySegment from, long at) {
    return from.get(JAVA_SHORT_UNALIGNED, at) == Libc.AF_INET6;
  }

  static int port(MemorySegment from, long at) {
    return from.get(PORT, at + 2) & 0xffff;
  }

  /** Upper half of an IPv6 address, 0 for IPv4. */
  static long high(MemorySegment from, long at) {
    return isIpv6(from, at) ? from.get(LONG, at + 8) : 0;
  }

  /** Lower half of an IPv6 address, or the whole IPv4 address. */
  static long low(MemorySegment from, long at) {
    return isIpv6(from, at) ? from.get(LONG, at + 16) : from.get(INT, at + 4) & 0xffffffffL;
  }

  static InetSocketAddress decode(MemorySegment from, long at) {
    try {
      InetAddress address;
      if (isIpv6(from, at)) {
        byte[] bytes =
            ByteBuffer.allocate(16).putLong(high(from, at)).putLong(low(from, at)).array();
        int scope = from.get(JAVA_INT_UNALIGNED, at + 24);
        address = Inet6Address.getByAddress(null, bytes, scope == 0 ? -1 : scope);
      } else {
        address =
            InetAddress.getByAddress(ByteBuffer.allocate(4).putInt((int) low(from, at)).array());
      }
      return new InetSocketAddress(address, port(from, at));
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address of 4 or 16 bytes was refused", impossible);
    }
  }
}
