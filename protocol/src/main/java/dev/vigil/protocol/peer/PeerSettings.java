package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the configuration says of one peer.
 *
 * @param connections the crypto map entries that hang together through their addresses
 * @param addresses how to talk to each address of the peer
 * @param ikePort ours, 500 but in tests
 * @param remoteIkePort the peer's, likewise
 * @param maxHalfOpen bound on unfinished exchanges that the peer may have with us
 */
public record PeerSettings(
    List<Connection> connections,
    AddressBook addresses,
    int ikePort,
    int remoteIkePort,
    int maxHalfOpen,
    PeerTimings timings) {
  public PeerSettings {
    connections = List.copyOf(connections);
  }

  /** How to talk to an address, from one of ours. */
  @FunctionalInterface
  public interface AddressBook {
    /** Empty for an address that no pre-shared key is for: it is not talked to. */
    Optional<SaSettings> find(InetAddress remote, InetAddress local);

    /**
     * The same for an address that host names stand for.
     *
     * @param names in lower case
     */
    default Optional<SaSettings> find(
        InetAddress remote, InetAddress local, Collection<String> names) {
      return find(remote, local);
    }

    /** The VRFs of a peer at an address. */
    default Vrfs vrfs(InetAddress remote, InetAddress local) {
      return Vrfs.GLOBAL;
    }

    /**
     * How many packets may come late through IPsec SAs of a crypto map entry, 64 to 1024; 0: no
     * check.
     *
     * @param label of the entry, or of the dynamic map's entry
     */
    default int replayWindow(String label) {
      return IpsecSettings.DEFAULT_REPLAY_WINDOW;
    }
  }

  Optional<Connection> connection(String label) {
    return connections.stream().filter(c -> c.label().equals(label)).findFirst();
  }
}
