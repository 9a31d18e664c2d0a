package dev.vigil.protocol.cookie;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The tag of every address, alike on each node that has the same configuration and secret.
 *
 * <p>Addresses that a configuration names together (the {@code set peer} lines of a crypto map
 * entry) are one peer; so are all that hang together over several entries. Its tag is that of its
 * lowest address, IPv4 before IPv6. Any other address is a peer of its own, by a keyed hash of the
 * address, never of the port, which NAT traversal changes in mid-handshake. The key keeps outsiders
 * from choosing addresses that fall together.
 */
public final class PeerDirectory {
  private static final Comparator<InetAddress> ORDER =
      Comparator.comparing(InetAddress::getAddress, PeerDirectory::compare);

  private final SipHash hash;
  private final Map<InetAddress, InetAddress> lowest;

  private PeerDirectory(SipHash hash, Map<InetAddress, InetAddress> lowest) {
    this.hash = hash;
    this.lowest = lowest;
  }

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @param peers the addresses that each entry names together, in any order
   * @throws IllegalArgumentException if the secret is shorter
   */
  public static PeerDirectory of(
      Secret clusterSecret, Collection<? extends Collection<InetAddress>> peers) {
    Map<InetAddress, InetAddress> parents = new HashMap<>();
    for (Collection<InetAddress> together : peers) {
      for (InetAddress address : together) {
        join(parents, together.iterator().next(), address);
      }
    }
    Map<InetAddress, InetAddress> lowest = new HashMap<>();
    for (InetAddress address : parents.keySet()) {
      lowest.put(address, root(parents, address));
    }
    return new PeerDirectory(new ClusterKeys(clusterSecret).hash("vigil peer tag", 0), lowest);
  }

  public PeerTag tagOf(InetAddress address) {
    byte[] bytes = lowest.getOrDefault(address, address).getAddress();
    return new PeerTag((int) (hash.hash(bytes) >>> (Long.SIZE - PeerTag.BITS)));
  }

  /** Whether the configuration names this address. */
  public boolean isConfigured(InetAddress address) {
    return lowest.containsKey(address);
  }

  /** Makes one of two sets, with its lowest address as root. */
  private static void join(
      Map<InetAddress, InetAddress> parents, InetAddress one, InetAddress other) {
    parents.putIfAbsent(one, one);
    parents.putIfAbsent(other, other);
    InetAddress first = root(parents, one);
    InetAddress second = root(parents, other);
    boolean ordered = ORDER.compare(first, second) <= 0;
    parents.put(ordered ? second : first, ordered ? first : second);
  }

  private static InetAddress root(Map<InetAddress, InetAddress> parents, InetAddress address) {
    InetAddress at = address;
    InetAddress parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      InetAddress above = parents.getOrDefault(parent, parent);
      parents.put(at, above);
      at = parent;
      parent = above;
    }
    return at;
  }

  private static int compare(byte[] one, byte[] other) {
    return one.length == other.length
        ? Arrays.compareUnsigned(one, other)
        : Integer.compare(one.length, other.length);
  }
}
