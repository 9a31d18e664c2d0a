package dev.vigil.protocol.dpd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * One machine that watches one modelled peer over a network that loses, delays and repeats, in
 * virtual time. Every rule that must always hold is checked at each step.
 */
final class WatchedPeer {
  /** What a network does to one datagram. */
  interface Network {
    /** Delays of its copies: none when it is lost, several when it is repeated. */
    List<Duration> copies(Datagram datagram);
  }

  /**
   * A DPD message.
   *
   * @param attempt of the schedule that the question belongs to
   * @param schedule counted from 0
   */
  record Datagram(boolean request, int messageId, int number, int schedule, int attempt) {}

  private record Arrival(Instant at, long order, Runnable what) implements Comparable<Arrival> {
    @Override
    public int compareTo(Arrival other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final PeerModel peer;
  private final Network network;
  private DpdState state;
  private Instant now;
  private long order;
  private int messageId;
  private int schedule = -1;
  private boolean peerAlive = true;
  private Instant lastAck = Instant.MIN;

  WatchedPeer(PeerModel peer, Network network, DpdSettings settings, int random, Instant start) {
    this.peer = peer;
    this.network = network;
    this.now = start;
    this.state = DpdState.initial(settings, random, start);
  }

  Instant now() {
    return now;
  }

  DpdState state() {
    return state;
  }

  boolean declaredDead() {
    return state.phase() == DpdState.Phase.DEAD;
  }

  /** When the last answer came over the network that was not dropped. */
  Instant lastAck() {
    return lastAck;
  }

  int schedules() {
    return schedule + 1;
  }

  /** All numbers sent, in order. */
  List<Integer> numbers() {
    return numbers;
  }

  void killPeer() {
    peerAlive = false;
  }

  void at(Instant time, Runnable what) {
    arrivals.add(new Arrival(time, order++, what));
  }

  /** Runs until that time, or until the peer is declared dead. */
  void runUntil(Instant end) {
    while (!declaredDead()) {
      Instant deadline = DpdMachine.nextDeadline(state).orElse(Instant.MAX);
      Arrival first = arrivals.peek();
      Instant next = first != null && !first.at().isAfter(deadline) ? first.at() : deadline;
      if (next.isAfter(end)) {
        now = end;
        return;
      }
      now = next.isAfter(now) ? next : now;
      if (first != null && first.at().equals(next)) {
        arrivals.remove();
        first.what().run();
      } else {
        feed(new DpdEvent.Deadline());
      }
    }
  }

  void feed(DpdEvent event) {
    Instant due = DpdMachine.nextDeadline(state).orElse(Instant.MAX);
    DpdMachine.Step step = DpdMachine.step(state, event, now);
    if (event instanceof DpdEvent.Deadline && now.isBefore(due)) {
      require(step.next().equals(state) && step.effects().isEmpty(), "an early deadline acted");
    }
    state = step.next();
    step.effects().forEach(this::act);
  }

  /** Lets a predicate pick which deadlines come early and for nothing. */
  void disturb(Predicate<Instant> early, Duration every, Instant end) {
    for (Instant at = now; at.isBefore(end); at = at.plus(every)) {
      if (early.test(at)) {
        at(at, () -> feed(new DpdEvent.Deadline()));
      }
    }
  }

  private void act(DpdEffect effect) {
    switch (effect) {
      case DpdEffect.SendRUThere(int number, int attempt) -> {
        schedule += attempt == 0 ? 1 : 0;
        checkNumber(number);
        send(new Datagram(true, messageId++, number, schedule, attempt));
      }
      case DpdEffect.Acknowledged acknowledged -> {}
      case DpdEffect.CountError(int count) -> require(count <= 5, "too many errors");
      case DpdEffect.SendAck ack -> {}
      case DpdEffect.DeclareDead dead -> {}
      case DpdEffect.Dropped dropped -> {}
    }
  }

  /** RFC 3706 §6.2: up by one at most, never back; no number more than twice. */
  private void checkNumber(int number) {
    if (!numbers.isEmpty()) {
      int step = number - numbers.getLast();
      require(step == 0 || step == 1, "from " + numbers.getLast() + " to " + number);
    }
    numbers.add(number);
    int count = numbers.size();
    require(count < 3 || number != numbers.get(count - 3), "a number was sent three times");
  }

  private void send(Datagram datagram) {
    for (Duration delay : network.copies(datagram)) {
      at(now.plus(delay), () -> arrive(datagram));
    }
  }

  private void arrive(Datagram datagram) {
    if (!datagram.request()) {
      boolean asking = state.phase() == DpdState.Phase.ASKING;
      feed(new DpdEvent.AckReceived(datagram.number()));
      lastAck = asking && state.phase() == DpdState.Phase.WATCHING ? now : lastAck;
    } else if (peerAlive && peer.answers(datagram.messageId(), datagram.number())) {
      send(
          new Datagram(
              false,
              datagram.messageId(),
              datagram.number(),
              datagram.schedule(),
              datagram.attempt()));
    }
  }

  private static void require(boolean holds, String broken) {
    if (!holds) {
      throw new AssertionError(broken);
    }
  }
}
