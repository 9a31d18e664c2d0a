package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The IKE SAs of a peer among each other: uniqueness, INITIAL-CONTACT, rekey, and their ends. */
final class IkeSas {
  private final Turn turn;
  private final Children children;
  private final Calls calls;
  private final Connections connections;

  IkeSas(Turn turn, Children children, Calls calls, Connections connections) {
    this.turn = turn;
    this.children = children;
    this.calls = calls;
    this.connections = connections;
  }

  void reported(Cookie ours, SaEffect effect) {
    Optional<IkeSummary> known = turn.sa(ours);
    if (known.isEmpty()) {
      return;
    }
    IkeSummary sa = known.get();
    switch (effect) {
      case SaEffect.Established(var result) -> established(sa, result);
      case SaEffect.InitialContact() -> {
        turn.change(ours, IkeSummary::withInitialContact);
        turn.sa(ours).ifPresent(this::initialContact);
      }
      case SaEffect.ChildEstablished(var child) -> children.established(sa, child);
      case SaEffect.ChildFailed(var request, var reason) -> children.failed(request, reason);
      case SaEffect.PeerDeletedChildren(var spis) -> children.deletedByPeer(sa, spis);
      case SaEffect.PathMoved(var path) -> {
        turn.change(ours, s -> s.withPath(path));
        children.rebind(ours, ours);
      }
      case SaEffect.RekeyDue() -> rekey(sa);
      case SaEffect.Closed(var reason) -> closed(sa, reason);
      case SaEffect.Transmit _,
          SaEffect.TransmitNatKeepalive _,
          SaEffect.Dropped _,
          SaEffect.Trace _,
          SaEffect.Checkpoint _ -> {}
    }
  }

  private void established(IkeSummary sa, Phase1Result result) {
    turn.change(
        sa.ours(),
        s ->
            s.withPath(result.path())
                .withEstablished(
                    new IkeSummary.Established(result.cookies(), result.peerIdentity(), turn.now)));
    IkeSummary fresh = turn.sa(sa.ours()).orElseThrow();
    turn.sas.remove(fresh);
    turn.sas.add(fresh);
    children.adopt(fresh);
    initialContact(fresh);
    for (IkeSummary other : List.copyOf(turn.sas)) {
      if (!other.ours().equals(fresh.ours()) && other.usable() && turn.samePeer(other, fresh)) {
        settle(turn.sa(fresh.ours()).orElseThrow(), other);
      }
    }
  }

  /**
   * RFC 2407 §4.6.3.3: the receiver "might then elect to delete any existing SA's it has for the
   * sending system under the assumption that the sending system has rebooted". Only SAs that stood
   * before this exchange began are meant, and only those of the same authenticated identity. Those
   * that were made at about the same time, when both sides called each other, are not: {@link
   * #settle} chooses among them. The peer is told, in case that it does have the old SA.
   */
  private void initialContact(IkeSummary fresh) {
    if (!fresh.initialContact() || fresh.established().isEmpty()) {
      return;
    }
    Map<Cookie, Instant> ofPeer =
        turn.sas.stream()
            .filter(sa -> turn.samePeer(sa, fresh))
            .collect(Collectors.toMap(IkeSummary::ours, sa -> meansWhatIsBefore(fresh, sa)));
    turn.because(CloseReason.INITIAL_CONTACT);
    children.removeAll(
        child -> {
          Instant before = ofPeer.get(child.ike());
          return before != null && child.child().establishedAt().isBefore(before);
        },
        ChildEnd.INITIAL_CONTACT,
        false);
    for (IkeSummary other : List.copyOf(turn.sas)) {
      Instant before = ofPeer.get(other.ours());
      boolean older =
          before != null && other.established().map(e -> e.at().isBefore(before)).orElse(false);
      if (older && !other.closing()) {
        end(other, CloseReason.INITIAL_CONTACT, true);
      }
    }
  }

  /** Calls cross only when each side makes one, so one of the same side is never of that time. */
  private Instant meansWhatIsBefore(IkeSummary fresh, IkeSummary other) {
    return fresh.role() == other.role()
        ? fresh.startedAt()
        : fresh.startedAt().minus(turn.settings.timings().simultaneity());
  }

  /**
   * Two SAs with one peer: the newer one succeeds the older. When both sides began one at the same
   * time the lower initiator cookie wins, which both sides see alike; the other one leaves after
   * its IPsec SAs have gone over.
   */
  private void settle(IkeSummary fresh, IkeSummary other) {
    boolean once =
        fresh.role() != other.role()
            && other.established().map(e -> fresh.startedAt().isBefore(e.at())).orElse(false)
            && Duration.between(other.startedAt(), fresh.startedAt())
                    .abs()
                    .compareTo(turn.settings.timings().simultaneity())
                < 0;
    boolean freshLoses =
        once && Long.compareUnsigned(fresh.initiator().value(), other.initiator().value()) > 0;
    IkeSummary leaving = freshLoses ? fresh : other;
    IkeSummary staying = freshLoses ? other : fresh;
    Duration overlap = turn.settings.timings().ikeOverlap();
    Duration wait = turn.between(overlap, overlap.multipliedBy(2));
    turn.change(leaving.ours(), s -> s.withRetireAt(Optional.of(turn.now.plus(wait))));
    children.move(leaving.ours(), staying.ours());
  }

  /**
   * "Who notices first": a Main Mode to the same address, unless one is under way already. An SA
   * that no IPsec SA hangs on has no successor: it ends with its lifetime, as on the router, and
   * whoever needs one makes one.
   */
  private void rekey(IkeSummary sa) {
    InetAddress remote = sa.path().remote().getAddress();
    boolean underWay =
        turn.sas.stream().anyMatch(s -> s.negotiating() && turn.sameHost(s.path(), sa.path()));
    boolean idle =
        turn.children.stream()
            .noneMatch(child -> child.ike().equals(sa.ours()) || child.remote().equals(remote));
    if (!sa.usable() || underWay || idle) {
      return;
    }
    Optional<SaSettings> settings = turn.settingsFor(sa.path());
    Optional<Cookie> ours = turn.newCookie();
    if (settings.isPresent() && ours.isPresent()) {
      turn.change(sa.ours(), s -> s.withRekeyAt(Optional.empty()));
      calls.initiate(ours.get(), settings.get(), sa.path(), Optional.of(sa.ours()), List.of());
    }
  }

  void deadlines() {
    for (IkeSummary sa : List.copyOf(turn.sas)) {
      if (turn.reached(sa.retireAt())) {
        retire(sa);
      } else if (turn.reached(sa.rekeyAt())) {
        turn.change(sa.ours(), s -> s.withRekeyAt(Optional.empty()));
        turn.sa(sa.ours()).ifPresent(this::rekey);
      }
    }
  }

  /** It leaves only while another one is there to answer for the peer's IPsec SAs. */
  private void retire(IkeSummary sa) {
    if (sa.negotiating()) {
      giveUp(sa);
    } else if (successorOf(sa).isEmpty()) {
      turn.change(sa.ours(), s -> s.withRetireAt(Optional.empty()));
    } else if (turn.pending.stream().anyMatch(pending -> pending.ike().equals(sa.ours()))) {
      Duration more = turn.settings.timings().childGrace();
      turn.change(sa.ours(), s -> s.withRetireAt(Optional.of(turn.now.plus(more))));
    } else {
      end(sa, CloseReason.REPLACED, true);
    }
  }

  private void giveUp(IkeSummary sa) {
    if (calls.needed(sa)) {
      turn.change(sa.ours(), s -> s.withRetireAt(Optional.empty()));
    } else {
      end(sa, CloseReason.REPLACED, false);
    }
  }

  private Optional<IkeSummary> successorOf(IkeSummary sa) {
    return turn.sas.stream()
        .filter(other -> !other.ours().equals(sa.ours()) && turn.samePeer(other, sa))
        .filter(IkeSummary::usable)
        .findFirst();
  }

  private void end(IkeSummary sa, CloseReason reason, boolean tellPeer) {
    turn.change(sa.ours(), IkeSummary::asClosing);
    turn.emit(new PeerEffect.ToSa(sa.ours(), new SaEvent.Close(reason, tellPeer)));
  }

  /** Ends those SAs with their IPsec SAs; the peer hears of the latter first. */
  void close(Predicate<IkeSummary> which, CloseReason reason, boolean tellPeer) {
    ChildEnd end = reason == CloseReason.SHUTDOWN ? ChildEnd.SHUTDOWN : ChildEnd.CLEARED;
    for (IkeSummary sa : turn.sas.stream().filter(which).toList()) {
      turn.because(reason);
      children.removeAll(child -> child.ike().equals(sa.ours()), end, tellPeer);
      turn.pending.removeIf(pending -> pending.ike().equals(sa.ours()));
      if (!sa.closing()) {
        end(sa, reason, tellPeer);
      }
    }
  }

  /**
   * {@code clear crypto isakmp}: IKE SAs alone. What is on its way out already is left alone.
   *
   * @param ours the one that is meant; empty: all
   */
  void clear(Optional<Cookie> ours) {
    for (IkeSummary sa : List.copyOf(turn.sas)) {
      if (!sa.closing() && ours.map(sa.ours()::equals).orElse(true)) {
        end(sa, CloseReason.CLEARED, true);
      }
    }
  }

  private void closed(IkeSummary sa, CloseReason reason) {
    turn.sas.remove(sa);
    List<Pending> dropped =
        turn.pending.stream().filter(pending -> pending.ike().equals(sa.ours())).toList();
    turn.pending.removeAll(dropped);
    Set<String> affected = new LinkedHashSet<>();
    for (Pending pending : dropped) {
      if (children.isRekey(pending)) {
        pending.replaces().ifPresent(children::rekeyLater);
      } else {
        affected.add(pending.request().name());
      }
    }
    if (sa.established().isEmpty()) {
      negotiationFailed(sa, reason, affected);
      return;
    }
    Optional<IkeSummary> survivor = survivorOf(sa);
    if (survivor.isPresent()) {
      turn.change(survivor.get().ours(), s -> s.withRetireAt(Optional.empty()));
      children.move(sa.ours(), survivor.get().ours());
      forEach(affected, connections::again);
      return;
    }
    if (reason == CloseReason.CLEARED) {
      forEach(affected, connections::cleared);
      children.orphaned(sa);
      return;
    }
    turn.children.stream()
        .filter(child -> child.ike().equals(sa.ours()))
        .forEach(child -> affected.add(child.connection()));
    turn.because(reason);
    children.removeAll(child -> child.ike().equals(sa.ours()), ChildEnd.PEER_GONE, false);
    ended(reason, affected);
  }

  /** The one that stays, or else one that was about to leave. */
  private Optional<IkeSummary> survivorOf(IkeSummary sa) {
    return successorOf(sa)
        .or(() ->
            turn.sas.stream()
                .filter(other -> turn.samePeer(other, sa) && !other.closing())
                .findFirst());
  }

  private void negotiationFailed(IkeSummary sa, CloseReason reason, Set<String> affected) {
    sa.replaces()
        .ifPresent(old ->
            turn.change(
                old,
                s ->
                    s.usable()
                        ? s.withRekeyAt(
                            Optional.of(turn.now.plus(turn.settings.timings().rekeyRetry())))
                        : s));
    switch (reason) {
      case CLEARED -> forEach(affected, connections::cleared);
      case SHUTDOWN -> {}
      case DEAD_PEER,
          PEER_DELETED,
          LIFETIME,
          REPLACED,
          INITIAL_CONTACT,
          RETRANSMISSIONS,
          NO_PROPOSAL,
          AUTHENTICATION,
          REFUSED_BY_PEER,
          PROTOCOL,
          FAULT -> {
        forEach(affected, connection -> connections.failed(connection, reason.text()));
        turn.because(reason);
        forEach(
            children.removeOrphans(sa.path().remote().getAddress()),
            connection -> connections.lost(connection, reason));
      }
    }
  }

  private void ended(CloseReason reason, Set<String> affected) {
    switch (reason) {
      case DEAD_PEER, RETRANSMISSIONS, LIFETIME, PROTOCOL, FAULT ->
          forEach(affected, connection -> connections.lost(connection, reason));
      case PEER_DELETED, REPLACED, INITIAL_CONTACT, NO_PROPOSAL, AUTHENTICATION, REFUSED_BY_PEER ->
          forEach(affected, connection -> connections.dismissed(connection, reason));
      case CLEARED, SHUTDOWN -> {}
    }
  }

  private void forEach(Set<String> labels, Consumer<Connection> action) {
    labels.forEach(label -> turn.settings.connection(label).ifPresent(action));
  }
}
