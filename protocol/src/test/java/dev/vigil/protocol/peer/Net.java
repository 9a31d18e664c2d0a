package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Nodes with a network between them, in virtual time and deterministic from a seed. */
final class Net {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /**
   * @param loss of a hundred datagrams; {@code twice} likewise those that come twice
   * @param slowest one-way delay, the fastest being 5 ms: datagrams overtake each other
   */
  record Weather(int loss, int twice, Duration slowest) {
    static final Weather FAIR = new Weather(0, 0, Duration.ofMillis(6));
    static final Weather GUSTY = new Weather(0, 20, Duration.ofMillis(400));
    static final Weather FOUL = new Weather(20, 10, Duration.ofMillis(400));
  }

  private record Flying(Instant due, long order, Octets data, Path path) {}

  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(Comparator.comparing(Flying::due).thenComparingLong(Flying::order));
  private final Random random;
  private final Set<InetAddress> unreachable = new HashSet<>();
  private final Set<InetAddress> screened = new HashSet<>();
  private List<Node> nodes = List.of();
  private Consumer<InetAddress> listener = sender -> {};
  private Weather weather;
  private Instant now = START;
  private long sent;

  Net(long seed, Weather weather) {
    this.random = new Random(seed);
    this.weather = weather;
  }

  void connect(Node... all) {
    nodes = List.of(all);
  }

  void weather(Weather next) {
    weather = next;
  }

  /** Is told the sender of each datagram from now on. */
  void listen(Consumer<InetAddress> to) {
    listener = to;
  }

  /** From now on nothing comes from or gets to that address. */
  void cut(InetAddress address) {
    unreachable.add(address);
  }

  /**
   * From now on first messages to that address are lost, as before a firewall that lets it call.
   */
  void screen(InetAddress address) {
    screened.add(address);
  }

  void mend(InetAddress address) {
    unreachable.remove(address);
  }

  Instant now() {
    return now;
  }

  long sent() {
    return sent;
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  /** As the sender sees the path. */
  void send(Octets data, Path path) {
    sent++;
    listener.accept(path.local().getAddress());
    if (random.nextInt(100) < weather.loss()) {
      return;
    }
    fly(data, path);
    if (random.nextInt(100) < weather.twice()) {
      fly(data, path);
    }
  }

  private void fly(Octets data, Path path) {
    int span = (int) weather.slowest().toMillis() - 5;
    Instant due = now.plusMillis(5L + random.nextInt(span));
    flying.add(
        new Flying(
            due,
            sent,
            data,
            new Path(/* local= */ path.remote(), /* remote= */ path.local(), path.marked())));
  }

  void run(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Optional<Instant> next =
          Stream.concat(
                  Optional.ofNullable(flying.peek()).map(Flying::due).stream(),
                  nodes.stream().flatMap(node -> node.nextDeadline().stream()))
              .min(Instant::compareTo);
      if (next.isEmpty() || next.get().isAfter(end)) {
        now = end;
        return;
      }
      now = next.get().isAfter(now) ? next.get() : now;
      turn();
    }
  }

  private void turn() {
    while (!flying.isEmpty() && !flying.peek().due().isAfter(now)) {
      Flying datagram = flying.remove();
      InetSocketAddress to = datagram.path().local();
      if (unreachable.contains(to.getAddress())
          || unreachable.contains(datagram.path().remote().getAddress())
          || screened.contains(to.getAddress())
              && HeaderView.of(datagram.data()).responder().isNone()) {
        continue;
      }
      nodes.stream()
          .filter(node -> node.address().equals(to.getAddress()))
          .forEach(node -> node.received(datagram.data(), datagram.path()));
    }
    nodes.forEach(Node::deadlines);
  }
}
