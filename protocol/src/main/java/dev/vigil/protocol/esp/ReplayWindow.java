package dev.vigil.protocol.esp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The receiver's memory of sequence numbers (RFC 4303 §3.4.3), free of locks.
 *
 * <p>A ring of words, each of them the number of a block of 32 sequence numbers above the bits of
 * those that came (RFC 6479's ring, with the block's number kept). A word changes by one compare
 * and set, and its block only ever becomes a later one: so of several threads with the same number
 * exactly one takes it, whatever the others do meanwhile. Three words (40 bytes) for a window of
 * 64, 33 for one of 1024.
 */
final class ReplayWindow {
  private static final int LEAST = 64;
  private static final int MOST = 1024;
  private static final int BLOCK_BITS = 5;
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle TOP;

  static {
    try {
      TOP = MethodHandles.lookup().findVarHandle(ReplayWindow.class, "top", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int size;
  private final long[] ring;

  /** Of what another took nothing is remembered but how far it went. */
  private final long floor;

  /** The highest number that was taken: the window's right edge. */
  private volatile long top;

  /**
   * @param size 64 to 1024 numbers, 0 for no memory at all
   * @throws IllegalArgumentException if it is neither
   */
  ReplayWindow(int size) {
    this(size, 0);
  }

  /**
   * @param floor nothing up to it is ever taken
   */
  ReplayWindow(int size, long floor) {
    if (size != 0 && (size < LEAST || size > MOST)) {
      throw new IllegalArgumentException("replay window of " + size);
    }
    this.size = size;
    this.floor = floor;
    this.top = floor;
    // The numbers of a window lie in one block more than they would fill.
    this.ring = new long[size == 0 ? 0 : (size - 1 >> BLOCK_BITS) + 2];
  }

  /** The highest number that was taken. */
  long top() {
    return top;
  }

  /** Whether any number is taken once only. */
  boolean remembers() {
    return size > 0;
  }

  /** Whether {@link #take} would take the number now; changes nothing. */
  boolean admits(int sequence) {
    if (size == 0) {
      return true;
    }
    long number = sequence & 0xffff_ffffL;
    return !isLate(number) && marked(word(slot(number)), number) != 0;
  }

  /**
   * Notes that an authentic packet came.
   *
   * @param sequence unsigned; 0 is no number of a packet ("the first packet sent ... will contain a
   *     sequence number of 1")
   * @return whether it is the first of this number, and not older than the window
   */
  boolean take(int sequence) {
    if (size == 0) {
      return true;
    }
    long number = sequence & 0xffff_ffffL;
    int slot = slot(number);
    long before = word(slot);
    while (!isLate(number)) {
      long after = marked(before, number);
      if (after == 0) {
        return false;
      }
      long found = (long) WORD.compareAndExchange(ring, slot, before, after);
      if (found == before) {
        raiseTop(number);
        return true;
      }
      before = found;
    }
    return false;
  }

  private boolean isLate(long number) {
    return number <= floor || number + size <= top;
  }

  /** The word with that number's bit set; 0 if it was set, or the word is a later block's. */
  private static long marked(long word, long number) {
    long block = number >>> BLOCK_BITS;
    long bit = 1L << (number & (1 << BLOCK_BITS) - 1);
    long held = word >>> Integer.SIZE;
    if (held == block) {
      return (word & bit) == 0 ? word | bit : 0;
    }
    return held < block ? block << Integer.SIZE | bit : 0;
  }

  private void raiseTop(long number) {
    long seen = top;
    while (number > seen) {
      long found = (long) TOP.compareAndExchange(this, seen, number);
      if (found == seen) {
        return;
      }
      seen = found;
    }
  }

  private int slot(long number) {
    return (int) ((number >>> BLOCK_BITS) % ring.length);
  }

  private long word(int slot) {
    return (long) WORD.getVolatile(ring, slot);
  }
}
