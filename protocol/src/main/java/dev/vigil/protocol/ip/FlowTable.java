package dev.vigil.protocol.ip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what an outbound packet belongs to, among any number of flows: one hash look-up for each
 * shape of flow in use, and shapes (lengths of the two prefixes, what is narrowed) are few.
 *
 * <p>Where flows overlap the most specific one has the packet: the longer remote prefix, then the
 * longer local one, then a protocol and ports. Of values under one flow the latest does.
 *
 * <p>For any number of threads; {@link #find} takes no lock.
 *
 * @param <V> with value equality, or identity
 */
public final class FlowTable<V> {
  private static final Comparator<Shape> MOST_SPECIFIC_FIRST =
      Comparator.comparingInt(Shape::remoteLength)
          .thenComparingInt(Shape::localLength)
          .thenComparing(Shape::protocol)
          .thenComparing(Shape::remotePort)
          .thenComparing(Shape::localPort)
          .reversed();

  private final Map<Key, List<V>> entries = new ConcurrentHashMap<>();

  /** How many keys each shape has; under this object's lock. */
  private final Map<Shape, Integer> uses = new ConcurrentHashMap<>();

  private volatile List<Shape> shapes = List.of();

  /** What the flows of one kind have in common: which bits of a packet count. */
  private record Shape(
      int version,
      int remoteLength,
      int localLength,
      boolean protocol,
      boolean remotePort,
      boolean localPort) {
    /** The packet's bits that count. */
    Key key(IpPacket packet) {
      return new Key(
          this,
          packet.destinationHigh() & FlowSelector.Side.mask(remoteLength),
          packet.destinationLow() & FlowSelector.Side.mask(remoteLength - Long.SIZE),
          packet.sourceHigh() & FlowSelector.Side.mask(localLength),
          packet.sourceLow() & FlowSelector.Side.mask(localLength - Long.SIZE),
          protocol ? packet.protocol() : 0,
          remotePort ? packet.destinationPort().orElse(NO_PORT) : 0,
          localPort ? packet.sourcePort().orElse(NO_PORT) : 0);
    }
  }

  /** No flow's port. */
  private static final int NO_PORT = -1;

  /** No packet's protocol. */
  private static final int CONTRADICTION = -1;

  private record Key(
      Shape shape,
      long remoteHigh,
      long remoteLow,
      long localHigh,
      long localLow,
      int protocol,
      int remotePort,
      int localPort) {
    static Key of(FlowSelector flow) {
      FlowSelector.Side remote = flow.remote();
      FlowSelector.Side local = flow.local();
      int protocol = protocol(remote.protocol(), local.protocol());
      Shape shape =
          new Shape(
              remote.version() == local.version() ? remote.version() : 0,
              remote.length(),
              local.length(),
              protocol != 0,
              remote.port() != 0,
              local.port() != 0);
      return new Key(
          shape,
          remote.high(),
          remote.low(),
          local.high(),
          local.low(),
          protocol,
          remote.port(),
          local.port());
    }

    private static int protocol(int one, int other) {
      if (one == 0 || other == 0 || one == other) {
        return Math.max(one, other);
      }
      return CONTRADICTION;
    }
  }

  public synchronized void put(FlowSelector flow, V value) {
    Key key = Key.of(flow);
    List<V> before = entries.getOrDefault(key, List.of());
    List<V> after = new ArrayList<>(before);
    after.add(value);
    entries.put(key, List.copyOf(after));
    if (before.isEmpty() && uses.merge(key.shape(), 1, Integer::sum) == 1) {
      sortShapes();
    }
  }

  /** Takes one such value away; without one nothing happens. */
  public synchronized void remove(FlowSelector flow, V value) {
    Key key = Key.of(flow);
    List<V> after = new ArrayList<>(entries.getOrDefault(key, List.of()));
    if (!after.remove(value)) {
      return;
    }
    if (!after.isEmpty()) {
      entries.put(key, List.copyOf(after));
      return;
    }
    entries.remove(key);
    if (uses.merge(key.shape(), -1, (a, b) -> a + b == 0 ? null : a + b) == null) {
      sortShapes();
    }
  }

  /** The latest value of the most specific flow that takes the packet outbound. */
  public Optional<V> find(IpPacket packet) {
    for (Shape shape : shapes) {
      if (shape.version() == packet.version()) {
        List<V> values = entries.get(shape.key(packet));
        if (values != null) {
          return Optional.of(values.getLast());
        }
      }
    }
    return Optional.empty();
  }

  private void sortShapes() {
    shapes = uses.keySet().stream().sorted(MOST_SPECIFIC_FIRST).toList();
  }
}
