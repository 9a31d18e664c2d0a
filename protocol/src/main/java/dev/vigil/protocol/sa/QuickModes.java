package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.quickmode.QuickMode;
import dev.vigil.protocol.quickmode.QuickModeMessage;
import dev.vigil.protocol.quickmode.QuickModeState;
import dev.vigil.protocol.quickmode.QuickModeStep;
import dev.vigil.protocol.sa.Envelope.Opened;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.trace.ExchangeTrace;
import dev.vigil.protocol.trace.FaultTrace;
import dev.vigil.protocol.trace.MessageState;
import dev.vigil.protocol.trace.QuickModeTrace;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Quick Modes of an SA: their IV chains, their retransmissions and the bound on their number.
 * What their messages say is Quick Mode's own business.
 */
final class QuickModes {
  /** Exchanges that a peer may have open or just done at once. */
  static final int MAX_EXCHANGES = 64;

  private QuickModes() {}

  static Established initiate(Established stage, ChildRequest request, Turn turn) {
    if (stage.exchanges().size() >= MAX_EXCHANGES || stage.spent().isFull()) {
      turn.add(new SaEffect.ChildFailed(request, "too many Quick Modes under this IKE SA"));
      return Life.rekeyDue(stage, turn);
    }
    int messageId = Liveness.freshMessageId(stage, turn);
    turn.trace(() -> new QuickModeTrace.Beginning(messageId));
    QuickModeStep.Proceeded step =
        QuickMode.initiate(stage.result(), request, messageId, turn.context().entropy());
    Established claimed = stage.withSpent(stage.spent().with(messageId));
    return proceeded(
        claimed, step, Envelope.firstIv(stage.result(), messageId), Optional.empty(), turn);
  }

  static Stage received(Established stage, int messageId, Octets datagram, Path path, Turn turn) {
    Optional<QuickExchange> known =
        stage.exchanges().stream().filter(it -> it.messageId() == messageId).findFirst();
    if (known.isPresent()) {
      return continued(stage, known.get(), datagram, path, turn);
    }
    if (messageId == 0) {
      return dropped(stage, DropReason.UNEXPECTED, turn);
    }
    if (stage.spent().contains(messageId)) {
      return dropped(stage, DropReason.REPLAYED, turn);
    }
    if (stage.exchanges().size() >= MAX_EXCHANGES || stage.spent().isFull()) {
      return dropped(Life.rekeyDue(stage, turn), DropReason.RATE_LIMITED, turn);
    }
    return first(stage, messageId, datagram, path, turn);
  }

  /** Message 1 of the peer's exchange. */
  private static Stage first(
      Established stage, int messageId, Octets datagram, Path path, Turn turn) {
    Octets iv = Envelope.firstIv(stage.result(), messageId);
    Optional<Opened> opened = Envelope.open(stage.result(), iv, datagram);
    Optional<QuickModeMessage> message = opened.flatMap(QuickModes::message);
    if (opened.isEmpty() || message.isEmpty()) {
      return dropped(stage, DropReason.UNDECIPHERABLE, turn);
    }
    QuickModeStep step =
        QuickMode.respond(
            stage.result(),
            messageId,
            message.get(),
            turn.settings().offers(),
            turn.settings().spis(),
            turn.now(),
            turn.context().entropy());
    if (step instanceof QuickModeStep.Dropped(DropReason reason)) {
      return dropped(stage, reason, turn);
    }
    turn.trace(() -> new ExchangeTrace.NodeCreated(messageId));
    // The peer must not hear message 2 from an owner whose successor could not take message 3.
    turn.checkpoint();
    Established heard =
        Reception.moved(
            Liveness.alive(stage.withSpent(stage.spent().with(messageId)), turn), path, turn);
    return applied(heard, step, Optional.empty(), datagram, opened.get().lastBlock(), turn);
  }

  /** A later message of an exchange, or one that came before. */
  private static Stage continued(
      Established stage, QuickExchange exchange, Octets datagram, Path path, Turn turn) {
    Optional<Answered> answered = exchange.answered().filter(it -> it.isOf(datagram));
    if (answered.isPresent()) {
      return repeated(stage, exchange, answered.get(), turn);
    }
    Optional<Opened> opened = Envelope.open(stage.result(), exchange.iv(), datagram);
    Optional<QuickModeMessage> message = opened.flatMap(QuickModes::message);
    if (opened.isEmpty() || message.isEmpty()) {
      return dropped(stage, DropReason.UNDECIPHERABLE, turn);
    }
    QuickModeStep step =
        QuickMode.step(exchange.state(), stage.result(), message.get(), turn.now());
    if (step instanceof QuickModeStep.Dropped(DropReason reason)) {
      return dropped(stage, reason, turn);
    }
    Established heard = Reception.moved(Liveness.alive(stage, turn), path, turn);
    return applied(heard, step, Optional.of(exchange), datagram, opened.get().lastBlock(), turn);
  }

  private static Stage repeated(
      Established stage, QuickExchange exchange, Answered answered, Turn turn) {
    turn.drop(DropReason.DUPLICATE);
    if (answered.left() == 0 || answered.reply().isEmpty()) {
      return stage;
    }
    turn.transmit(answered.reply(), stage.path());
    return with(stage, exchange.withAnswered(answered.repeated()));
  }

  private static Optional<QuickModeMessage> message(Opened opened) {
    return QuickModeMessage.of(opened.chain(), opened.clear(), Header.BYTES);
  }

  /** An authentic message did {@code step}. */
  private static Established applied(
      Established stage,
      QuickModeStep step,
      Optional<QuickExchange> exchange,
      Octets request,
      Octets lastBlock,
      Turn turn) {
    return switch (step) {
      case QuickModeStep.Proceeded proceeded ->
          proceeded(stage, proceeded, lastBlock, Optional.of(request), turn);
      case QuickModeStep.Refused refused -> {
        turn.tell(new FaultTrace.ModeFailed("Quick", refused.reason()));
        Liveness.inform(stage, refused.notification(), turn);
        exchange
            .flatMap(QuickExchange::wanted)
            .ifPresent(it -> turn.add(new SaEffect.ChildFailed(it, refused.reason())));
        yield exchange.map(it -> without(stage, it)).orElse(stage);
      }
      case QuickModeStep.Dropped _ -> stage;
    };
  }

  /** The pair of SAs is told of before the message that tells the peer. */
  private static Established proceeded(
      Established stage,
      QuickModeStep.Proceeded step,
      Octets iv,
      Optional<Octets> request,
      Turn turn) {
    Established next = stage;
    if (step.established().isPresent()) {
      ChildSa child = step.established().get();
      turn.trace(() -> created(child));
      turn.add(new SaEffect.ChildEstablished(child));
      turn.checkpoint();
      next = Liveness.watch(stage, turn);
    }
    Octets nextIv = iv;
    Octets reply = Octets.EMPTY;
    if (!step.reply().isEmpty()) {
      Protected sealed =
          Envelope.seal(
              stage.result(), ExchangeType.QUICK_MODE, step.next().messageId(), iv, step.reply());
      turn.trace(() -> new ExchangeTrace.Sent(MessageState.QM_IDLE));
      turn.transmit(sealed.datagram(), stage.path());
      nextIv = sealed.lastBlock();
      reply = sealed.datagram();
    }
    return with(next, exchange(stage, step.next(), nextIv, request, reply, turn));
  }

  /** A finished exchange waits for nothing; it only repeats what it said last. */
  private static QuickExchange exchange(
      Established stage,
      QuickModeState state,
      Octets iv,
      Optional<Octets> request,
      Octets reply,
      Turn turn) {
    boolean done = state instanceof QuickModeState.Done;
    return new QuickExchange(
        state,
        iv,
        done
            ? Optional.empty()
            : Optional.of(
                Outstanding.first(reply, stage.path(), turn.retransmission(), turn.now())),
        request.map(it -> Answered.of(it, reply, stage.path(), turn.now())),
        turn.now().plusSeconds(QuickExchange.LINGER_SECONDS));
  }

  private static QuickModeTrace created(ChildSa child) {
    return new QuickModeTrace.Created(
        child.inboundSpi(),
        child.outboundSpi(),
        child.request().local().toString(),
        child.request().remote().toString(),
        child.request().lifetime().time(),
        child.request().lifetime().kilobytes());
  }

  /**
   * A verified error notify: it ends the exchange whose SPI it names, or, where it names none that
   * we know, the only one there is.
   */
  static Established refusedByPeer(Established stage, int notifyType, Octets spi, Turn turn) {
    List<QuickExchange> ours =
        stage.exchanges().stream().filter(it -> it.wanted().isPresent()).toList();
    Optional<QuickExchange> meant =
        ours.stream()
            .filter(it ->
                it.wanted().filter(want -> Octets.ofInt(want.inboundSpi()).equals(spi)).isPresent())
            .findFirst()
            .or(() -> ours.size() == 1 ? Optional.of(ours.getFirst()) : Optional.empty());
    if (meant.isEmpty()) {
      return stage;
    }
    String reason = "peer refused with notify " + notifyType;
    turn.tell(new FaultTrace.ModeFailed("Quick", reason));
    meant.get().wanted().ifPresent(it -> turn.add(new SaEffect.ChildFailed(it, reason)));
    return without(stage, meant.get());
  }

  /** Sends again what is due, gives up what was sent often enough, forgets what is long done. */
  static Established deadline(Established stage, Turn turn) {
    List<QuickExchange> kept = new ArrayList<>();
    for (QuickExchange exchange : stage.exchanges()) {
      if (turn.now().isBefore(exchange.deadline())) {
        kept.add(exchange);
      } else {
        exchange
            .outstanding()
            .flatMap(request -> retransmit(stage, exchange, request, turn))
            .ifPresent(kept::add);
      }
    }
    return stage.withExchanges(kept);
  }

  /** Empty: given up. */
  private static Optional<QuickExchange> retransmit(
      Established stage, QuickExchange exchange, Outstanding request, Turn turn) {
    Retransmission schedule = turn.retransmission();
    if (!schedule.allowsAnother(request.sent())) {
      exchange
          .wanted()
          .ifPresent(
              it -> turn.add(new SaEffect.ChildFailed(it, CloseReason.RETRANSMISSIONS.text())));
      return Optional.empty();
    }
    turn.trace(() ->
        new ExchangeTrace.Retransmitting(
            MessageState.QM_IDLE, exchange.messageId(), request.sent(), schedule.tries()));
    turn.transmit(request.datagram(), stage.path());
    return Optional.of(exchange.withOutstanding(Optional.of(request.again(schedule, turn.now()))));
  }

  private static Established with(Established stage, QuickExchange exchange) {
    List<QuickExchange> exchanges = new ArrayList<>(stage.exchanges());
    exchanges.removeIf(it -> it.messageId() == exchange.messageId());
    exchanges.add(exchange);
    return stage.withExchanges(exchanges);
  }

  private static Established without(Established stage, QuickExchange exchange) {
    return stage.withExchanges(
        stage.exchanges().stream().filter(it -> it.messageId() != exchange.messageId()).toList());
  }

  private static Stage dropped(Established stage, DropReason reason, Turn turn) {
    turn.drop(reason);
    return stage;
  }
}
