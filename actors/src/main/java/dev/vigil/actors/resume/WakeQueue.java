package dev.vigil.actors.resume;

import dev.vigil.protocol.cookie.PeerTag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The peers that are to be woken, those first whose patience ends first, at a bounded rate. Each is
 * woken once, and again only where no entity has come to life a second later, then two, four and so
 * on: a message to a node that is at its limit makes it slower, and what is under way needs none.
 * So only so many are under way at once.
 *
 * <p>All times are by a clock that is never set.
 */
final class WakeQueue {
  /** When the second message goes out. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MOST_DOUBLINGS = 5;

  /** A quarter of a second's: more would only wait in line at their mailboxes. */
  private static final int WINDOW_SHARE = 4;

  private record Waiting(PeerTag tag, Instant asked) {}

  private record Woken(Duration at, int times) {
    boolean fresh(Duration now) {
      return now.minus(at).compareTo(PATIENCE) < 0;
    }

    boolean due(Duration now) {
      int doublings = Math.min(times - 1, MOST_DOUBLINGS);
      return now.minus(at).compareTo(PATIENCE.multipliedBy(1L << doublings)) >= 0;
    }
  }

  private final int rate;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(
          Comparator.comparing(Waiting::asked).thenComparingInt(each -> each.tag().value()));
  private final Set<PeerTag> queued = new HashSet<>();
  private final Map<PeerTag, Woken> woken = new HashMap<>();
  private Duration paidUpTo = Duration.ZERO;
  private long unpaid;
  private long resumed;

  /**
   * @param rate messages a second, at most
   */
  WakeQueue(int rate) {
    this.rate = rate;
  }

  boolean isEmpty() {
    return queued.isEmpty() && woken.isEmpty();
  }

  /** Whether it waits for its turn, or is under way. */
  boolean holds(PeerTag tag) {
    return queued.contains(tag) || woken.containsKey(tag);
  }

  /** How many have come to life since this was asked last. */
  long takeResumed() {
    long taken = resumed;
    resumed = 0;
    return taken;
  }

  /**
   * @param asked when the peer asked us last; {@link Instant#MAX}: never
   */
  void add(PeerTag tag, Instant asked) {
    if (!holds(tag)) {
      queued.add(tag);
      waiting.add(new Waiting(tag, asked));
    }
  }

  /** These need not be woken, or not by this node. */
  void forget(Predicate<PeerTag> which) {
    waiting.removeIf(each -> which.test(each.tag()));
    queued.removeIf(which);
    woken.keySet().removeIf(which);
  }

  /** All that wait or are under way. */
  Collection<PeerTag> all() {
    Set<PeerTag> all = new HashSet<>(queued);
    all.addAll(woken.keySet());
    return all;
  }

  /**
   * Who is to be told at this moment.
   *
   * @param alive that have come to life
   * @param again may be told once more
   */
  List<PeerTag> due(Duration now, Predicate<PeerTag> alive, Predicate<PeerTag> again) {
    long credit = credit(now);
    List<PeerTag> due = new ArrayList<>();
    int underWay = 0;
    for (Iterator<Map.Entry<PeerTag, Woken>> all = woken.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<PeerTag, Woken> each = all.next();
      Woken state = each.getValue();
      if (alive.test(each.getKey())) {
        all.remove();
        resumed++;
      } else if (state.due(now) && due.size() < credit && again.test(each.getKey())) {
        each.setValue(new Woken(now, state.times() + 1));
        due.add(each.getKey());
      } else if (state.fresh(now) && state.times() == 1) {
        underWay++;
      }
    }
    int window = Math.max(1, rate / WINDOW_SHARE);
    while (due.size() < credit && underWay < window && !waiting.isEmpty()) {
      PeerTag tag = waiting.remove().tag();
      queued.remove(tag);
      if (!alive.test(tag)) {
        woken.put(tag, new Woken(now, 1));
        due.add(tag);
        underWay++;
      }
    }
    pay(due.size());
    return due;
  }

  /** In whole messages; what a slow rate has not made one of yet is kept. */
  private long credit(Duration now) {
    Duration passed = now.minus(paidUpTo);
    paidUpTo = now;
    long most = 1000L * (2 + rate / WINDOW_SHARE);
    unpaid = Math.min(most, unpaid + Math.min(passed.toMillis(), PATIENCE.toMillis()) * rate);
    return unpaid / 1000;
  }

  private void pay(int messages) {
    unpaid -= 1000L * messages;
  }
}
