package dev.vigil.actors.router;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.udp.Datagram;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One router's traffic with the routers of its kind in other nodes. For one actor. */
final class Relay {
  /** After so many datagrams the node that forwards hears at once that they were taken. */
  private static final int TELL_AFTER = 512;

  /** What became of a datagram. */
  enum Outcome {
    FORWARDED,
    /** Too much is under way to that node. */
    NO_ROOM,
    /** Its owner is not known to live: sharding has to find it. */
    UNKNOWN
  }

  private static final class Inbox {
    private long total;
    private int untold;
  }

  private final Neighbours neighbours;
  private final Counters counters;
  private final BiConsumer<Neighbour, Forwarded> forward;
  private final BiConsumer<Neighbour, Taken> answer;
  private final Map<Long, Outbox> outboxes = new HashMap<>();
  private final Map<Long, Inbox> inboxes = new HashMap<>();

  Relay(
      Neighbours neighbours,
      Counters counters,
      BiConsumer<Neighbour, Forwarded> forward,
      BiConsumer<Neighbour, Taken> answer) {
    this.neighbours = neighbours;
    this.counters = counters;
    this.forward = forward;
    this.answer = answer;
  }

  /** Gathers a datagram for its owner. */
  Outcome offer(Holder.Elsewhere owner, Datagram datagram, boolean handshake, Instant now) {
    Optional<Neighbour> living = neighbours.at(owner.node(), owner.uid());
    if (living.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    if (!outbox(living.get()).offer(datagram, handshake, now)) {
      return Outcome.NO_ROOM;
    }
    counters.count(Counter.FORWARDED_OUT);
    return Outcome.FORWARDED;
  }

  private Outbox outbox(Neighbour neighbour) {
    Outbox known = outboxes.get(neighbour.uid());
    if (known != null) {
      return known;
    }
    outboxes.keySet().removeIf(uid -> neighbours.of(uid).isEmpty());
    Outbox made = new Outbox(neighbours.self(), batch -> forward.accept(neighbour, batch));
    outboxes.put(neighbour.uid(), made);
    return made;
  }

  /**
   * After a batch from the sockets; whether {@link #flush} is to be called in a few milliseconds.
   */
  boolean endOfBatch(Instant now) {
    boolean left = false;
    for (Outbox outbox : outboxes.values()) {
      left |= outbox.flushUnlessClose(now);
    }
    return left;
  }

  void flush(Instant now) {
    outboxes.values().forEach(outbox -> outbox.flush(now));
  }

  void taken(Taken taken, Instant now) {
    Outbox outbox = outboxes.get(taken.receiver());
    if (outbox != null) {
      outbox.taken(taken.total(), now);
    }
  }

  /** Notes what came from another node; whether {@link #tellTaken} is to be called before long. */
  boolean arrived(Forwarded batch) {
    counters.add(Counter.FORWARDED_IN, batch.datagrams().size());
    Inbox inbox = inboxes.get(batch.sender());
    if (inbox == null) {
      inboxes.keySet().removeIf(uid -> neighbours.of(uid).isEmpty());
      inbox = new Inbox();
      inboxes.put(batch.sender(), inbox);
    }
    inbox.total = batch.total();
    inbox.untold += batch.datagrams().size();
    if (inbox.untold >= TELL_AFTER) {
      tell(batch.sender(), inbox);
    }
    return inbox.untold > 0;
  }

  void tellTaken() {
    inboxes.forEach((sender, inbox) -> {
      if (inbox.untold > 0) {
        tell(sender, inbox);
      }
    });
  }

  private void tell(long sender, Inbox inbox) {
    inbox.untold = 0;
    neighbours
        .of(sender)
        .ifPresent(node -> answer.accept(node, new Taken(neighbours.self(), inbox.total)));
  }
}
