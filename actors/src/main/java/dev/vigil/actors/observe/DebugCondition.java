package dev.vigil.actors.observe;

import dev.vigil.protocol.config.IpPrefix;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * {@code debug crypto condition}: whose events are traced.
 *
 * @param peers any of them; empty: everybody
 */
public record DebugCondition(List<IpPrefix> peers) {
  public static final DebugCondition ALL = new DebugCondition(List.of());

  public DebugCondition {
    peers = List.copyOf(peers);
  }

  /** One peer, or everybody. */
  public static DebugCondition of(Optional<InetAddress> peer) {
    return new DebugCondition(peer.stream().map(IpPrefix::host).toList());
  }

  public boolean takes(InetAddress peer) {
    return peers.isEmpty() || peers.stream().anyMatch(prefix -> prefix.contains(peer));
  }
}
