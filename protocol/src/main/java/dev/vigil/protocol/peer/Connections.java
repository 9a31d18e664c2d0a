package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Brings crypto map entries up, goes on to the next peer when one fails, and waits in between. */
final class Connections {
  private final Turn turn;
  private final Calls calls;
  private final HostNames names;

  Connections(Turn turn, Calls calls, HostNames names) {
    this.turn = turn;
    this.calls = calls;
    this.names = names;
  }

  /** It is wanted from now on; what waits for its time goes on waiting. */
  void bringUp(String label) {
    turn.settings
        .connection(label)
        .ifPresent(connection -> {
          change(connection, attempt -> attempt.withWanted(true));
          if (turn.attempt(connection).nextAt().isEmpty()) {
            start(connection);
          }
        });
  }

  /**
   * There is something to send: all peers are tried once, and not again until there is more to
   * send. Shortly after nothing could be had, traffic is not reason enough.
   */
  void traffic(String label) {
    turn.settings
        .connection(label)
        .filter(connection -> turn.attempt(connection).nextAt().isEmpty())
        .filter(connection -> turn.attempt(connection).quietUntil().isEmpty())
        .ifPresent(this::start);
  }

  /** Not to be brought up again by us until something asks for it. */
  void abandon(PeerEvent.Clear clear) {
    for (Connection connection : turn.settings.connections()) {
      Path path = path(connection, turn.attempt(connection));
      if (clear.takes(path, turn.vrfs(path))) {
        Attempt idle = Attempt.idle(connection.first());
        boolean up = turn.children.stream().anyMatch(child -> child.serves(connection));
        turn.attempts.put(
            connection.label(), up ? idle.ended(end(path, CloseReason.CLEARED.text())) : idle);
        turn.pending.removeIf(pending -> pending.request().name().equals(connection.label()));
      }
    }
  }

  /** Forgets entries and names that the configuration no longer has. */
  void retain() {
    turn.attempts.keySet().removeIf(label -> turn.settings.connection(label).isEmpty());
    for (Connection connection : turn.settings.connections()) {
      if (turn.attempt(connection).current() >= connection.peers().size()) {
        change(connection, attempt -> attempt.next(connection.first(), 0, 0));
      }
    }
    names.retain();
  }

  void deadlines() {
    for (Connection connection : turn.settings.connections()) {
      if (turn.reached(turn.attempt(connection).nextAt())) {
        start(connection);
      } else if (turn.reached(turn.attempt(connection).quietUntil())) {
        change(connection, Attempt::audible);
      }
    }
  }

  /** Asks for what is missing, once it is known where the current peer is. */
  private void start(Connection connection) {
    Attempt attempt = turn.attempt(connection);
    change(connection, Attempt::begun);
    if (calls.complete(connection)) {
      return;
    }
    switch (peer(connection, attempt)) {
      case PeerRef.Address(InetAddress address, _) -> call(connection, address);
      case PeerRef.HostName name -> {
        if (attempt.asking()) {
          failed(connection, HostNames.unresolved(name, "no answer"));
        } else if (names.ask(name)) {
          Instant until = turn.now.plus(turn.settings.timings().namePatience());
          change(connection, a -> a.asking(until));
        } else {
          callByName(connection, name);
        }
      }
    }
  }

  /** What was being waited for goes on. */
  void resolved(PeerEvent.Resolved answer) {
    names.answered(answer);
    for (Connection connection : turn.settings.connections()) {
      Attempt attempt = turn.attempt(connection);
      if (attempt.asking()
          && peer(connection, attempt) instanceof PeerRef.HostName name
          && name.name().equalsIgnoreCase(answer.hostName())) {
        change(connection, Attempt::begun);
        if (answer.addresses().isEmpty() && (name.dynamic() || !names.known(name))) {
          failed(connection, HostNames.unresolved(name, answer.failure()));
        } else {
          callByName(connection, name);
        }
      }
    }
  }

  private void callByName(Connection connection, PeerRef.HostName name) {
    names
        .best(name, connection.local())
        .ifPresentOrElse(
            address -> call(connection, address),
            () -> failed(connection, HostNames.otherFamily(name, connection.local())));
  }

  private void call(Connection connection, InetAddress address) {
    change(connection, attempt -> attempt.calling(address));
    List<ChildRequest> requests = calls.missing(connection);
    if (!requests.isEmpty()) {
      calls
          .begin(path(connection, turn.attempt(connection)), requests)
          .ifPresent(reason -> failed(connection, reason));
    }
  }

  /** The tunnel is up with the peer at that address, whoever began. */
  void succeeded(String label, InetAddress remote) {
    turn.settings
        .connection(label)
        .ifPresent(connection -> {
          int index = indexOf(connection, turn.attempt(connection).current(), remote);
          change(connection, attempt -> attempt.succeeded(index, remote));
          names.reached(connection.peers().get(index), remote);
          calls.giveUpUnneeded();
        });
  }

  /** The current one where it may be, or where the peer's address is none that we know. */
  private int indexOf(Connection connection, int current, InetAddress remote) {
    for (int i = 0; i < connection.peers().size(); i++) {
      int index = (current + i) % connection.peers().size();
      if (names.isAt(connection.peers().get(index), remote)) {
        return index;
      }
    }
    return current;
  }

  /**
   * The current peer did not answer, or refused: the next one, or all of them after a while. An
   * entry of several flows hears this once for each; the first one counts. None does if the peer
   * has brought all of it up itself in the meantime.
   */
  void failed(Connection connection, String reason) {
    Attempt attempt = turn.attempt(connection);
    if (attempt.nextAt().isPresent() || calls.complete(connection)) {
      return;
    }
    Path path = path(connection, attempt);
    turn.emit(new PeerEffect.ConnectionFailed(connection.label(), path.remote(), reason));
    names.failed(peer(connection, attempt), attempt.called());
    int next = connection.after(attempt.current(), false);
    int tried = attempt.tried() + 1;
    Attempt after = attempt.ended(end(path, reason));
    if (tried < connection.peers().size()) {
      turn.attempts.put(connection.label(), after.next(next, tried, attempt.rounds()).at(turn.now));
      failedOver(connection, path.remote());
      attempt.called().ifPresent(calls::leave);
    } else {
      Instant again = turn.now.plus(backOff(attempt.rounds()));
      after = after.next(next, 0, attempt.rounds() + 1);
      turn.attempts.put(
          connection.label(), attempt.wanted() ? after.at(again) : after.quiet(again));
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
    Path path = path(connection, attempt);
    names.failed(peer(connection, attempt), attempt.called());
    Attempt after =
        attempt
            .ended(end(path, reason.text()))
            .next(connection.after(attempt.current(), true), 0, attempt.rounds());
    boolean again = attempt.wanted() || connection.peers().size() > 1;
    turn.attempts.put(connection.label(), again ? after.at(turn.now) : after);
    failedOver(connection, path.remote());
  }

  /**
   * Not the peer's fault: another IKE SA with the same peer is there to negotiate under, or an
   * operator took the old one down. After everything else that the IKE SA has to say in this turn:
   * its end may be still to come, and nothing is to be negotiated under it any more.
   */
  void again(Connection connection) {
    change(connection, attempt -> attempt.nextAt().isPresent() ? attempt : attempt.at(turn.now));
  }

  /** An operator cleared it, which is no reason for it to stay down if it is wanted. */
  void cleared(Connection connection) {
    Attempt attempt = turn.attempt(connection);
    ConnectionEnd end = end(path(connection, attempt), CloseReason.CLEARED.text());
    change(connection, a -> a.ended(end));
    if (attempt.wanted()) {
      again(connection);
    }
  }

  /** The peer itself took the tunnel down: called again only if wanted, and not at once. */
  void dismissed(Connection connection, CloseReason reason) {
    Attempt attempt = turn.attempt(connection);
    Attempt after = attempt.ended(end(path(connection, attempt), reason.text()));
    boolean again = attempt.wanted() && attempt.nextAt().isEmpty();
    turn.attempts.put(
        connection.label(), again ? after.at(turn.now.plus(backOff(attempt.rounds()))) : after);
  }

  private void change(Connection connection, UnaryOperator<Attempt> change) {
    turn.attempts.put(connection.label(), change.apply(turn.attempt(connection)));
  }

  private ConnectionEnd end(Path path, String reason) {
    return new ConnectionEnd(turn.now, Optional.ofNullable(path.remote().getAddress()), reason);
  }

  private void failedOver(Connection connection, InetSocketAddress from) {
    InetSocketAddress to = path(connection, turn.attempt(connection)).remote();
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

  private static PeerRef peer(Connection connection, Attempt attempt) {
    return connection.peers().get(Math.min(attempt.current(), connection.peers().size() - 1));
  }

  /** To the current peer; to its name, which has no address, where that does not resolve. */
  private Path path(Connection connection, Attempt attempt) {
    int port = turn.settings.remoteIkePort();
    InetSocketAddress remote =
        switch (peer(connection, attempt)) {
          case PeerRef.Address(InetAddress address, _) -> new InetSocketAddress(address, port);
          case PeerRef.HostName name ->
              attempt
                  .called()
                  .or(() -> names.best(name, connection.local()))
                  .map(address -> new InetSocketAddress(address, port))
                  .orElseGet(() -> InetSocketAddress.createUnresolved(name.name(), port));
        };
    return new Path(
        new InetSocketAddress(connection.local(), turn.settings.ikePort()), remote, false);
  }
}
