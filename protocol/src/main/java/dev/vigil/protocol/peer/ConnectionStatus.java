package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a crypto map entry stands, for {@code show}.
 *
 * @param addresses where each of its peers is, in the order of {@link Connection#peers}; empty: a
 *     host name that is not resolved
 * @param current index of the peer that is talked to, or would be next
 * @param up IPsec SAs stand
 * @param wanted it is brought up again whenever it is down
 * @param rounds how often in a row none of its peers could be had
 * @param nextAttempt when it is tried again, while it waits for that
 * @param lastEnd why it went down last, or could not come up
 */
public record ConnectionStatus(
    List<Optional<InetAddress>> addresses,
    int current,
    boolean up,
    boolean wanted,
    int rounds,
    Optional<Instant> nextAttempt,
    Optional<ConnectionEnd> lastEnd) {
  public ConnectionStatus {
    addresses = List.copyOf(addresses);
  }
}
