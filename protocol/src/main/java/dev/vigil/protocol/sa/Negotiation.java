package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.phase1.MainModeInitiator;
import dev.vigil.protocol.phase1.MainModeResponder;
import dev.vigil.protocol.phase1.Phase1;
import dev.vigil.protocol.phase1.Phase1State;
import dev.vigil.protocol.phase1.Phase1Step;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.sa.Stage.Ended;
import dev.vigil.protocol.sa.Stage.Negotiating;
import dev.vigil.protocol.trace.ExchangeTrace;
import dev.vigil.protocol.trace.FaultTrace;
import dev.vigil.protocol.trace.MessageState;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Message;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An IKE SA while Main Mode is under way: what it sends again, what it repeats, when it gives up.
 */
final class Negotiation {
  private Negotiation() {}

  static Stage begin(Cookie ours, Path path, List<ChildRequest> children, Turn turn) {
    turn.traceAll(MainModeTrace::beginning);
    Phase1Step.Advanced first =
        MainModeInitiator.firstMessage(ours, path, turn.settings().phase1());
    Negotiating start =
        new Negotiating(
            first.next(),
            path,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            children);
    return requested(start, first, turn);
  }

  static IkeSa.Admission admit(HalfOpen halfOpen, Octets datagram, Path path, Turn turn) {
    Phase1Step step =
        MainModeResponder.thirdMessage(
            halfOpen, datagram, path, turn.settings().phase1(), turn.context().entropy());
    return switch (step) {
      case Phase1Step.Advanced advanced -> {
        Negotiating start =
            new Negotiating(
                advanced.next(),
                path,
                Optional.empty(),
                Optional.empty(),
                Optional.of(turn.now().plus(turn.settings().phase1().halfOpenLifetime())),
                Optional.empty(),
                List.of());
        yield new IkeSa.Admission.Admitted(
            IkeSa.finish(Role.RESPONDER, replied(start, advanced, datagram, turn), turn));
      }
      case Phase1Step.Ignored(DropReason reason, String detail) ->
          new IkeSa.Admission.Rejected(reason, detail);
      case Phase1Step.Completed _ ->
          throw new IllegalStateException("message 3 does not complete Main Mode");
    };
  }

  static Stage step(Negotiating stage, SaEvent event, Turn turn) {
    return switch (event) {
      case SaEvent.Received(Octets datagram, Path path) -> received(stage, datagram, path, turn);
      case SaEvent.DeadlineReached _ -> deadline(stage, turn);
      case SaEvent.Negotiate(ChildRequest request) -> {
        List<ChildRequest> waiting = new ArrayList<>(stage.waiting());
        waiting.add(request);
        yield stage.withWaiting(waiting);
      }
      case SaEvent.Close(CloseReason reason, boolean _) -> end(stage, reason, turn);
      case SaEvent.DeleteChildren _,
          SaEvent.OutboundTraffic _,
          SaEvent.InboundTraffic _,
          SaEvent.PathProved _ ->
          stage;
    };
  }

  static Optional<Instant> nextDeadline(Negotiating stage) {
    return stage.outstanding().map(Outstanding::dueAt).or(stage::giveUpAt);
  }

  private static Stage received(Negotiating stage, Octets datagram, Path path, Turn turn) {
    Optional<Answered> answered =
        stage.answered().filter(known -> known.answers(datagram, turn.now()));
    if (answered.isPresent()) {
      return repeated(stage, answered.get(), turn);
    }
    return switch (MessageDecoder.header(datagram)) {
      case Decoding.Malformed<Header> _ -> dropped(stage, DropReason.MALFORMED, turn);
      case Decoding.Decoded<Header>(Header header) -> {
        if (header.is(ExchangeType.MAIN_MODE)) {
          yield mainMode(stage, header, datagram, path, turn);
        }
        if (header.is(ExchangeType.INFORMATIONAL)) {
          yield header.encrypted()
              ? unreadable(stage, DropReason.UNEXPECTED, turn)
              : hinted(stage, datagram, turn);
        }
        if (header.is(ExchangeType.QUICK_MODE)) {
          turn.trace(FaultTrace.NotAuthenticated::new);
        }
        yield dropped(stage, DropReason.UNEXPECTED, turn);
      }
    };
  }

  private static Stage mainMode(
      Negotiating stage, Header header, Octets datagram, Path path, Turn turn) {
    Phase1Step step =
        Phase1.received(
            stage.phase1(),
            datagram,
            header.encrypted(),
            path,
            turn.settings().phase1(),
            turn.now(),
            turn.context().entropy());
    return switch (step) {
      case Phase1Step.Advanced advanced -> {
        turn.traceAll(() -> MainModeTrace.advanced(advanced.next(), turn.settings().phase1()));
        yield requested(stage, advanced, turn);
      }
      case Phase1Step.Completed completed -> Life.begin(completed, datagram, stage, turn);
      case Phase1Step.Ignored(DropReason reason, String _) ->
          reason == DropReason.UNDECIPHERABLE
              ? unreadable(stage, reason, turn)
              : dropped(stage, reason, turn);
    };
  }

  /**
   * Something encrypted that makes no sense under our keys, in place of the peer's proof: message 5
   * or 6 itself, or a complaint about ours. It may be noise; if nothing better comes, the
   * pre-shared keys differ. An operator is told once.
   */
  private static Stage unreadable(Negotiating stage, DropReason reason, Turn turn) {
    boolean keyed = stage.phase1() instanceof Phase1State.AwaitIdentity;
    if (!keyed || stage.hint().equals(Optional.of(CloseReason.AUTHENTICATION))) {
      return dropped(stage, reason, turn);
    }
    turn.tell(new FaultTrace.KeysDiffer());
    return dropped(stage.withHint(CloseReason.AUTHENTICATION), reason, turn);
  }

  /** As initiator: {@code advanced} is sent until an answer comes. */
  private static Stage requested(Negotiating stage, Phase1Step.Advanced advanced, Turn turn) {
    turn.transmit(advanced.datagram(), advanced.path());
    return new Negotiating(
        advanced.next(),
        advanced.path(),
        Optional.of(
            Outstanding.first(
                advanced.datagram(), advanced.path(), turn.retransmission(), turn.now())),
        Optional.empty(),
        Optional.empty(),
        stage.hint(),
        stage.waiting());
  }

  /** As responder: {@code advanced} is sent once, and again when {@code request} comes again. */
  private static Stage replied(
      Negotiating stage, Phase1Step.Advanced advanced, Octets request, Turn turn) {
    turn.traceAll(() -> MainModeTrace.admitted(advanced.next()));
    turn.transmit(advanced.datagram(), advanced.path());
    return stage.withAnswered(
        Answered.of(request, advanced.datagram(), advanced.path(), turn.now()));
  }

  private static Stage repeated(Negotiating stage, Answered answered, Turn turn) {
    turn.drop(DropReason.DUPLICATE);
    if (answered.left() == 0) {
      return stage;
    }
    turn.transmit(answered.reply(), answered.path());
    return stage.withAnswered(answered.repeated());
  }

  /**
   * A notify in the clear, which anybody can have sent. It changes nothing but the words in which
   * the end is told, if the end comes by itself.
   */
  private static Stage hinted(Negotiating stage, Octets datagram, Turn turn) {
    turn.drop(DropReason.NOT_ENCRYPTED);
    return switch (MessageDecoder.decode(datagram)) {
      case Decoding.Malformed<Message> _ -> stage;
      case Decoding.Decoded<Message>(Message message) ->
          message
              .first(Payload.Notification.class)
              .flatMap(notify -> hint(notify.notifyType()))
              .filter(_ -> stage.hint().isEmpty())
              .<Stage>map(hint -> {
                turn.tell(new FaultTrace.ModeFailed("Main", "peer says: " + hint.text()));
                return stage.withHint(hint);
              })
              .orElse(stage);
    };
  }

  private static Optional<CloseReason> hint(int notifyType) {
    return switch (notifyType) {
      case NotifyType.NO_PROPOSAL_CHOSEN, NotifyType.BAD_PROPOSAL_SYNTAX ->
          Optional.of(CloseReason.NO_PROPOSAL);
      case NotifyType.AUTHENTICATION_FAILED, NotifyType.INVALID_HASH_INFORMATION ->
          Optional.of(CloseReason.AUTHENTICATION);
      default ->
          notifyType > 0 && notifyType < NotifyType.CONNECTED
              ? Optional.of(CloseReason.REFUSED_BY_PEER)
              : Optional.empty();
    };
  }

  private static Stage deadline(Negotiating stage, Turn turn) {
    if (stage.outstanding().isPresent()) {
      return retransmit(stage, stage.outstanding().get(), turn);
    }
    return stage.giveUpAt().filter(at -> !turn.now().isBefore(at)).isPresent()
        ? end(stage, stage.hint().orElse(CloseReason.RETRANSMISSIONS), turn)
        : stage;
  }

  private static Stage retransmit(Negotiating stage, Outstanding request, Turn turn) {
    if (!request.due(turn.now())) {
      return stage;
    }
    Retransmission schedule = turn.retransmission();
    if (!schedule.allowsAnother(request.sent())) {
      return end(stage, stage.hint().orElse(CloseReason.RETRANSMISSIONS), turn);
    }
    MessageState state = messageState(stage.phase1());
    turn.trace(() -> new ExchangeTrace.Retransmitting(state, 0, request.sent(), schedule.tries()));
    turn.transmit(request.datagram(), request.path());
    return stage.withOutstanding(request.again(schedule, turn.now()));
  }

  private static Stage dropped(Negotiating stage, DropReason reason, Turn turn) {
    turn.drop(reason);
    return stage;
  }

  private static Stage end(Negotiating stage, CloseReason reason, Turn turn) {
    stage.waiting().forEach(it -> turn.add(new SaEffect.ChildFailed(it, reason.text())));
    turn.add(new SaEffect.Closed(reason));
    return new Ended(reason);
  }

  private static MessageState messageState(Phase1State state) {
    return switch (state) {
      case Phase1State.AwaitChoice _ -> MessageState.MM_NO_STATE;
      case Phase1State.AwaitKey _ -> MessageState.MM_SA_SETUP;
      case Phase1State.AwaitIdentity _ -> MessageState.MM_KEY_EXCH;
    };
  }
}
