package dev.vigil.decode;

import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the UDP datagrams in frames: Ethernet with VLAN tags, Linux cooked, loopback and raw IP;
 * IPv4 and IPv6, fragments put together. What cannot be read is passed over.
 */
final class UdpReader {
  private static final int UDP = 17;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int OPEN_REASSEMBLIES = 64;
  private static final int MORE_FRAGMENTS = 0x2000;

  private record FragmentKey(InetAddress from, InetAddress to, int id) {}

  private static final class Reassembly {
    final TreeMap<Integer, ByteBuffer> parts = new TreeMap<>();
    int total = -1;
  }

  private final Map<FragmentKey, Reassembly> open =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FragmentKey, Reassembly> eldest) {
          return size() > OPEN_REASSEMBLIES;
        }
      };

  /** The datagram that this frame holds or completes. */
  Optional<UdpDatagram> read(Frame frame) {
    ByteBuffer bytes = frame.bytes().duplicate().order(ByteOrder.BIG_ENDIAN);
    try {
      return switch (frame.linkType()) {
        case 1 -> ethernet(frame, bytes, 12);
        case 113 -> network(frame, bytes, bytes.getShort(14) & 0xffff, 16);
        case 276 -> network(frame, bytes, bytes.getShort(0) & 0xffff, 20);
        case 0, 108 -> byVersion(frame, bytes, 4);
        case 12, 14, 101, 228, 229 -> byVersion(frame, bytes, 0);
        default -> Optional.empty();
      };
    } catch (IndexOutOfBoundsException cutOff) {
      return Optional.empty();
    }
  }

  private Optional<UdpDatagram> ethernet(Frame frame, ByteBuffer bytes, int typeAt) {
    int at = typeAt;
    int type = bytes.getShort(at) & 0xffff;
    while (type == 0x8100 || type == 0x88a8) {
      at += 4;
      type = bytes.getShort(at) & 0xffff;
    }
    return network(frame, bytes, type, at + 2);
  }

  private Optional<UdpDatagram> byVersion(Frame frame, ByteBuffer bytes, int at) {
    return network(frame, bytes, bytes.get(at) >>> 4 == 6 ? IPV6 : IPV4, at);
  }

  private Optional<UdpDatagram> network(Frame frame, ByteBuffer bytes, int type, int at) {
    return switch (type) {
      case IPV4 -> ipv4(frame, bytes, at);
      case IPV6 -> ipv6(frame, bytes, at);
      default -> Optional.empty();
    };
  }

  private Optional<UdpDatagram> ipv4(Frame frame, ByteBuffer bytes, int at) {
    int header = (bytes.get(at) & 0x0f) * 4;
    int total = Math.min(bytes.getShort(at + 2) & 0xffff, bytes.limit() - at);
    if (bytes.get(at) >>> 4 != 4 || header < 20 || bytes.get(at + 9) != UDP) {
      return Optional.empty();
    }
    InetAddress from = address(bytes, at + 12, 4);
    InetAddress to = address(bytes, at + 16, 4);
    ByteBuffer body = bytes.slice(at + header, total - header);
    int fragment = bytes.getShort(at + 6) & 0xffff;
    boolean more = (fragment & MORE_FRAGMENTS) != 0;
    int offset = (fragment & 0x1fff) * 8;
    if (!more && offset == 0) {
      return udp(frame, from, to, body);
    }
    int id = bytes.getShort(at + 4) & 0xffff;
    return reassembled(new FragmentKey(from, to, id), offset, more, body)
        .flatMap(whole -> udp(frame, from, to, whole));
  }

  private Optional<UdpDatagram> ipv6(Frame frame, ByteBuffer bytes, int at) {
    InetAddress from = address(bytes, at + 8, 16);
    InetAddress to = address(bytes, at + 24, 16);
    int next = bytes.get(at + 6) & 0xff;
    int body = at + 40;
    int end = Math.min(body + (bytes.getShort(at + 4) & 0xffff), bytes.limit());
    while (next == 0 || next == 43 || next == 60) {
      next = bytes.get(body) & 0xff;
      body += 8 + 8 * (bytes.get(body + 1) & 0xff);
    }
    if (next == 44) {
      int fragment = bytes.getShort(body + 2) & 0xffff;
      FragmentKey key = new FragmentKey(from, to, bytes.getInt(body + 4));
      if ((bytes.get(body) & 0xff) != UDP) {
        return Optional.empty();
      }
      ByteBuffer part = bytes.slice(body + 8, end - body - 8);
      return reassembled(key, fragment & 0xfff8, (fragment & 1) != 0, part)
          .flatMap(whole -> udp(frame, from, to, whole));
    }
    return next == UDP ? udp(frame, from, to, bytes.slice(body, end - body)) : Optional.empty();
  }

  private Optional<ByteBuffer> reassembled(
      FragmentKey key, int offset, boolean more, ByteBuffer part) {
    Reassembly reassembly = open.computeIfAbsent(key, k -> new Reassembly());
    reassembly.parts.put(offset, part);
    if (!more) {
      reassembly.total = offset + part.limit();
    }
    int end = 0;
    for (Map.Entry<Integer, ByteBuffer> piece : reassembly.parts.entrySet()) {
      if (piece.getKey() > end) {
        return Optional.empty();
      }
      end = Math.max(end, piece.getKey() + piece.getValue().limit());
    }
    if (reassembly.total < 0 || end < reassembly.total) {
      return Optional.empty();
    }
    open.remove(key);
    byte[] whole = new byte[end];
    reassembly.parts.forEach((at, piece) -> piece.get(0, whole, at, piece.limit()));
    return Optional.of(ByteBuffer.wrap(whole));
  }

  private static Optional<UdpDatagram> udp(
      Frame frame, InetAddress from, InetAddress to, ByteBuffer segment) {
    int length = segment.getShort(4) & 0xffff;
    byte[] payload = new byte[Math.max(0, Math.min(length, segment.limit()) - 8)];
    segment.get(8, payload);
    return Optional.of(
        new UdpDatagram(
            frame.number(),
            frame.time(),
            new InetSocketAddress(from, segment.getShort(0) & 0xffff),
            new InetSocketAddress(to, segment.getShort(2) & 0xffff),
            Octets.wrap(payload)));
  }

  private static InetAddress address(ByteBuffer bytes, int at, int length) {
    byte[] address = new byte[length];
    bytes.get(at, address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
