package dev.vigil.protocol.peer;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.phase1.MainModeResponder;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;

/** Datagrams for a peer: to the IKE SA they name, or the beginning of one. */
final class Arrivals {
  private final Turn turn;

  Arrivals(Turn turn) {
    this.turn = turn;
  }

  void received(Octets datagram, Path path) {
    HeaderView view = HeaderView.of(datagram);
    if (view.verdict() != HeaderView.Verdict.SOUND) {
      drop(DropReason.MALFORMED);
      return;
    }
    if (view.responder().isNone()) {
      first(datagram, view, path);
      return;
    }
    Optional<IkeSummary> sa = turn.sa(view.responder()).or(() -> turn.sa(view.initiator()));
    if (sa.isPresent()) {
      turn.emit(new PeerEffect.ToSa(sa.get().ours(), new SaEvent.Received(datagram, path)));
    } else {
      third(datagram, view, path);
    }
  }

  /**
   * Exactly one reply for each message 1; a repeat of one gets the same reply again. Another one
   * with the same cookie begins an exchange beside the first, for anybody may have sent either.
   */
  private void first(Octets datagram, HeaderView view, Path path) {
    if (view.exchange() != ExchangeType.MAIN_MODE.code()) {
      drop(DropReason.UNEXPECTED);
      return;
    }
    if (turn.sas.stream().anyMatch(sa -> sa.initiator().equals(view.initiator()))) {
      drop(DropReason.DUPLICATE);
      return;
    }
    Optional<HalfOpenEntry> known =
        turn.halfOpen.stream()
            .filter(e -> e.began(view.initiator(), path) && e.halfOpen().isRepeat(datagram))
            .findFirst();
    if (known.isPresent()) {
      turn.emit(new PeerEffect.Transmit(known.get().halfOpen().reply(), path));
      return;
    }
    Optional<SaSettings> settings = turn.settingsFor(path);
    if (settings.isEmpty()) {
      drop(DropReason.NO_KEY_FOR_ADDRESS);
      return;
    }
    Optional<Cookie> ours = turn.newCookieForStranger();
    if (ours.isEmpty()) {
      drop(DropReason.RATE_LIMITED);
      return;
    }
    accept(datagram, path, ours.get(), settings.get());
  }

  private void accept(Octets datagram, Path path, Cookie ours, SaSettings settings) {
    switch (MainModeResponder.firstMessage(
        datagram, ours, settings.phase1(), turn.now, turn.entropy)) {
      case MainModeResponder.FirstMessage.Accepted(var halfOpen) -> {
        makeRoom();
        turn.halfOpen.add(
            new HalfOpenEntry(halfOpen, path, turn.now.plus(settings.phase1().halfOpenLifetime())));
        turn.emit(new PeerEffect.Transmit(halfOpen.reply(), path));
      }
      case MainModeResponder.FirstMessage.Refused(var reply) -> {
        turn.emit(new PeerEffect.Trace(new Phase1Trace.NoProposalChosen()));
        turn.emit(new PeerEffect.Transmit(reply, path));
        drop(DropReason.NO_PROPOSAL);
      }
      case MainModeResponder.FirstMessage.Dropped(var reason) -> {
        turn.cookieUnused();
        drop(reason);
      }
    }
  }

  /**
   * The oldest gives way: an honest peer is through in a round trip, while a flood under its
   * address would otherwise hold every place until it expires.
   */
  private void makeRoom() {
    turn.expireHalfOpen();
    while (turn.halfOpen.size() >= turn.settings.maxHalfOpen()) {
      turn.halfOpen.removeFirst();
      drop(DropReason.ADMISSION);
    }
  }

  /** Only message 3 with a cookie of ours, for an exchange that we remember, makes an IKE SA. */
  private void third(Octets datagram, HeaderView view, Path path) {
    Optional<HalfOpenEntry> entry =
        turn.halfOpen.stream()
            .filter(e -> e.halfOpen().cookies().equals(view.cookies()))
            .findFirst();
    Optional<SaSettings> settings = turn.settingsFor(path);
    if (entry.isEmpty()
        || settings.isEmpty()
        || view.exchange() != ExchangeType.MAIN_MODE.code()
        || view.header().encrypted()) {
      drop(DropReason.UNKNOWN_SA);
      return;
    }
    turn.halfOpen.remove(entry.get());
    turn.sas.add(IkeSummary.responder(entry.get().halfOpen(), path));
    turn.emit(
        new PeerEffect.StartResponder(
            entry.get().ours(), entry.get().halfOpen(), datagram, path, settings.get()));
  }

  void notAdmitted(HalfOpen halfOpen, Path path, DropReason reason) {
    Cookie ours = halfOpen.cookies().responder();
    boolean negotiating =
        turn.sas.removeIf(sa -> sa.ours().equals(ours) && sa.established().isEmpty());
    Optional<SaSettings> settings = turn.settingsFor(path);
    if (negotiating && settings.isPresent()) {
      makeRoom();
      turn.halfOpen.add(
          new HalfOpenEntry(
              halfOpen,
              path,
              halfOpen.createdAt().plus(settings.get().phase1().halfOpenLifetime())));
    }
    drop(reason);
  }

  private void drop(DropReason reason) {
    turn.emit(new PeerEffect.Dropped(reason));
  }
}
