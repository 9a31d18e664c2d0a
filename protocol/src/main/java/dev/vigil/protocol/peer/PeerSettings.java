package dev.vigil.protocol.peer;

import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of one peer.
 *
 * @param connections the crypto map entries that hang together through their addresses
 * @param byAddress how to talk to each address of the peer; an address that is not in it is not
 *     talked to
 * @param ikePort ours, 500 but in tests
 * @param remoteIkePort the peer's, likewise
 * @param maxHalfOpen bound on unfinished exchanges that the peer may have with us
 */
public record PeerSettings(
    List<Connection> connections,
    Map<InetAddress, SaSettings> byAddress,
    int ikePort,
    int remoteIkePort,
    int maxHalfOpen,
    PeerTimings timings) {
  public PeerSettings {
    connections = List.copyOf(connections);
    byAddress = Map.copyOf(byAddress);
  }

  Optional<SaSettings> of(InetAddress address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  Optional<Connection> connection(String label) {
    return connections.stream().filter(c -> c.label().equals(label)).findFirst();
  }
}
