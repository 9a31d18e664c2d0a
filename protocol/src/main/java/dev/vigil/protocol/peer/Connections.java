package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Brings crypto map entries up, goes on to the next peer when one fails, and waits in between. */
final class Connections {
  private final Turn turn;

  Connections(Turn turn) {
    this.turn = turn;
  }

  void bringUp(String label) {
    turn.settings
        .connection(label)
        .ifPresent(connection -> {
          Attempt attempt = turn.attempt(connection);
          turn.attempts.put(label, attempt.withWanted(true));
          if (attempt.nextAt().isEmpty()) {
            start(connection);
          }
        });
  }

  /** Not to be brought up again by us until something asks for it. */
  void abandon(PeerEvent.Clear clear) {
    for (Connection connection : turn.settings.connections()) {
      Attempt attempt = turn.attempt(connection);
      Path path = path(connection, attempt.current());
      if (clear.takes(path)) {
        Attempt idle = Attempt.idle(connection.first());
        turn.attempts.put(
            connection.label(),
            isUp(connection) ? idle.ended(end(path, CloseReason.CLEARED.text())) : idle);
        turn.pending.removeIf(pending -> pending.request().name().equals(connection.label()));
      }
    }
  }

  /** Forgets entries that the configuration no longer has. */
  void retain() {
    turn.attempts.keySet().removeIf(label -> turn.settings.connection(label).isEmpty());
    for (Connection connection : turn.settings.connections()) {
      Attempt attempt = turn.attempt(connection);
      if (attempt.current() >= connection.peers().size()) {
        turn.attempts.put(
            connection.label(), attempt.next(connection.first(), 0, 0, attempt.nextAt()));
      }
    }
  }

  void deadlines() {
    for (Connection connection : turn.settings.connections()) {
      Attempt attempt = turn.attempts.get(connection.label());
      if (attempt != null && turn.reached(attempt.nextAt())) {
        start(connection);
      }
    }
  }

  /** Asks for every flow of the entry that neither stands nor is being negotiated. */
  void start(Connection connection) {
    Attempt attempt = turn.attempt(connection).at(Optional.empty());
    turn.attempts.put(connection.label(), attempt);
    List<ChildRequest> requests = missing(connection);
    if (requests.isEmpty()) {
      return;
    }
    InetAddress remote = path(connection, attempt.current()).remote().getAddress();
    Optional<IkeSummary> sa = turn.usableSa(remote).or(() -> negotiating(remote));
    if (sa.isPresent()) {
      for (ChildRequest request : requests) {
        negotiate(sa.get(), request, OptionalInt.empty());
      }
    } else {
      startIke(connection, path(connection, attempt.current()), requests);
    }
  }

  private List<ChildRequest> missing(Connection connection) {
    List<ChildRequest> requests = new ArrayList<>();
    for (ChildOffer flow : connection.flows()) {
      ChildRequest request = flow.request(turn.newSpi());
      boolean present =
          turn.children.stream().anyMatch(child -> child.current() && child.sameFlow(request));
      boolean underWay = turn.pending.stream().anyMatch(p -> sameFlow(p.request(), request));
      if (!present && !underWay) {
        requests.add(request);
      }
    }
    return requests;
  }

  private static boolean sameFlow(ChildRequest one, ChildRequest other) {
    return one.name().equals(other.name())
        && one.local().equals(other.local())
        && one.remote().equals(other.remote());
  }

  private Optional<IkeSummary> negotiating(InetAddress remote) {
    return turn.sas.stream()
        .filter(sa -> sa.negotiating() && sa.role() == Role.INITIATOR)
        .filter(sa -> sa.path().remote().getAddress().equals(remote))
        .findFirst();
  }

  void negotiate(IkeSummary sa, ChildRequest request, OptionalInt replaces) {
    turn.pending.add(new Pending(request, sa.ours(), replaces));
    turn.emit(new PeerEffect.ToSa(sa.ours(), new SaEvent.Negotiate(request)));
  }

  private void startIke(Connection connection, Path path, List<ChildRequest> requests) {
    Optional<Cookie> ours = turn.newCookie();
    Optional<SaSettings> settings = turn.settingsFor(path);
    if (settings.isEmpty() || ours.isEmpty()) {
      failed(connection, "no pre-shared key for " + path.remote().getAddress().getHostAddress());
      return;
    }
    requests.forEach(
        request -> turn.pending.add(new Pending(request, ours.get(), OptionalInt.empty())));
    initiate(ours.get(), settings.get(), path, Optional.empty(), requests);
  }

  /** A new Main Mode, to succeed {@code replaces} where there is one. */
  void initiate(
      Cookie ours,
      SaSettings settings,
      Path path,
      Optional<Cookie> replaces,
      List<ChildRequest> requests) {
    boolean only =
        turn.sas.stream()
            .noneMatch(sa -> sa.path().remote().getAddress().equals(path.remote().getAddress()));
    turn.sas.add(IkeSummary.initiator(ours, path, turn.now, replaces));
    turn.emit(
        new PeerEffect.StartInitiator(
            ours, settings.withInitialContact(only && replaces.isEmpty()), path, requests));
  }

  /** The tunnel is up with the peer at that address, whoever began. */
  void succeeded(String label, InetAddress remote) {
    turn.settings
        .connection(label)
        .ifPresent(connection -> {
          Attempt attempt = turn.attempt(connection);
          int index = indexOf(connection, remote);
          turn.attempts.put(label, attempt.succeeded(Math.max(index, 0)));
        });
  }

  /**
   * The current peer did not answer, or refused: the next one, or all of them after a while. An
   * entry of several flows hears this once for each; the first one counts.
   */
  void failed(Connection connection, String reason) {
    Attempt attempt = turn.attempt(connection);
    if (attempt.nextAt().isPresent()) {
      return;
    }
    Path path = path(connection, attempt.current());
    InetSocketAddress peer = path.remote();
    attempt = attempt.ended(end(path, reason));
    turn.emit(new PeerEffect.ConnectionFailed(connection.label(), peer, reason));
    int next = connection.after(attempt.current(), false);
    int tried = attempt.tried() + 1;
    if (tried < connection.peers().size()) {
      turn.attempts.put(connection.label(), attempt.next(next, tried, attempt.rounds(), atOnce()));
      failedOver(connection, peer, next);
      leave(peer.getAddress());
    } else {
      Optional<Instant> again =
          attempt.wanted()
              ? Optional.of(turn.now.plus(backOff(attempt.rounds())))
              : Optional.empty();
      turn.attempts.put(connection.label(), attempt.next(next, 0, attempt.rounds() + 1, again));
    }
  }

  /** An IKE SA of ours under which nothing came about has no use once another peer is called. */
  private void leave(InetAddress remote) {
    for (IkeSummary sa : List.copyOf(turn.sas)) {
      boolean used =
          turn.children.stream().anyMatch(child -> child.ike().equals(sa.ours()))
              || turn.pending.stream().anyMatch(pending -> pending.ike().equals(sa.ours()));
      if (!used
          && sa.usable()
          && sa.role() == Role.INITIATOR
          && sa.path().remote().getAddress().equals(remote)) {
        turn.change(sa.ours(), IkeSummary::asClosing);
        turn.emit(
            new PeerEffect.ToSa(sa.ours(), new SaEvent.Close(CloseReason.REFUSED_BY_PEER, true)));
      }
    }
  }

  /**
   * A tunnel that had been up is down. The next peer of the entry takes over at once; the only peer
   * of an entry is called again if the tunnel is to be kept up.
   */
  void lost(Connection connection, CloseReason reason) {
    Attempt attempt = turn.attempt(connection);
    if (attempt.nextAt().isPresent()) {
      return;
    }
    Path path = path(connection, attempt.current());
    InetSocketAddress peer = path.remote();
    attempt = attempt.ended(end(path, reason.text()));
    int next = connection.after(attempt.current(), true);
    boolean again = attempt.wanted() || connection.peers().size() > 1;
    turn.attempts.put(
        connection.label(),
        attempt.next(next, 0, attempt.rounds(), again ? atOnce() : Optional.empty()));
    failedOver(connection, peer, next);
  }

  /** Not the peer's fault: another IKE SA with the same peer is there to negotiate under. */
  void again(Connection connection) {
    Attempt attempt = turn.attempt(connection);
    if (attempt.nextAt().isEmpty()) {
      turn.attempts.put(connection.label(), attempt.at(atOnce()));
    }
  }

  /**
   * After everything else that the IKE SA has to say in this turn: its end may be still to come,
   * and nothing is to be negotiated under it any more.
   */
  private Optional<Instant> atOnce() {
    return Optional.of(turn.now);
  }

  /** The peer itself took the tunnel down: called again only if wanted, and not at once. */
  void dismissed(Connection connection, CloseReason reason) {
    Attempt attempt = turn.attempt(connection);
    attempt = attempt.ended(end(path(connection, attempt.current()), reason.text()));
    boolean again = attempt.wanted() && attempt.nextAt().isEmpty();
    turn.attempts.put(
        connection.label(),
        again ? attempt.at(Optional.of(turn.now.plus(backOff(attempt.rounds())))) : attempt);
  }

  private ConnectionEnd end(Path path, String reason) {
    return new ConnectionEnd(turn.now, Optional.of(path.remote().getAddress()), reason);
  }

  private boolean isUp(Connection connection) {
    return turn.children.stream().anyMatch(child -> child.connection().equals(connection.label()));
  }

  private static int indexOf(Connection connection, InetAddress remote) {
    for (int i = 0; i < connection.peers().size(); i++) {
      if (connection.peers().get(i) instanceof PeerRef.Address(InetAddress address, _)
          && address.equals(remote)) {
        return i;
      }
    }
    return -1;
  }

  private void failedOver(Connection connection, InetSocketAddress from, int next) {
    InetSocketAddress to = path(connection, next).remote();
    if (!to.equals(from)) {
      turn.emit(new PeerEffect.FailedOver(connection.label(), from, to));
    }
  }

  /**
   * Doubled with each round, half of it by chance, so that a thousand sites do not call at once.
   */
  private Duration backOff(int rounds) {
    PeerTimings timings = turn.settings.timings();
    Duration full = timings.backOffFirst().multipliedBy(1L << Math.min(rounds, 16));
    if (full.compareTo(timings.backOffMost()) > 0) {
      full = timings.backOffMost();
    }
    return turn.between(full.dividedBy(2), full);
  }

  private Path path(Connection connection, int index) {
    PeerRef peer = connection.peers().get(Math.min(index, connection.peers().size() - 1));
    InetSocketAddress remote =
        switch (peer) {
          case PeerRef.Address(InetAddress address, _) ->
              new InetSocketAddress(address, turn.settings.remoteIkePort());
          case PeerRef.HostName(String name, _, _) ->
              InetSocketAddress.createUnresolved(name, turn.settings.remoteIkePort());
        };
    return new Path(
        new InetSocketAddress(connection.local(), turn.settings.ikePort()), remote, false);
  }
}
