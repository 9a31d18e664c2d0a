package dev.vigil.actors.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * Memory for one recvmmsg or sendmmsg call, laid out once and used again for each: an array of
 * {@code mmsghdr} (64 bytes: name at 0, its length at 8, iovec at 16, their number at 24, control
 * at 32 and 40, flags at 48, bytes moved at 56), one {@code iovec} (base, length) and one address
 * for each, and their buffers. For one thread at a time.
 */
final class MessageRing {
  static final int HEADER = 64;
  private static final int IOVEC = 16;
  static final int ADDRESS_SLOT = 32;
  private static final int NAME_LENGTH = 8;
  private static final int FLAGS = 48;
  private static final int MOVED = 56;

  private final int size;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment addresses;
  private final ByteBuffer[] buffers;

  /**
   * @param slots messages in one call
   * @param size largest datagram in bytes
   */
  MessageRing(Arena arena, int slots, int size) {
    this.size = size;
    headers = arena.allocate((long) slots * HEADER, 64);
    vectors = arena.allocate((long) slots * IOVEC, 16);
    addresses = arena.allocate((long) slots * ADDRESS_SLOT, 16);
    MemorySegment bytes = arena.allocate((long) slots * size, 64);
    buffers = new ByteBuffer[slots];
    for (int slot = 0; slot < slots; slot++) {
      MemorySegment buffer = bytes.asSlice((long) slot * size, size);
      buffers[slot] = buffer.asByteBuffer();
      vectors.set(ADDRESS, (long) slot * IOVEC, buffer);
      vectors.set(JAVA_LONG, (long) slot * IOVEC + 8, size);
      long header = (long) slot * HEADER;
      headers.set(ADDRESS, header, addresses.asSlice((long) slot * ADDRESS_SLOT, ADDRESS_SLOT));
      headers.set(JAVA_INT, header + NAME_LENGTH, SocketAddress.BYTES);
      headers.set(ADDRESS, header + 16, vectors.asSlice((long) slot * IOVEC, IOVEC));
      headers.set(JAVA_LONG, header + 24, 1);
    }
  }

  int slots() {
    return buffers.length;
  }

  MemorySegment headers() {
    return headers;
  }

  /** The other side's addresses, {@link #ADDRESS_SLOT} bytes for each slot. */
  MemorySegment addresses() {
    return addresses;
  }

  /** The headers from {@code slot} on. */
  MemorySegment headersFrom(int slot) {
    return slot == 0 ? headers : headers.asSlice((long) slot * HEADER);
  }

  /** The datagram that a receive put there. */
  ByteBuffer received(int slot) {
    int length = headers.get(JAVA_INT, (long) slot * HEADER + MOVED);
    return buffers[slot].clear().limit(Math.min(length, size));
  }

  /** Whether that datagram was longer than its buffer. */
  boolean truncated(int slot) {
    return (headers.get(JAVA_INT, (long) slot * HEADER + FLAGS) & Libc.MSG_TRUNC) != 0;
  }

  /** Who sent that datagram. */
  Path sender(int slot, PathCache paths) {
    return paths.from(addresses, (long) slot * ADDRESS_SLOT);
  }

  /** Makes the slot ready for the next receive: the kernel shortened the room for the name. */
  void rearm(int slot) {
    headers.set(JAVA_INT, (long) slot * HEADER + NAME_LENGTH, SocketAddress.BYTES);
  }

  /**
   * Puts a datagram in for sending.
   *
   * @param lead zero bytes before it
   * @return false if it is too long, and nothing was put in
   */
  boolean put(int slot, Octets datagram, int lead, InetSocketAddress to) {
    int length = lead + datagram.length();
    if (length > size) {
      return false;
    }
    ByteBuffer buffer = buffers[slot].clear();
    if (lead > 0) {
      buffer.putInt(0);
    }
    datagram.writeTo(buffer);
    vectors.set(JAVA_LONG, (long) slot * IOVEC + 8, length);
    int name = SocketAddress.encode(to, addresses, (long) slot * ADDRESS_SLOT);
    headers.set(JAVA_INT, (long) slot * HEADER + NAME_LENGTH, name);
    return true;
  }
}
