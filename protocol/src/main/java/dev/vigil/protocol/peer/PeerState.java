package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.quickmode.ChildSa;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that is remembered of one peer. Opaque outside of this package but for what {@code
 * show} needs.
 *
 * @param serials what the next cookie is made of
 */
public record PeerState(
    CookieSerials serials,
    List<HalfOpenEntry> halfOpen,
    List<IkeSummary> sas,
    List<ChildEntry> entries,
    List<Pending> pending,
    Map<String, Attempt> attempts,
    Map<InetAddress, Session> sessions) {
  public PeerState {
    halfOpen = List.copyOf(halfOpen);
    sas = List.copyOf(sas);
    entries = List.copyOf(entries);
    pending = List.copyOf(pending);
    attempts = Map.copyOf(attempts);
    sessions = Map.copyOf(sessions);
  }

  /** Of a peer that nothing is known of yet. */
  public static PeerState starting(Instant now) {
    return new PeerState(
        CookieSerials.startingAt(now),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Map.of());
  }

  /** Whether nothing is left that a time or a message could concern. */
  public boolean isEmpty() {
    return halfOpen.isEmpty()
        && sas.isEmpty()
        && entries.isEmpty()
        && attempts.values().stream().noneMatch(a -> a.wanted() || a.nextAt().isPresent());
  }

  /** The pairs of IPsec SAs in use, those that are about to go included. */
  public List<ChildSa> children() {
    return entries.stream().map(ChildEntry::child).toList();
  }

  /** How a crypto map entry of this peer stands. */
  public ConnectionStatus status(Connection connection) {
    Attempt attempt = attempts.getOrDefault(connection.label(), Attempt.idle(connection.first()));
    return new ConnectionStatus(
        connection.peers().stream().map(PeerState::address).toList(),
        Math.min(attempt.current(), connection.peers().size() - 1),
        entries.stream().anyMatch(entry -> entry.connection().equals(connection.label())),
        attempt.wanted(),
        attempt.rounds(),
        attempt.nextAt(),
        attempt.lastEnd());
  }

  private static Optional<InetAddress> address(PeerRef peer) {
    return switch (peer) {
      case PeerRef.Address(InetAddress address, _) -> Optional.of(address);
      case PeerRef.HostName _ -> Optional.empty();
    };
  }

  /** Where the peer was when each of {@link #children} was made, in their order. */
  public List<InetAddress> childAddresses() {
    return entries.stream().map(ChildEntry::remote).toList();
  }

  /** Unfinished exchanges that others began. */
  public int halfOpenCount() {
    return halfOpen.size();
  }

  /** IKE SAs, established or in negotiation. */
  public int ikeCount() {
    return sas.size();
  }

  /** Those that are established and not about to go. */
  public int usableIkeCount() {
    return (int) sas.stream().filter(IkeSummary::usable).count();
  }

  Optional<Instant> nextDeadline() {
    return Stream.of(
            halfOpen.stream().map(HalfOpenEntry::expiresAt),
            sas.stream().flatMap(sa -> sa.retireAt().stream()),
            sas.stream().flatMap(sa -> sa.rekeyAt().stream()),
            entries.stream().flatMap(entry -> entry.softAt().stream()),
            entries.stream().flatMap(entry -> entry.retireAt().stream()),
            entries.stream().map(ChildEntry::hardAt),
            attempts.values().stream().flatMap(attempt -> attempt.nextAt().stream()))
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }
}
