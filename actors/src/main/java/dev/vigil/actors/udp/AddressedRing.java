package dev.vigil.actors.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.vigil.protocol.wire.Octets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A {@link MessageRing} whose datagrams also carry our own IPv4 address: one {@code cmsghdr}
 * (length at 0, level at 8, type at 12) for each, with an {@code in_pktinfo} (interface at 16, our
 * address at 20, the header's destination at 24). For one thread at a time.
 */
final class AddressedRing {
  private static final int HEADER = 64;
  private static final int IOVEC = 16;
  private static final int ADDRESS_SLOT = 32;
  private static final int CONTROL_SLOT = 32;
  private static final int CONTROL_LENGTH = 28;
  private static final int NAME_LENGTH = 8;
  private static final int CONTROL_ROOM = 40;
  private static final int MOVED = 56;
  private static final int LEVEL_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int INTERFACE_AT = 16;
  private static final int OURS_AT = 20;
  private static final int IP_PKTINFO = 8;
  private static final ValueLayout.OfInt NETWORK_INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final int size;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment addresses;
  private final MemorySegment controls;
  private final ByteBuffer[] buffers;

  /**
   * @param slots messages in one call
   * @param size largest datagram in bytes
   */
  AddressedRing(Arena arena, int slots, int size) {
    this.size = size;
    headers = arena.allocate((long) slots * HEADER, 64);
    vectors = arena.allocate((long) slots * IOVEC, 16);
    addresses = arena.allocate((long) slots * ADDRESS_SLOT, 16);
    controls = arena.allocate((long) slots * CONTROL_SLOT, 16);
    MemorySegment bytes = arena.allocate((long) slots * size, 64);
    buffers = new ByteBuffer[slots];
    for (int slot = 0; slot < slots; slot++) {
      MemorySegment buffer = bytes.asSlice((long) slot * size, size);
      buffers[slot] = buffer.asByteBuffer();
      vectors.set(ADDRESS, (long) slot * IOVEC, buffer);
      vectors.set(JAVA_LONG, (long) slot * IOVEC + 8, size);
      long header = (long) slot * HEADER;
      headers.set(ADDRESS, header, addresses.asSlice((long) slot * ADDRESS_SLOT, ADDRESS_SLOT));
      headers.set(ADDRESS, header + 16, vectors.asSlice((long) slot * IOVEC, IOVEC));
      headers.set(JAVA_LONG, header + 24, 1);
      headers.set(ADDRESS, header + 32, controls.asSlice((long) slot * CONTROL_SLOT, CONTROL_SLOT));
      rearm(slot);
    }
  }

  int slots() {
    return buffers.length;
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

  /** Which of our addresses that datagram came to. */
  int ours(int slot) {
    return controls.get(NETWORK_INT, (long) slot * CONTROL_SLOT + OURS_AT);
  }

  int senderPort(int slot) {
    return SocketAddress.port(addresses, (long) slot * ADDRESS_SLOT);
  }

  /** The sender's IPv4 address. */
  int sender(int slot) {
    return (int) SocketAddress.low(addresses, (long) slot * ADDRESS_SLOT);
  }

  /** Makes the slot ready for the next receive: the kernel shortened the rooms. */
  void rearm(int slot) {
    headers.set(JAVA_INT, (long) slot * HEADER + NAME_LENGTH, SocketAddress.BYTES);
    headers.set(JAVA_LONG, (long) slot * HEADER + CONTROL_ROOM, CONTROL_SLOT);
  }

  /**
   * Puts a datagram in for sending.
   *
   * @param ours the address that it leaves from
   * @param lead zero bytes before it, none or four
   * @return false if it is too long, and nothing was put in
   */
  boolean put(int slot, int ours, Octets datagram, int lead, InetSocketAddress to) {
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
    headers.set(JAVA_LONG, (long) slot * HEADER + CONTROL_ROOM, CONTROL_SLOT);
    long control = (long) slot * CONTROL_SLOT;
    controls.set(JAVA_LONG, control, CONTROL_LENGTH);
    controls.set(JAVA_INT, control + LEVEL_AT, 0);
    controls.set(JAVA_INT, control + TYPE_AT, IP_PKTINFO);
    controls.set(JAVA_INT, control + INTERFACE_AT, 0);
    controls.set(NETWORK_INT, control + OURS_AT, ours);
    return true;
  }
}
