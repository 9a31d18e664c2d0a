package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.ip.IpPacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what an outbound packet belongs to by its addresses, protocol and ports. There is one hash
 * table for each shape of selectors (how many bits of either address count, and whether protocol and
 * ports do); as configurations have few shapes, a look-up costs as little with 100,000 entries as
 * with ten. Look-ups never wait; changes wait for each other.
 */
final class SelectorIndex<T> {
  /** More of both addresses counts more. */
  private static final Comparator<Table<?>> MOST_SPECIFIC_FIRST =
      Comparator.comparing((Table<?> table) -> table.shape().rank()).reversed();

  private record Shape(
      int version,
      int localBits,
      int remoteBits,
      boolean protocol,
      boolean localPort,
      boolean remotePort) {
    static Shape of(TrafficSelector local, TrafficSelector remote) {
      return new Shape(
          local.addressBits() == 32 ? 4 : 6,
          local.prefixLength(),
          remote.prefixLength(),
          local.protocol() != 0 || remote.protocol() != 0,
          local.port() != 0,
          remote.port() != 0);
    }

    int rank() {
      return (remoteBits + localBits) * 8
          + (protocol ? 4 : 0)
          + (localPort ? 2 : 0)
          + (remotePort ? 1 : 0);
    }

    /** Empty where a port counts that the packet does not show. */
    Optional<Key> keyOf(IpPacket packet) {
      if (localPort && packet.sourcePort().isEmpty()
          || remotePort && packet.destinationPort().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Key(
              Prefix.of(packet.source().getAddress(), localBits),
              Prefix.of(packet.destination().getAddress(), remoteBits),
              protocol ? packet.protocol() : 0,
              localPort ? packet.sourcePort().getAsInt() : 0,
              remotePort ? packet.destinationPort().getAsInt() : 0));
    }
  }

  private record Key(Prefix local, Prefix remote, int protocol, int localPort, int remotePort) {
    static Key of(TrafficSelector local, TrafficSelector remote) {
      return new Key(
          Prefix.of(local.prefix().getAddress(), local.prefixLength()),
          Prefix.of(remote.prefix().getAddress(), remote.prefixLength()),
          Math.max(local.protocol(), remote.protocol()),
          local.port(),
          remote.port());
    }
  }

  /** The bits that count, from the left. */
  private record Prefix(long high, long low) {
    static Prefix of(byte[] address, int bits) {
      long high = 0;
      long low = 0;
      for (int i = 0; i < address.length; i++) {
        long octet = address[i] & 0xffL;
        if (i < Long.BYTES) {
          high |= octet << 56 - 8 * i;
        } else {
          low |= octet << 120 - 8 * i;
        }
      }
      return new Prefix(high & mask(bits), low & mask(bits - Long.SIZE));
    }

    private static long mask(int bits) {
      if (bits <= 0) {
        return 0;
      }
      return bits >= Long.SIZE ? -1 : -1L << Long.SIZE - bits;
    }
  }

  /** Of those with the same key the newest is last. */
  private record Table<T>(Shape shape, Map<Key, List<T>> entries) {}

  private volatile List<Table<T>> tables = List.of();

  synchronized void put(TrafficSelector local, TrafficSelector remote, T value) {
    table(Shape.of(local, remote))
        .entries()
        .merge(Key.of(local, remote), List.of(value), SelectorIndex::joined);
  }

  private static <T> List<T> joined(List<T> old, List<T> more) {
    List<T> joined = new ArrayList<>(old);
    joined.addAll(more);
    return List.copyOf(joined);
  }

  private Table<T> table(Shape shape) {
    for (Table<T> table : tables) {
      if (table.shape().equals(shape)) {
        return table;
      }
    }
    Table<T> made = new Table<>(shape, new ConcurrentHashMap<>());
    List<Table<T>> more = new ArrayList<>(tables);
    more.add(made);
    more.sort(MOST_SPECIFIC_FIRST);
    tables = List.copyOf(more);
    return made;
  }

  /** Takes out this very object. */
  synchronized void remove(TrafficSelector local, TrafficSelector remote, T value) {
    Table<T> table = table(Shape.of(local, remote));
    table
        .entries()
        .computeIfPresent(
            Key.of(local, remote),
            (_, values) -> {
              List<T> left = values.stream().filter(other -> other != value).toList();
              return left.isEmpty() ? null : left;
            });
    if (table.entries().isEmpty()) {
      tables = tables.stream().filter(other -> other != table).toList();
    }
  }

  /** What was put in last under the most specific selectors that take the packet. */
  Optional<T> find(IpPacket packet) {
    for (Table<T> table : tables) {
      if (table.shape().version() == packet.version()) {
        Optional<List<T>> found =
            table.shape().keyOf(packet).map(key -> table.entries().get(key));
        if (found.isPresent()) {
          return Optional.of(found.get().getLast());
        }
      }
    }
    return Optional.empty();
  }
}
