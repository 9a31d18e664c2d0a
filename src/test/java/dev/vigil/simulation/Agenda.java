package dev.vigil.simulation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * What happens when: events at whole milliseconds of virtual time; those of one millisecond in the
 * order in which they were added. A wheel of slots, for there are tens of millions of events in an
 * hour of a hundred thousand peers.
 */
final class Agenda {
  /** Who carries the events out. */
  @FunctionalInterface
  interface Performer {
    /** {@code what} and {@code about} are as they were added. */
    void perform(long what, long about);
  }

  private record Far(long at, long order, long what, long about) {}

  private static final int SLOTS = 1 << 16;

  private final long[][] slots = new long[SLOTS][];
  private final int[] sizes = new int[SLOTS];
  private final PriorityQueue<Far> far =
      new PriorityQueue<>(Comparator.comparingLong(Far::at).thenComparingLong(Far::order));
  private long now;
  private long order;

  /** Milliseconds since the start. */
  long now() {
    return now;
  }

  /** What lies in the past happens now. */
  void add(long at, long what, long about) {
    long due = Math.max(at, now);
    if (due - now >= SLOTS) {
      far.add(new Far(due, order++, what, about));
    } else {
      put((int) due & SLOTS - 1, what, about);
    }
  }

  private void put(int slot, long what, long about) {
    long[] events = slots[slot];
    int size = sizes[slot];
    if (events == null) {
      events = new long[16];
      slots[slot] = events;
    } else if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
      slots[slot] = events;
    }
    events[size] = what;
    events[size + 1] = about;
    sizes[slot] = size + 2;
  }

  /** Performs all that is due before {@code end}, with what that adds, and ends there. */
  void run(long end, Performer performer) {
    while (now < end) {
      while (!far.isEmpty() && far.peek().at() - now < SLOTS) {
        Far next = far.remove();
        put((int) next.at() & SLOTS - 1, next.what(), next.about());
      }
      int slot = (int) now & SLOTS - 1;
      for (int i = 0; i < sizes[slot]; i += 2) {
        performer.perform(slots[slot][i], slots[slot][i + 1]);
      }
      sizes[slot] = 0;
      now++;
    }
  }
}
