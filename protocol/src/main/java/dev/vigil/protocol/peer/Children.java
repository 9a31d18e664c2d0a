package dev.vigil.protocol.peer;

import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The IPsec SAs of a peer: from ChildEstablished to their end, over any number of successors. */
final class Children {
  /** A successor is negotiated when a tenth to a fifth of the lifetime is left, by chance. */
  private static final int SOFT_LEAST = 10;

  private static final int SOFT_MOST = 5;

  private final Turn turn;
  private final Calls calls;
  private final Connections connections;

  Children(Turn turn, Calls calls, Connections connections) {
    this.turn = turn;
    this.calls = calls;
    this.connections = connections;
  }

  /** A pair that is known is reported again by an IKE SA that a new owner goes on with. */
  void established(IkeSummary sa, ChildSa child) {
    if (turn.children.stream().anyMatch(it -> it.inboundSpi() == child.inboundSpi())) {
      return;
    }
    OptionalInt replaces = OptionalInt.empty();
    for (Pending pending : List.copyOf(turn.pending)) {
      if (pending.request().inboundSpi() == child.inboundSpi()) {
        replaces = pending.replaces();
        turn.pending.remove(pending);
      }
    }
    ChildEntry entry = entry(sa, child);
    int replayWindow = turn.settings.addresses().replayWindow(entry.connection());
    turn.emit(
        new PeerEffect.ChildInstalled(child, sa.ours(), sa.path(), replayWindow, Sequences.FRESH));
    for (ChildEntry other : List.copyOf(turn.children)) {
      if (other.current() && other.sameFlow(child.request())) {
        entry = settle(entry, other, replaces);
      }
    }
    turn.children.add(entry);
    connections.succeeded(entry.connection(), entry.remote());
  }

  private ChildEntry entry(IkeSummary sa, ChildSa child) {
    Duration life = child.request().lifetime().time();
    Duration margin = turn.between(life.dividedBy(SOFT_LEAST), life.dividedBy(SOFT_MOST));
    if (child.role() == Role.RESPONDER) {
      margin = margin.dividedBy(2);
    }
    return new ChildEntry(
        child,
        sa.ours(),
        sa.path().remote().getAddress(),
        Optional.of(turn.now.plus(life).minus(margin)),
        turn.now.plus(life),
        Optional.empty(),
        ChildEnd.REKEYED,
        Sequences.FIRST_GRANT);
  }

  /**
   * Two pairs for one flow: the newer one succeeds the older. When both sides made one at the same
   * time, both sides see the same two and agree which is redundant: the one with the higher SPI.
   *
   * @return {@code fresh}, on its way out if it is the redundant one
   */
  private ChildEntry settle(ChildEntry fresh, ChildEntry other, OptionalInt replaces) {
    Duration grace = turn.settings.timings().childGrace();
    boolean once =
        other.child().role() != fresh.child().role()
            && (replaces.isEmpty() || replaces.getAsInt() != other.inboundSpi())
            && age(other).compareTo(turn.settings.timings().simultaneity()) < 0;
    if (once && fresh.lowestSpi() > other.lowestSpi()) {
      return fresh.retiring(turn.now.plus(patience(fresh, grace)), ChildEnd.REDUNDANT);
    }
    ChildEnd reason = once ? ChildEnd.REDUNDANT : ChildEnd.REKEYED;
    Duration wait = patience(once ? other : fresh, grace);
    turn.children.remove(other);
    turn.children.add(other.retiring(turn.now.plus(wait), reason));
    return fresh;
  }

  private Duration age(ChildEntry entry) {
    return Duration.between(entry.child().establishedAt(), turn.now);
  }

  /** Who began says Delete; the other side does so only if that never comes. */
  private static Duration patience(ChildEntry entry, Duration grace) {
    return entry.child().role() == Role.INITIATOR ? grace : grace.multipliedBy(3);
  }

  void failed(ChildRequest request, String reason) {
    Optional<Pending> known =
        turn.pending.stream()
            .filter(pending -> pending.request().inboundSpi() == request.inboundSpi())
            .findFirst();
    if (known.isEmpty()) {
      return;
    }
    turn.pending.remove(known.get());
    if (isRekey(known.get())) {
      rekeyLater(known.get().replaces().getAsInt());
      return;
    }
    turn.settings
        .connection(request.name())
        .ifPresent(connection -> {
          if (otherSaThan(known.get().ike())) {
            connections.again(connection);
          } else {
            connections.failed(connection, reason);
          }
        });
  }

  /** Whether what it is to replace still serves. */
  boolean isRekey(Pending pending) {
    OptionalInt replaces = pending.replaces();
    return replaces.isPresent()
        && turn.children.stream().anyMatch(child -> child.inboundSpi() == replaces.getAsInt());
  }

  private boolean otherSaThan(Cookie ike) {
    return turn.sa(ike)
        .flatMap(sa -> turn.usableSa(sa.path()))
        .filter(sa -> !sa.ours().equals(ike))
        .isPresent();
  }

  /** The old pair serves on, and the rekey is tried again while there is time. */
  void rekeyLater(int inboundSpi) {
    turn.children.replaceAll(entry ->
        entry.inboundSpi() == inboundSpi && entry.current()
            ? entry.withSoftAt(Optional.of(turn.now.plus(turn.settings.timings().rekeyRetry())))
            : entry);
  }

  /**
   * RFC 2408 §5.15: deleted are the peer's inbound SPIs, which are our outbound ones. Only those of
   * the same authenticated identity: another site behind the same address deletes its own.
   */
  void deletedByPeer(IkeSummary sa, List<Integer> outboundSpis) {
    List<ChildEntry> deleted =
        turn.children.stream()
            .filter(entry -> outboundSpis.contains(entry.child().outboundSpi()))
            .filter(
                entry -> turn.sa(entry.ike()).filter(under -> turn.samePeer(sa, under)).isPresent())
            .toList();
    for (ChildEntry entry : deleted) {
      remove(entry, entry.current() ? ChildEnd.PEER_DELETED : entry.end());
    }
    turn.because(CloseReason.PEER_DELETED);
    for (ChildEntry entry : deleted) {
      if (entry.current() && successorOf(entry).isEmpty()) {
        turn.settings
            .connection(entry.connection())
            .ifPresent(c -> connections.dismissed(c, CloseReason.PEER_DELETED));
      }
    }
  }

  private Optional<ChildEntry> successorOf(ChildEntry gone) {
    return turn.children.stream()
        .filter(entry -> entry.current() && entry.sameFlow(gone.child().request()))
        .findFirst();
  }

  void deadlines() {
    for (ChildEntry entry : List.copyOf(turn.children)) {
      if (!turn.now.isBefore(entry.hardAt())) {
        expire(entry);
      } else if (turn.reached(entry.retireAt())) {
        retire(entry);
      } else if (turn.reached(entry.softAt())) {
        rekey(entry);
      }
    }
  }

  private void expire(ChildEntry entry) {
    tellDeleted(entry);
    turn.children.removeIf(e -> e.inboundSpi() == entry.inboundSpi());
    turn.emit(new PeerEffect.ChildRemoved(entry.child(), ChildEnd.LIFETIME));
    turn.because(CloseReason.LIFETIME);
    boolean renewing =
        turn.pending.stream()
            .anyMatch(p -> p.replaces().equals(OptionalInt.of(entry.inboundSpi())));
    if (entry.current() && !renewing && successorOf(entry).isEmpty()) {
      turn.settings
          .connection(entry.connection())
          .ifPresent(c -> connections.dismissed(c, CloseReason.LIFETIME));
    }
  }

  /** Its successor may be gone again, deleted by the peer as the redundant one: then it stays. */
  private void retire(ChildEntry entry) {
    if (successorOf(entry).isEmpty()) {
      turn.children.remove(entry);
      turn.children.add(entry.staying(turn.now.plus(turn.settings.timings().rekeyRetry())));
      return;
    }
    tellDeleted(entry);
    remove(entry, entry.end());
  }

  private void rekey(ChildEntry entry) {
    Optional<IkeSummary> sa = saFor(entry);
    if (sa.isPresent()) {
      rekeyUnder(sa.get(), entry);
    } else {
      rekeyLater(entry.inboundSpi());
    }
  }

  /** The IKE SA that answers for it, or another one with the same address. */
  private Optional<IkeSummary> saFor(ChildEntry entry) {
    return turn.sa(entry.ike()).filter(IkeSummary::usable).or(() -> turn.usableSa(entry.remote()));
  }

  private void rekeyUnder(IkeSummary sa, ChildEntry entry) {
    turn.children.replaceAll(e -> e.equals(entry) ? e.withSoftAt(Optional.empty()) : e);
    ChildRequest old = entry.child().request();
    Optional<ChildOffer> offer = offer(entry);
    ChildRequest request =
        new ChildRequest(
            old.name(),
            old.local(),
            old.remote(),
            offer.map(ChildOffer::transforms).orElse(old.transforms()),
            offer.map(ChildOffer::pfs).orElse(old.pfs()),
            offer.map(ChildOffer::lifetime).orElse(old.lifetime()),
            turn.newSpi());
    calls.negotiate(sa, request, OptionalInt.of(entry.inboundSpi()));
  }

  private Optional<ChildOffer> offer(ChildEntry entry) {
    ChildRequest request = entry.child().request();
    return turn.sa(entry.ike()).flatMap(sa -> turn.settingsFor(sa.path())).stream()
        .flatMap(settings -> settings.offers().stream())
        .filter(offer -> offer.name().equals(request.name()))
        .filter(offer -> offer.covers(request.local(), request.remote()))
        .findFirst();
  }

  /** Ends what the configuration no longer covers. */
  void retain() {
    removeAll(entry -> offer(entry).isEmpty(), ChildEnd.CLEARED, true);
  }

  /** From one IKE SA to another one of the same peer. */
  void move(Cookie from, Cookie to) {
    rebind(from, to);
    turn.children.replaceAll(entry -> entry.ike().equals(from) ? entry.under(to) : entry);
  }

  /** The data plane hears which IKE SA they are under from now on, and where the peer is. */
  void rebind(Cookie from, Cookie to) {
    turn.sa(to)
        .ifPresent(sa ->
            turn.children.stream()
                .filter(entry -> entry.ike().equals(from))
                .map(entry -> new PeerEffect.ChildRebound(entry.child(), to, sa.path()))
                .forEach(turn::emit));
  }

  /**
   * Their IKE SA was cleared, they live on. A peer may see it otherwise and drop them along with
   * the IKE SA, without a word as there is none to say it under; and nobody watches over a peer
   * without an IKE SA. So another one is made at once, and they are renewed under it.
   */
  void orphaned(IkeSummary sa) {
    List<ChildEntry> orphans =
        turn.children.stream().filter(entry -> entry.ike().equals(sa.ours())).toList();
    if (!orphans.isEmpty()) {
      Optional<IkeSummary> renewed = calls.renewed(sa.path());
      orphans.stream()
          .filter(ChildEntry::current)
          .forEach(entry -> renewed.ifPresent(next -> rekeyUnder(next, entry)));
    }
  }

  private List<ChildEntry> orphans(InetAddress remote) {
    return turn.children.stream()
        .filter(entry -> entry.remote().equals(remote) && turn.sa(entry.ike()).isEmpty())
        .toList();
  }

  /** Those whose IKE SA was cleared come under the next one with the same identity. */
  void adopt(IkeSummary fresh) {
    InetAddress remote = fresh.path().remote().getAddress();
    boolean same =
        fresh.established().map(IkeSummary.Established::peer).equals(turn.sessionWith(remote));
    if (same) {
      orphans(remote).stream()
          .map(ChildEntry::ike)
          .distinct()
          .toList()
          .forEach(old -> move(old, fresh.ours()));
    }
  }

  /**
   * No other IKE SA could be made for those whose own was cleared.
   *
   * @return the crypto map entries that they were for
   */
  Set<String> removeOrphans(InetAddress remote) {
    List<ChildEntry> orphans = orphans(remote);
    orphans.forEach(entry -> remove(entry, ChildEnd.PEER_GONE));
    return orphans.stream().map(ChildEntry::connection).collect(Collectors.toSet());
  }

  /** {@code clear crypto sa}: what is wanted comes up again, the rest when there is traffic. */
  void clear(PeerEvent.ClearChildren which) {
    Set<String> affected =
        turn.children.stream()
            .filter(which::takes)
            .map(ChildEntry::connection)
            .collect(Collectors.toSet());
    turn.because(CloseReason.CLEARED);
    removeAll(which::takes, ChildEnd.CLEARED, true);
    affected.forEach(label -> turn.settings.connection(label).ifPresent(connections::cleared));
  }

  /** See {@link PeerEvent.ChildWornOut}; a successor is negotiated once. */
  void wornOut(int inboundSpi, boolean hard) {
    Optional<ChildEntry> known =
        turn.children.stream().filter(entry -> entry.inboundSpi() == inboundSpi).findFirst();
    if (known.isEmpty()) {
      return;
    }
    ChildEntry entry = known.get();
    boolean underWay =
        turn.pending.stream().anyMatch(p -> p.replaces().equals(OptionalInt.of(inboundSpi)));
    if (entry.current() && !underWay) {
      rekey(entry);
    }
    if (hard) {
      expire(entry);
    }
  }

  void removeAll(Predicate<ChildEntry> which, ChildEnd reason, boolean tellPeer) {
    List<ChildEntry> leaving = turn.children.stream().filter(which).toList();
    for (ChildEntry entry : leaving) {
      if (tellPeer) {
        tellDeleted(entry);
      }
      remove(entry, reason);
    }
  }

  private void remove(ChildEntry entry, ChildEnd reason) {
    turn.children.remove(entry);
    turn.emit(new PeerEffect.ChildRemoved(entry.child(), reason));
  }

  private void tellDeleted(ChildEntry entry) {
    saFor(entry)
        .or(() -> turn.sa(entry.ike()).filter(sa -> sa.established().isPresent()))
        .ifPresent(sa ->
            turn.emit(
                new PeerEffect.ToSa(
                    sa.ours(), new SaEvent.DeleteChildren(List.of(entry.inboundSpi())))));
  }
}
