package dev.vigil.actors.serialization;

import dev.vigil.actors.router.Forwarded;
import dev.vigil.actors.router.Taken;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Datagrams between the routers of two nodes, most significant byte first. The few addresses of
 * ours stand at the front and once:
 *
 * <pre>
 *   1  version
 *   8  sender's uid
 *   8  total
 *   1  addresses of ours; for each: 1 marked, 1 length of address (4, 16), address, 2 port
 *   2  datagrams; for each: 1 which address of ours, 1 length of the peer's, address, 2 port,
 *      2 length of datagram, datagram
 * </pre>
 */
final class ForwardedForm {
  static final byte VERSION = 1;
  private static final int FIXED = 1 + Long.BYTES + Long.BYTES;
  private static final int MOST_LOCALS = 255;
  private static final int MOST_DATAGRAMS = 0xffff;
  private static final int IPV6_BYTES = 16;
  private static final int END_BYTES = 2 + IPV6_BYTES + Short.BYTES;

  private record Local(InetSocketAddress address, boolean marked) {}

  private ForwardedForm() {}

  static byte[] encode(Forwarded batch) {
    Map<Local, Integer> locals = new LinkedHashMap<>();
    int bytes = 0;
    for (Datagram datagram : batch.datagrams()) {
      locals.putIfAbsent(local(datagram.path()), locals.size());
      bytes += END_BYTES + Short.BYTES + datagram.bytes().length();
    }
    if (locals.size() > MOST_LOCALS || batch.datagrams().size() > MOST_DATAGRAMS) {
      throw new IllegalArgumentException("too much for one message");
    }
    ByteBuffer into =
        ByteBuffer.allocate(FIXED + 1 + locals.size() * END_BYTES + Short.BYTES + bytes);
    into.put(VERSION).putLong(batch.sender()).putLong(batch.total());
    into.put((byte) locals.size());
    locals
        .keySet()
        .forEach(local -> {
          into.put((byte) (local.marked() ? 1 : 0));
          write(local.address(), into);
        });
    into.putShort((short) batch.datagrams().size());
    for (Datagram datagram : batch.datagrams()) {
      into.put(locals.getOrDefault(local(datagram.path()), 0).byteValue());
      write(datagram.path().remote(), into);
      into.putShort((short) datagram.bytes().length());
      datagram.bytes().writeTo(into);
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  private static Local local(Path path) {
    return new Local(path.local(), path.marked());
  }

  private static void write(InetSocketAddress address, ByteBuffer into) {
    byte[] bytes = address.getAddress().getAddress();
    into.put((byte) bytes.length).put(bytes).putShort((short) address.getPort());
  }

  static Forwarded decode(byte[] bytes) throws NotSerializableException {
    try {
      ByteBuffer from = versioned(bytes);
      long sender = from.getLong();
      long total = from.getLong();
      List<Local> locals = new ArrayList<>();
      for (int left = from.get() & 0xff; left > 0; left--) {
        boolean marked = from.get() != 0;
        locals.add(new Local(address(from), marked));
      }
      int count = from.getShort() & 0xffff;
      List<Datagram> datagrams = new ArrayList<>();
      for (int left = count; left > 0; left--) {
        Local local = locals.get(from.get() & 0xff);
        InetSocketAddress remote = address(from);
        byte[] datagram = new byte[from.getShort() & 0xffff];
        from.get(datagram);
        datagrams.add(
            new Datagram(Octets.wrap(datagram), new Path(local.address(), remote, local.marked())));
      }
      end(from);
      return new Forwarded(sender, total, datagrams);
    } catch (BufferUnderflowException | IndexOutOfBoundsException malformed) {
      throw malformed(malformed);
    }
  }

  static byte[] encode(Taken taken) {
    return ByteBuffer.allocate(FIXED)
        .put(VERSION)
        .putLong(taken.receiver())
        .putLong(taken.total())
        .array();
  }

  static Taken decodeTaken(byte[] bytes) throws NotSerializableException {
    try {
      ByteBuffer from = versioned(bytes);
      Taken taken = new Taken(from.getLong(), from.getLong());
      end(from);
      return taken;
    } catch (BufferUnderflowException malformed) {
      throw malformed(malformed);
    }
  }

  private static ByteBuffer versioned(byte[] bytes) throws NotSerializableException {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    byte version = from.get();
    if (version != VERSION) {
      throw new NotSerializableException("version " + version + " of forwarded datagrams");
    }
    return from;
  }

  private static void end(ByteBuffer from) throws NotSerializableException {
    if (from.hasRemaining()) {
      throw new NotSerializableException("forwarded datagrams are followed by more");
    }
  }

  private static InetSocketAddress address(ByteBuffer from) throws NotSerializableException {
    byte[] bytes = new byte[from.get() & 0x1f];
    from.get(bytes);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), from.getShort() & 0xffff);
    } catch (UnknownHostException wrongLength) {
      throw malformed(wrongLength);
    }
  }

  private static NotSerializableException malformed(Exception cause) {
    NotSerializableException failure =
        new NotSerializableException("malformed forwarded datagrams");
    failure.initCause(cause);
    return failure;
  }
}
