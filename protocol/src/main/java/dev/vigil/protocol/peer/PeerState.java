package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that is remembered of one peer. Opaque outside of this package but for what {@code
 * show} needs.
 *
 * @param serials what the next cookie is made of
 * @param names what is known of host names, by the name in lower case
 */
public record PeerState(
    CookieSerials serials,
    List<HalfOpenEntry> halfOpen,
    List<IkeSummary> sas,
    List<ChildEntry> entries,
    List<Pending> pending,
    Map<String, Attempt> attempts,
    Map<InetAddress, Session> sessions,
    Map<String, ResolvedName> names) {
  public PeerState {
    halfOpen = List.copyOf(halfOpen);
    sas = List.copyOf(sas);
    entries = List.copyOf(entries);
    pending = List.copyOf(pending);
    attempts = Map.copyOf(attempts);
    sessions = Map.copyOf(sessions);
    names = Map.copyOf(names);
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
        Map.of(),
        Map.of());
  }

  /** Whether nothing is left that a time or a message could concern. */
  public boolean isEmpty() {
    return halfOpen.isEmpty()
        && sas.isEmpty()
        && entries.isEmpty()
        && attempts.values().stream().noneMatch(PeerState::hasPlans);
  }

  /** Writes what must outlive the node. */
  public void freeze(FieldWriter fields) {
    FrozenState.freeze(this, fields);
  }

  /** What {@link #freeze} wrote; {@link PeerEvent.Resumed} is to be its first event. */
  public static PeerState thaw(FieldReader fields) {
    return FrozenState.thaw(fields);
  }

  /** Whether nothing is left that would have to outlive the node. */
  public boolean isForgettable() {
    return Durable.of(this).isEmpty();
  }

  private static boolean hasPlans(Attempt attempt) {
    return attempt.wanted() || attempt.nextAt().isPresent() || attempt.quietUntil().isPresent();
  }

  /** The pairs of IPsec SAs in use, those that are about to go included. */
  public List<ChildSa> children() {
    return entries.stream().map(ChildEntry::child).toList();
  }

  /** How a crypto map entry of this peer stands. */
  public ConnectionStatus status(Connection connection) {
    Attempt attempt = attempts.getOrDefault(connection.label(), Attempt.idle(connection.first()));
    return new ConnectionStatus(
        addresses(connection, attempt),
        Math.min(attempt.current(), connection.peers().size() - 1),
        entries.stream().anyMatch(entry -> entry.connection().equals(connection.label())),
        attempt.wanted(),
        attempt.rounds(),
        attempt.nextAt(),
        attempt.lastEnd());
  }

  private List<Optional<InetAddress>> addresses(Connection connection, Attempt attempt) {
    List<Optional<InetAddress>> addresses = new ArrayList<>();
    for (PeerRef peer : connection.peers()) {
      boolean current = addresses.size() == attempt.current();
      addresses.add(
          switch (peer) {
            case PeerRef.Address(InetAddress address, _) -> Optional.of(address);
            case PeerRef.HostName(String name, _, _) ->
                (current ? attempt.called() : Optional.<InetAddress>empty())
                    .or(() -> best(name, connection.local()));
          });
    }
    return addresses;
  }

  private Optional<InetAddress> best(String name, InetAddress local) {
    return names
        .getOrDefault(HostNames.key(name), ResolvedName.UNKNOWN)
        .best(address -> address.getAddress().length == local.getAddress().length);
  }

  /**
   * The host names that are known to stand for this address, in lower case and in order, for {@link
   * PeerSettings.AddressBook}.
   */
  public List<String> namesOf(InetAddress address) {
    return namesOf(names, address);
  }

  static List<String> namesOf(Map<String, ResolvedName> names, InetAddress address) {
    return names.entrySet().stream()
        .filter(name -> name.getValue().standsFor(address))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Where the peer was when each of {@link #children} was made, in their order. */
  public List<InetAddress> childAddresses() {
    return entries.stream().map(ChildEntry::remote).toList();
  }

  /** Unfinished exchanges that others began. */
  public int halfOpenCount() {
    return halfOpen.size();
  }

  /** Our cookies of all IKE SAs, established or in negotiation. */
  public List<Cookie> ikeSas() {
    return sas.stream().map(IkeSummary::ours).toList();
  }

  /** IKE SAs, established or in negotiation. */
  public int ikeCount() {
    return sas.size();
  }

  /** Whether that is our half of the cookie pair of an IKE SA that has not closed. */
  public boolean has(Cookie ours) {
    return sas.stream().anyMatch(sa -> sa.ours().equals(ours));
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
            attempts.values().stream().flatMap(attempt -> attempt.nextAt().stream()),
            attempts.values().stream().flatMap(attempt -> attempt.quietUntil().stream()))
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }
}
