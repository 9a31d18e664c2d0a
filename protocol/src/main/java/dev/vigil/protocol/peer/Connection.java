package dev.vigil.protocol.peer;

import dev.vigil.protocol.quickmode.ChildOffer;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;

/**
 * A crypto map entry as its peer machine sees it.
 *
 * @param label {@code "green 1"}
 * @param local the address that we speak from
 * @param peers in the order of the configuration, at least one
 * @param preferred index of the peer marked {@code default}
 * @param flows what it protects; empty where only the peer can say it, so that we cannot begin
 */
public record Connection(
    String label,
    InetAddress local,
    List<InetAddress> peers,
    OptionalInt preferred,
    List<ChildOffer> flows) {
  public Connection {
    peers = List.copyOf(peers);
    flows = List.copyOf(flows);
    if (peers.isEmpty()) {
      throw new IllegalArgumentException("crypto map entry " + label + " has no peer");
    }
  }

  /** Where a first attempt goes. */
  int first() {
    return preferred.orElse(0);
  }

  /**
   * Where to go after the peer at {@code index} failed. "If you configure multiple peers, the
   * router switches over to the next listed peer for a stateless failover", around the list; a peer
   * marked {@code default} is tried before the others whenever a working peer dies.
   *
   * @param worked whether the tunnel had been up with the peer that failed
   */
  int after(int index, boolean worked) {
    if (worked && preferred.isPresent() && preferred.getAsInt() != index) {
      return preferred.getAsInt();
    }
    return (index + 1) % peers.size();
  }
}
