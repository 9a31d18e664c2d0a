package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What we begin ourselves: Main Modes, and Quick Modes under IKE SAs that we choose. */
final class Calls {
  private final Turn turn;

  Calls(Turn turn) {
    this.turn = turn;
  }

  /** Every flow of the entry that neither stands nor is being negotiated. */
  List<ChildRequest> missing(Connection connection) {
    List<ChildRequest> requests = new ArrayList<>();
    for (ChildOffer flow : connection.flows()) {
      ChildRequest request = flow.request(turn.newSpi());
      if (!stands(request)
          && turn.pending.stream().noneMatch(p -> sameFlow(p.request(), request))) {
        requests.add(request);
      }
    }
    return requests;
  }

  /** Whether every flow of the entry stands. */
  boolean complete(Connection connection) {
    return connection.flows().stream().map(flow -> flow.request(0)).allMatch(this::stands);
  }

  private boolean stands(ChildRequest request) {
    return turn.children.stream().anyMatch(child -> child.current() && child.sameFlow(request));
  }

  private static boolean sameFlow(ChildRequest one, ChildRequest other) {
    return one.name().equals(other.name())
        && one.local().equals(other.local())
        && one.remote().equals(other.remote());
  }

  /**
   * Negotiates those, under a new IKE SA if need be.
   *
   * @return why that cannot be, as one clause; empty: it is under way
   */
  Optional<String> begin(Path path, List<ChildRequest> requests) {
    Optional<IkeSummary> sa = turn.usableSa(path).or(() -> negotiating(path));
    if (sa.isPresent()) {
      requests.forEach(request -> negotiate(sa.get(), request, OptionalInt.empty()));
      return Optional.empty();
    }
    Optional<SaSettings> settings = turn.settingsFor(path);
    if (settings.isEmpty()) {
      return Optional.of("no pre-shared key for " + path.remote().getAddress().getHostAddress());
    }
    Optional<Cookie> ours = turn.newCookie();
    if (ours.isEmpty()) {
      return Optional.of("too many exchanges with this peer just now");
    }
    requests.forEach(
        request -> turn.pending.add(new Pending(request, ours.get(), OptionalInt.empty())));
    initiate(ours.get(), settings.get(), path, Optional.empty(), requests);
    return Optional.empty();
  }

  /** An IKE SA that is being made along that path, begun now if need be; empty: it cannot be. */
  Optional<IkeSummary> renewed(Path path) {
    Optional<IkeSummary> known = turn.usableSa(path).or(() -> negotiating(path));
    return known.isPresent() || begin(path, List.of()).isPresent() ? known : negotiating(path);
  }

  private Optional<IkeSummary> negotiating(Path path) {
    return turn.sas.stream()
        .filter(sa -> sa.negotiating() && sa.role() == Role.INITIATOR)
        .filter(sa -> turn.sameHost(sa.path(), path))
        .findFirst();
  }

  void negotiate(IkeSummary sa, ChildRequest request, OptionalInt replaces) {
    turn.pending.add(new Pending(request, sa.ours(), replaces));
    turn.change(sa.ours(), s -> s.negotiating() ? s.withRetireAt(Optional.empty()) : s);
    turn.emit(new PeerEffect.ToSa(sa.ours(), new SaEvent.Negotiate(request)));
  }

  /**
   * A new Main Mode, to succeed {@code replaces} where there is one. It says INITIAL-CONTACT only
   * while we hold nothing at all of that peer, IPsec SAs whose IKE SA was cleared included.
   */
  void initiate(
      Cookie ours,
      SaSettings settings,
      Path path,
      Optional<Cookie> replaces,
      List<ChildRequest> requests) {
    InetAddress remote = path.remote().getAddress();
    boolean only =
        turn.sas.stream().noneMatch(sa -> sa.path().remote().getAddress().equals(remote))
            && turn.children.stream().noneMatch(child -> child.remote().equals(remote));
    turn.sas.add(IkeSummary.initiator(ours, path, turn.now, replaces));
    turn.emit(
        new PeerEffect.StartInitiator(
            ours, settings.withInitialContact(only && replaces.isEmpty()), path, requests));
  }

  /**
   * The peer's own call brought up all that ours is for: ours is given up. Not while it may be as
   * good as done, when the peer would keep an IKE SA that we know nothing of: calls that cross are
   * settled between the two IKE SAs.
   */
  void giveUpUnneeded() {
    for (IkeSummary sa : List.copyOf(turn.sas)) {
      if (sa.role() == Role.INITIATOR && sa.negotiating() && !needed(sa)) {
        Instant patience = sa.startedAt().plus(turn.settings.timings().simultaneity());
        turn.change(sa.ours(), s -> s.withRetireAt(Optional.of(patience)));
      }
    }
  }

  /** Whether an IKE SA that we are making is for anything that does not stand yet. */
  boolean needed(IkeSummary sa) {
    List<Pending> purposes = turn.pending.stream().filter(p -> p.ike().equals(sa.ours())).toList();
    return sa.replaces().isPresent()
        || purposes.isEmpty()
        || purposes.stream().anyMatch(p -> p.replaces().isPresent() || !stands(p.request()));
  }

  /** An IKE SA of ours under which nothing came about has no use once another peer is called. */
  void leave(InetAddress remote) {
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
}
