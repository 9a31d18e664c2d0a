package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.quickmode.ChildOffer;
import java.net.InetAddress;
import java.util.List;

/**
 * A crypto map entry as its peer machine sees it.
 *
 * @param label {@code "green 1"}
 * @param local the address that we speak from
 * @param peers in the order of the configuration, at least one
 * @param flows what it protects; empty where only the peer can say it, so that we cannot begin
 */
public record Connection(
    String label, InetAddress local, List<PeerRef> peers, List<ChildOffer> flows) {
  public Connection {
    peers = List.copyOf(peers);
    flows = List.copyOf(flows);
    if (peers.isEmpty()) {
      throw new IllegalArgumentException("crypto map entry " + label + " has no peer");
    }
  }

  /** Where a first attempt goes: to the peer marked {@code default}, else to the first listed. */
  int first() {
    for (int i = 0; i < peers.size(); i++) {
      if (peers.get(i).preferred()) {
        return i;
      }
    }
    return 0;
  }

  /**
   * Where to go after the peer at {@code index} failed. "If you configure multiple peers, the
   * router switches over to the next listed peer for a stateless failover", around the list; a peer
   * marked {@code default} is tried before the others whenever a working peer dies.
   *
   * @param worked whether the tunnel had been up with the peer that failed
   */
  int after(int index, boolean worked) {
    int first = first();
    if (worked && peers.get(first).preferred() && first != index) {
      return first;
    }
    return (index + 1) % peers.size();
  }
}
