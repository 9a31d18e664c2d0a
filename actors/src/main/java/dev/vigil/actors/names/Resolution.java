package dev.vigil.actors.names;

import dev.vigil.protocol.peer.PeerEvent;
import java.net.InetAddress;
import java.util.List;

/**
 * What became of a question.
 *
 * @param hostName in lower case
 * @param addresses best first; empty: there are none now
 * @param failure one clause, where there are none
 */
public record Resolution(String hostName, List<InetAddress> addresses, String failure) {
  public Resolution {
    addresses = List.copyOf(addresses);
  }

  static Resolution failed(String hostName, String failure) {
    return new Resolution(hostName, List.of(), failure);
  }

  /** For the machine of the peer that has this name. */
  public PeerEvent.Resolved event() {
    return new PeerEvent.Resolved(hostName, addresses, failure);
  }
}
