package dev.vigil.protocol.sa;

import dev.vigil.protocol.wire.Octets;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A network in virtual time: it delays, loses, repeats and reorders datagrams as a seed says, and
 * rewrites addresses where a NAT stands before one of the hosts.
 */
final class Wire {
  /**
   * How bad it is.
   *
   * @param loss part of all datagrams, 0 to 1
   * @param repeat part of all datagrams, 0 to 1
   * @param jitter added to each delay, evenly distributed, so that datagrams overtake each other
   */
  record Weather(double loss, double repeat, Duration delay, Duration jitter) {
    static final Weather FAIR = new Weather(0, 0, Duration.ofMillis(5), Duration.ZERO);

    /** Nothing arrives. */
    static final Weather CUT = new Weather(1, 0, Duration.ofMillis(5), Duration.ZERO);
  }

  /** A datagram on its way. */
  record Flying(
      Instant due, int serial, InetSocketAddress from, InetSocketAddress to, Octets data) {}

  private final PriorityQueue<Flying> flying =
      new PriorityQueue<>(Comparator.comparing(Flying::due).thenComparingInt(Flying::serial));
  private final Map<InetSocketAddress, InetSocketAddress> outward = new HashMap<>();
  private final Map<InetSocketAddress, InetSocketAddress> inward = new HashMap<>();
  private final List<Flying> sent = new ArrayList<>();
  private final Random random;
  private Weather weather;
  private int serial;

  Wire(long seed, Weather weather) {
    this.random = new Random(seed);
    this.weather = weather;
  }

  void weather(Weather next) {
    weather = next;
  }

  /** A NAT that shows {@code inside} to the world as {@code outside}. */
  void nat(InetSocketAddress inside, InetSocketAddress outside) {
    inward.values().removeIf(inside::equals);
    outward.put(inside, outside);
    inward.put(outside, inside);
  }

  void send(Instant now, InetSocketAddress from, InetSocketAddress to, Octets data) {
    Flying datagram =
        new Flying(
            now.plus(weather.delay()).plus(jitter()),
            serial++,
            outward.getOrDefault(from, from),
            inward.getOrDefault(to, to),
            data);
    sent.add(datagram);
    if (random.nextDouble() >= weather.loss()) {
      flying.add(datagram);
    }
    if (random.nextDouble() < weather.repeat()) {
      Instant later = datagram.due().plus(jitter());
      flying.add(new Flying(later, serial++, datagram.from(), datagram.to(), data));
    }
  }

  /** Puts a datagram on the wire that nobody of the two sent. */
  void inject(Instant now, InetSocketAddress from, InetSocketAddress to, Octets data) {
    flying.add(new Flying(now, serial++, from, to, data));
  }

  private Duration jitter() {
    long bound = weather.jitter().toMillis();
    return bound == 0 ? Duration.ZERO : Duration.ofMillis(random.nextLong(bound));
  }

  /** Null when nothing is on its way. */
  @Nullable Flying peek() {
    return flying.peek();
  }

  Flying take() {
    return flying.remove();
  }

  /** Everything that was sent so far, lost or not, as it left the sender's NAT. */
  List<Flying> sent() {
    return List.copyOf(sent);
  }
}
