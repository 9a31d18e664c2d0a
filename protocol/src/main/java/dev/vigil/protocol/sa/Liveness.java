package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.DpdDatagram;
import dev.vigil.protocol.dpd.DpdEffect;
import dev.vigil.protocol.dpd.DpdEvent;
import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.dpd.PeerNumbers;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.trace.DpdTrace;
import dev.vigil.protocol.trace.Input;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What keeps an SA and its path alive, and what tells that the peer is not. */
final class Liveness {
  private Liveness() {}

  /**
   * How long asking waits for a first Quick Mode. What is said in it proves the peer alive, and
   * would draw the probes of all SAs that were set up together to one instant; so the watch begins
   * behind it, somewhere in its first interval.
   */
  private static final Duration QUICK_MODE_TIME = Duration.ofSeconds(5);

  /**
   * When asking begins although no Quick Mode came; never with a Unity client, to which a notify is
   * fatal until then.
   */
  static Optional<Instant> watchAt(Established stage) {
    return stage.watching() || stage.result().liveness().isEmpty() || stage.result().peerUnity()
        ? Optional.empty()
        : Optional.of(stage.result().establishedAt().plus(QUICK_MODE_TIME));
  }

  /** Asking may begin, if the settings want it and the peer can answer. */
  static Established watch(Established stage, Turn turn) {
    Optional<LivenessProtocol> protocol = stage.result().liveness();
    if (stage.watching() || protocol.isEmpty()) {
      return stage;
    }
    if (turn.settings().dpd().isEmpty()) {
      return stage.withDpd(stage.dpd(), true);
    }
    turn.trace(() -> new DpdTrace.Enabled(protocol.get()));
    DpdMachine.Step step =
        DpdMachine.step(
            stage.dpd(), new DpdEvent.Enabled(turn.context().entropy().nextInt()), turn.now());
    return stage.withDpd(step.next(), true);
  }

  /** An authentic R-U-THERE, or what stands for it in {@code protocol}. */
  static Stage request(
      Established stage,
      LivenessProtocol protocol,
      int messageId,
      int number,
      Path path,
      Turn turn) {
    turn.traceAll(() -> DpdTrace.request(protocol, messageId, number));
    DpdMachine.Step step =
        DpdMachine.step(stage.dpd(), new DpdEvent.RequestReceived(number), turn.now());
    PeerNumbers before = stage.dpd().requests();
    boolean fresh = !before.seen() || before.highest() != step.next().requests().highest();
    Established heard = fresh ? Reception.moved(stage, path, turn) : stage;
    return obey(heard, protocol, step, turn);
  }

  /** An authentic R-U-THERE-ACK, or what stands for it in {@code protocol}. */
  static Stage ack(
      Established stage,
      LivenessProtocol protocol,
      int messageId,
      int number,
      Path path,
      Turn turn) {
    turn.traceAll(() -> DpdTrace.ack(protocol, messageId, number));
    DpdMachine.Step step =
        DpdMachine.step(stage.dpd(), new DpdEvent.AckReceived(number), turn.now());
    boolean awaited = step.effects().stream().noneMatch(DpdEffect.Dropped.class::isInstance);
    Established heard = awaited ? Reception.moved(stage, path, turn) : stage;
    return obey(heard, protocol, step, turn);
  }

  /** An authentic message that did not come before. */
  static Established alive(Established stage, Turn turn) {
    return quietly(stage, new DpdEvent.ProofOfLife(DpdEvent.Source.IKE, turn.now()), turn);
  }

  static Stage inboundTraffic(Established stage, Instant at, Turn turn) {
    return quietly(stage, new DpdEvent.ProofOfLife(DpdEvent.Source.ESP, at), turn);
  }

  static Stage outboundTraffic(Established stage, Instant at, Turn turn) {
    return obey(
        stage, DpdMachine.step(stage.dpd(), new DpdEvent.OutboundTraffic(at), turn.now()), turn);
  }

  static Stage deadline(Established stage, Turn turn) {
    return obey(stage, DpdMachine.step(stage.dpd(), new DpdEvent.Deadline(), turn.now()), turn);
  }

  private static Established quietly(Established stage, DpdEvent event, Turn turn) {
    DpdState next = DpdMachine.step(stage.dpd(), event, turn.now()).next();
    return stage.withDpd(next, stage.watching());
  }

  private static Stage obey(Established stage, DpdMachine.Step step, Turn turn) {
    return obey(stage, stage.result().liveness().orElse(LivenessProtocol.DPD), step, turn);
  }

  /**
   * @param protocol in which the peer is asked, or has asked
   */
  private static Stage obey(
      Established stage, LivenessProtocol protocol, DpdMachine.Step step, Turn turn) {
    Established next = stage.withDpd(step.next(), stage.watching());
    for (DpdEffect effect : step.effects()) {
      switch (effect) {
        case DpdEffect.SendRUThere(int number, int attempt) ->
            ask(next, protocol, number, attempt, turn);
        case DpdEffect.SendAck(int number) -> answer(next, protocol, number, turn);
        case DpdEffect.CountError _ -> turn.trace(DpdTrace.ErrorCounted::new);
        case DpdEffect.Acknowledged _ -> {}
        case DpdEffect.Dropped(DpdEffect.Reason reason) -> turn.drop(dropReason(reason));
        case DpdEffect.DeclareDead _ -> {
          turn.trace(() -> new DpdTrace.NotResponding(protocol));
          return Life.end(next, CloseReason.DEAD_PEER, true, Input.PEERS_ALIVE, turn);
        }
      }
    }
    return next;
  }

  private static DropReason dropReason(DpdEffect.Reason reason) {
    return switch (reason) {
      case ACK_NOT_OUTSTANDING -> DropReason.REPLAYED;
      case REQUEST_RATE -> DropReason.RATE_LIMITED;
      case AFTER_DEATH -> DropReason.UNKNOWN_SA;
    };
  }

  private static void ask(
      Established stage, LivenessProtocol protocol, int number, int attempt, Turn turn) {
    int messageId = freshMessageId(stage, turn);
    DpdState dpd = stage.dpd();
    if (attempt == 0 && dpd.settings().mode() == DpdSettings.Mode.ON_DEMAND) {
      turn.trace(() -> new DpdTrace.Doubted(Duration.between(dpd.heard(), turn.now())));
    }
    turn.traceAll(() -> DpdTrace.probe(messageId, attempt));
    Phase1Result sa = stage.result();
    byte[] datagram =
        DpdDatagram.query(protocol, sa.keys(), sa.cookies(), sa.lastBlock(), messageId, number);
    turn.transmit(Octets.wrap(datagram), stage.path());
  }

  private static void answer(Established stage, LivenessProtocol protocol, int number, Turn turn) {
    int messageId = freshMessageId(stage, turn);
    turn.traceAll(() -> DpdTrace.answer(messageId));
    Phase1Result sa = stage.result();
    byte[] datagram =
        DpdDatagram.ack(protocol, sa.keys(), sa.cookies(), sa.lastBlock(), messageId, number);
    turn.transmit(Octets.wrap(datagram), stage.path());
  }

  /** One payload in a protected Informational exchange. */
  static void inform(Established stage, Payload payload, Turn turn) {
    turn.transmit(
        Envelope.informational(stage.result(), freshMessageId(stage, turn), payload), stage.path());
  }

  /** RFC 2409 §5.5: the message ID is "unique" and not zero, which stands for phase 1. */
  static int freshMessageId(Established stage, Turn turn) {
    int messageId = turn.context().entropy().nextInt();
    while (messageId == 0 || stage.spent().contains(messageId)) {
      messageId = turn.context().entropy().nextInt();
    }
    return messageId;
  }

  /**
   * RFC 3948 §4: "A NAT-keepalive packet SHOULD be sent if no other packet to the peer has been
   * sent in M seconds", by whoever is behind the NAT.
   */
  static Optional<Instant> natKeepaliveAt(Established stage) {
    return stage.natKeepalive().map(stage.sentAt()::plus);
  }

  static void natKeepalive(Established stage, Turn turn) {
    if (natKeepaliveAt(stage).filter(at -> !turn.now().isBefore(at)).isPresent()
        && !turn.sentSomething()) {
      turn.add(new SaEffect.TransmitNatKeepalive(stage.path()));
    }
  }
}
