package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.phase1.Phase1Step;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.Stage.Ended;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.sa.Stage.Negotiating;
import dev.vigil.protocol.trace.ClosingTrace;
import dev.vigil.protocol.trace.DpdTrace;
import dev.vigil.protocol.trace.Input;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An IKE SA from the proof of its peer's identity to its end. */
final class Life {
  /** In place of settings where there are none. */
  static final DpdSettings NEVER_ASKING = DpdSettings.onDemand(Duration.ofHours(1));

  /** A successor is due when this part of the lifetime is left, and up to as much before. */
  private static final int SOFT_MARGIN_DIVISOR = 20;

  private Life() {}

  /** What must be safe before the peer hears of it comes before the message that tells it. */
  static Stage begin(
      Phase1Step.Completed completed, Octets request, Negotiating before, Turn turn) {
    Phase1Result result = completed.result();
    turn.traceAll(() -> MainModeTrace.authenticated(result, before.path()));
    turn.add(new SaEffect.Established(result));
    turn.checkpoint();
    if (completed.initialContact()) {
      turn.trace(Phase1Trace.InitialContactReceived::new);
      turn.add(new SaEffect.InitialContact());
    }
    Optional<Answered> answered =
        completed.reply().map(reply -> Answered.of(request, reply, result.path(), turn.now()));
    turn.traceAll(() -> MainModeTrace.completed(result));
    if (turn.settings().dpd().isPresent() && result.liveness().isEmpty()) {
      turn.tell(new DpdTrace.Unwatched(turn.settings().phase1().liveness()));
    }
    completed.reply().ifPresent(reply -> turn.transmit(reply, result.path()));
    Established stage =
        new Established(
            result,
            result.path(),
            DpdState.initial(
                turn.settings().dpd().orElse(NEVER_ASKING),
                turn.context().entropy().nextInt(),
                turn.now()),
            false,
            List.of(),
            SpentMessageIds.NONE,
            answered,
            Optional.of(softEnd(result, turn)),
            Optional.of(turn.settings().phase1().nat().keepalive())
                .filter(_ -> result.natTraversal().localBehindNat()),
            turn.now());
    for (ChildRequest child : before.waiting()) {
      stage = QuickModes.initiate(stage, child, turn);
    }
    return stage;
  }

  /**
   * At random within a margin, so that not all SAs of a node, nor both sides of one, rekey at once.
   */
  private static Instant softEnd(Phase1Result result, Turn turn) {
    Duration margin = result.lifetime().dividedBy(SOFT_MARGIN_DIVISOR);
    long jitter = Math.floorMod(turn.context().entropy().nextInt(), Math.max(1, margin.toMillis()));
    return result
        .establishedAt()
        .plus(result.lifetime())
        .minus(margin)
        .minus(Duration.ofMillis(jitter));
  }

  static Stage step(Established before, SaEvent event, Turn turn) {
    Established stage = forgetful(before, turn.now());
    return switch (event) {
      case SaEvent.Received(Octets datagram, Path path) ->
          Reception.received(stage, datagram, path, turn);
      case SaEvent.DeadlineReached _ -> deadline(stage, turn);
      case SaEvent.Negotiate(ChildRequest request) -> QuickModes.initiate(stage, request, turn);
      case SaEvent.DeleteChildren(List<Integer> spis) -> {
        if (!spis.isEmpty()) {
          Liveness.inform(stage, InformationalPayloads.deleteChildren(spis), turn);
        }
        yield stage;
      }
      case SaEvent.Close(CloseReason reason, boolean tellPeer) ->
          end(stage, reason, tellPeer, turn);
      case SaEvent.OutboundTraffic(Instant at) -> Liveness.outboundTraffic(stage, at, turn);
      case SaEvent.InboundTraffic(Instant at) -> Liveness.inboundTraffic(stage, at, turn);
      case SaEvent.PathProved(Path path) -> Reception.moved(stage, path, turn);
    };
  }

  /** Without the answers that nobody will ask for again. */
  private static Established forgetful(Established stage, Instant now) {
    return stage.answered().filter(answered -> !now.isBefore(answered.until())).isPresent()
        ? stage.withAnswered(Optional.empty())
        : stage;
  }

  static Optional<Instant> nextDeadline(Established stage) {
    return Stream.of(
            Stream.of(stage.hardEnd()),
            stage.softEnd().stream(),
            DpdMachine.nextDeadline(stage.dpd()).stream(),
            stage.exchanges().stream().map(QuickExchange::deadline),
            Liveness.watchAt(stage).stream(),
            Liveness.natKeepaliveAt(stage).stream())
        .flatMap(times -> times)
        .min(Instant::compareTo);
  }

  private static Stage deadline(Established stage, Turn turn) {
    if (!turn.now().isBefore(stage.hardEnd())) {
      return end(stage, CloseReason.LIFETIME, true, turn);
    }
    Established next = stage;
    if (stage.softEnd().filter(at -> !turn.now().isBefore(at)).isPresent()) {
      next = rekeyDue(stage, turn);
    }
    if (Liveness.watchAt(next).filter(at -> !turn.now().isBefore(at)).isPresent()) {
      next = Liveness.watch(next, turn);
    }
    next = QuickModes.deadline(next, turn);
    Liveness.natKeepalive(next, turn);
    return Liveness.deadline(next, turn);
  }

  /** Said once; the SA itself goes on answering until it ends. */
  static Established rekeyDue(Established stage, Turn turn) {
    if (stage.softEnd().isEmpty()) {
      return stage;
    }
    turn.trace(Phase1Trace.RekeyStarted::new);
    turn.add(new SaEffect.RekeyDue());
    return stage.withSoftEnd(Optional.empty());
  }

  static Stage end(Established stage, CloseReason reason, boolean tellPeer, Turn turn) {
    return end(stage, reason, tellPeer, Input.PHASE1_DELETE, turn);
  }

  /**
   * @param input what ended it, in the router's words
   */
  static Stage end(
      Established stage, CloseReason reason, boolean tellPeer, Input input, Turn turn) {
    if (tellPeer) {
      int messageId = Liveness.freshMessageId(stage, turn);
      turn.traceAll(() ->
          ClosingTrace.close(
              reason.text(),
              List.of(),
              messageId,
              input,
              stage.exchanges().stream().map(QuickExchange::messageId).toList(),
              List.of()));
      turn.transmit(
          Envelope.informational(
              stage.result(), messageId, InformationalPayloads.deleteSa(stage.result().cookies())),
          stage.path());
    }
    for (QuickExchange exchange : stage.exchanges()) {
      exchange.wanted().ifPresent(it -> turn.add(new SaEffect.ChildFailed(it, reason.text())));
    }
    turn.add(new SaEffect.Closed(reason));
    return new Ended(reason);
  }
}
