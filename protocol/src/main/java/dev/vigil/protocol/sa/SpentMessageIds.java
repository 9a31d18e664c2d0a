package dev.vigil.protocol.sa;

import dev.vigil.protocol.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Message IDs of exchanges that the peer began and that must not happen twice, remembered for the
 * life of the SA: RFC 2409 Appendix B, "The message ID […] SHALL be unique"; a replayed exchange
 * would otherwise decipher and verify as well as it did the first time.
 *
 * <p>Bounded by {@link #CAPACITY}. Only authenticated messages enter, and of those not the
 * R-U-THERE and its ACK, by far the most frequent: their own numbers tell a replay. So what fills
 * this is Quick Modes, Deletes and other notifies, a few for each hour of the SA's life; a peer
 * that sends more gets a new IKE SA, and nothing of this one but DPD, rather than a memory without
 * end.
 */
final class SpentMessageIds {
  /** 2 KiB at most, in memory and in a snapshot. */
  static final int CAPACITY = 512;

  static final SpentMessageIds NONE = new SpentMessageIds(new int[0]);

  private final int[] sorted;

  private SpentMessageIds(int[] sorted) {
    this.sorted = sorted;
  }

  /** Of the bytes that {@link #octets} gave; empty if they are none. */
  static Optional<SpentMessageIds> of(Octets octets) {
    if (octets.length() % Integer.BYTES != 0 || octets.length() / Integer.BYTES > CAPACITY) {
      return Optional.empty();
    }
    int[] ids = new int[octets.length() / Integer.BYTES];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = octets.intAt(Integer.BYTES * i);
    }
    Arrays.sort(ids);
    return Optional.of(new SpentMessageIds(ids));
  }

  /** Four bytes each, in order. */
  Octets octets() {
    ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * sorted.length);
    for (int id : sorted) {
      buffer.putInt(id);
    }
    return Octets.wrap(buffer.array());
  }

  boolean contains(int messageId) {
    return Arrays.binarySearch(sorted, messageId) >= 0;
  }

  boolean isFull() {
    return sorted.length >= CAPACITY;
  }

  int size() {
    return sorted.length;
  }

  /**
   * @throws IllegalStateException if it is full
   */
  SpentMessageIds with(int messageId) {
    int at = Arrays.binarySearch(sorted, messageId);
    if (at >= 0) {
      return this;
    }
    if (isFull()) {
      throw new IllegalStateException("message IDs are used up");
    }
    int gap = -at - 1;
    int[] more = Arrays.copyOf(sorted, sorted.length + 1);
    System.arraycopy(sorted, gap, more, gap + 1, sorted.length - gap);
    more[gap] = messageId;
    return new SpentMessageIds(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpentMessageIds that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return sorted.length + " message IDs";
  }
}
