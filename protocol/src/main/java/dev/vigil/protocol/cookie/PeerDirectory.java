package dev.vigil.protocol.cookie;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The tag of every address, alike on each node that has the same configuration and secret.
 *
 * <p>What a configuration names together (the {@code set peer} lines of a crypto map entry) is one
 * peer; so is all that hangs together over several entries. Its tag is that of its lowest address,
 * IPv4 before IPv6, or of its lowest host name where it has no address. Any other address is a peer
 * of its own, by a keyed hash of the address, never of the port, which NAT traversal changes in
 * mid-handshake. The key keeps outsiders from choosing addresses that fall together.
 */
public final class PeerDirectory {
  private final SipHash hash;
  private final Map<PeerPoint, PeerPoint> lowest;

  private PeerDirectory(SipHash hash, Map<PeerPoint, PeerPoint> lowest) {
    this.hash = hash;
    this.lowest = lowest;
  }

  /**
   * @param clusterSecret the same on all nodes, at least 16 bytes
   * @param peers what each entry names together, in any order
   * @throws IllegalArgumentException if the secret is shorter
   */
  public static PeerDirectory of(
      Secret clusterSecret, Collection<? extends Collection<? extends PeerPoint>> peers) {
    Map<PeerPoint, PeerPoint> parents = new HashMap<>();
    for (Collection<? extends PeerPoint> together : peers) {
      for (PeerPoint point : together) {
        join(parents, together.iterator().next(), point);
      }
    }
    Map<PeerPoint, PeerPoint> lowest = new HashMap<>();
    for (PeerPoint point : parents.keySet()) {
      lowest.put(point, root(parents, point));
    }
    return new PeerDirectory(new ClusterKeys(clusterSecret).hash("vigil peer tag", 0), lowest);
  }

  public PeerTag tagOf(InetAddress address) {
    return tagOf(new PeerPoint.Address(address));
  }

  public PeerTag tagOf(PeerPoint point) {
    byte[] bytes = lowest.getOrDefault(point, point).bytes();
    return new PeerTag((int) (hash.hash(bytes) >>> (Long.SIZE - PeerTag.BITS)));
  }

  /** Whether the configuration names this one. */
  public boolean isConfigured(PeerPoint point) {
    return lowest.containsKey(point);
  }

  /** Makes one of two sets, with its lowest point as root. */
  private static void join(Map<PeerPoint, PeerPoint> parents, PeerPoint one, PeerPoint other) {
    parents.putIfAbsent(one, one);
    parents.putIfAbsent(other, other);
    PeerPoint first = root(parents, one);
    PeerPoint second = root(parents, other);
    boolean ordered = PeerPoint.ORDER.compare(first, second) <= 0;
    parents.put(ordered ? second : first, ordered ? first : second);
  }

  private static PeerPoint root(Map<PeerPoint, PeerPoint> parents, PeerPoint point) {
    PeerPoint at = point;
    PeerPoint parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      PeerPoint above = parents.getOrDefault(parent, parent);
      parents.put(at, above);
      at = parent;
      parent = above;
    }
    return at;
  }
}
