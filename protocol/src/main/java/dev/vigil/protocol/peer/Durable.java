package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a peer's state is to be safe when it changes. Calls under way are not: a new owner begins
 * them anew, as the peer does whose message is not answered.
 *
 * @param sas established ones; that one is about to close is not kept: who told it to is told again
 * @param wanted crypto map entries that are to be up
 */
record Durable(
    List<IkeSummary> sas,
    List<ChildEntry> entries,
    Set<String> wanted,
    Map<InetAddress, Session> sessions) {
  static Durable of(PeerState state) {
    return new Durable(
        state.sas().stream()
            .filter(sa -> sa.established().isPresent())
            .map(IkeSummary::atRest)
            .toList(),
        state.entries(),
        state.attempts().entrySet().stream()
            .filter(entry -> entry.getValue().wanted())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()),
        state.sessions());
  }

  boolean isEmpty() {
    return sas.isEmpty() && entries.isEmpty() && wanted.isEmpty();
  }
}
