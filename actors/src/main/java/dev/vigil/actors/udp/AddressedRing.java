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
  private static final int CONTROL_SLOT = 32;
  private static final int CONTROL_LENGTH = 28;
  private static final int CONTROL = 32;
  private static final int CONTROL_ROOM = 40;
  private static final int LEVEL_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int INTERFACE_AT = 16;
  private static final int OURS_AT = 20;
  private static final int IP_PKTINFO = 8;
  private static final ValueLayout.OfInt NETWORK_INT =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MessageRing ring;
  private final MemorySegment controls;

  /**
   * @param slots messages in one call
   * @param size largest datagram in bytes
   */
  AddressedRing(Arena arena, int slots, int size) {
    ring = new MessageRing(arena, slots, size);
    controls = arena.allocate((long) slots * CONTROL_SLOT, 16);
    for (int slot = 0; slot < slots; slot++) {
      MemorySegment control = controls.asSlice((long) slot * CONTROL_SLOT, CONTROL_SLOT);
      ring.headers().set(ADDRESS, (long) slot * MessageRing.HEADER + CONTROL, control);
      giveRoom(slot);
    }
  }

  int slots() {
    return ring.slots();
  }

  /** The headers from {@code slot} on. */
  MemorySegment headersFrom(int slot) {
    return ring.headersFrom(slot);
  }

  /** The datagram that a receive put there. */
  ByteBuffer received(int slot) {
    return ring.received(slot);
  }

  /** Which of our addresses that datagram came to. */
  int ours(int slot) {
    return controls.get(NETWORK_INT, (long) slot * CONTROL_SLOT + OURS_AT);
  }

  int senderPort(int slot) {
    return SocketAddress.port(ring.addresses(), (long) slot * MessageRing.ADDRESS_SLOT);
  }

  /** The sender's IPv4 address. */
  int sender(int slot) {
    return (int) SocketAddress.low(ring.addresses(), (long) slot * MessageRing.ADDRESS_SLOT);
  }

  /** Makes the slot ready for the next receive: the kernel shortened the rooms. */
  void rearm(int slot) {
    ring.rearm(slot);
    giveRoom(slot);
  }

  private void giveRoom(int slot) {
    ring.headers().set(JAVA_LONG, (long) slot * MessageRing.HEADER + CONTROL_ROOM, CONTROL_SLOT);
  }

  /**
   * Puts a datagram in for sending.
   *
   * @param ours the address that it leaves from
   * @param lead zero bytes before it, none or four
   * @return false if it is too long, and nothing was put in
   */
  boolean put(int slot, int ours, Octets datagram, int lead, InetSocketAddress to) {
    if (!ring.put(slot, datagram, lead, to)) {
      return false;
    }
    giveRoom(slot);
    long control = (long) slot * CONTROL_SLOT;
    controls.set(JAVA_LONG, control, CONTROL_LENGTH);
    controls.set(JAVA_INT, control + LEVEL_AT, 0);
    controls.set(JAVA_INT, control + TYPE_AT, IP_PKTINFO);
    controls.set(JAVA_INT, control + INTERFACE_AT, 0);
    controls.set(NETWORK_INT, control + OURS_AT, ours);
    return true;
  }
}
