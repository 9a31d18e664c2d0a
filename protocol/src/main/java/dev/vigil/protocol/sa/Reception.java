package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.DpdDatagram;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.informational.Informational;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.informational.Statement;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.sa.Envelope.Opened;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.trace.ClosingTrace;
import dev.vigil.protocol.trace.FaultTrace;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.util.List;
import java.util.Optional;

/** Datagrams that come for an established SA. Nothing in them is obeyed before it is proved. */
final class Reception {
  private Reception() {}

  static Stage received(Established stage, Octets datagram, Path path, Turn turn) {
    Optional<Answered> answered =
        stage.answered().filter(known -> known.answers(datagram, turn.now()));
    if (answered.isPresent()) {
      return repeated(stage, answered.get(), turn);
    }
    return switch (MessageDecoder.header(datagram)) {
      case Decoding.Malformed<Header> _ -> dropped(stage, DropReason.MALFORMED, turn);
      case Decoding.Decoded<Header>(Header header) -> received(stage, header, datagram, path, turn);
    };
  }

  private static Stage received(
      Established stage, Header header, Octets datagram, Path path, Turn turn) {
    if (!header.cookies().equals(stage.result().cookies())) {
      return dropped(stage, DropReason.UNKNOWN_SA, turn);
    }
    if (!header.encrypted()) {
      turn.trace(FaultTrace.NotEncrypted::new);
      return dropped(stage, DropReason.NOT_ENCRYPTED, turn);
    }
    return ExchangeType.of(header.exchange())
        .map(exchange ->
            switch (exchange) {
              case INFORMATIONAL -> informational(stage, header, datagram, path, turn);
              case QUICK_MODE ->
                  QuickModes.received(stage, header.messageId(), datagram, path, turn);
              case MAIN_MODE, AGGRESSIVE, BASE, AUTHENTICATION_ONLY, TRANSACTION, NEW_GROUP_MODE ->
                  dropped(stage, DropReason.UNEXPECTED, turn);
            })
        .orElseGet(() -> dropped(stage, DropReason.UNKNOWN_EXCHANGE, turn));
  }

  /** Message 5 once more: the peer missed message 6. */
  private static Stage repeated(Established stage, Answered answered, Turn turn) {
    turn.drop(DropReason.DUPLICATE);
    if (answered.left() == 0) {
      return stage;
    }
    turn.transmit(answered.reply(), answered.path());
    return stage.withAnswered(Optional.of(answered.repeated()));
  }

  private static Stage informational(
      Established stage, Header header, Octets datagram, Path path, Turn turn) {
    Phase1Result sa = stage.result();
    LivenessProtocol asked = sa.liveness().orElse(LivenessProtocol.DPD);
    return switch (DpdDatagram.open(
        asked, sa.keys(), sa.cookies(), sa.lastBlock(), datagram.toArray())) {
      case DpdDatagram.Opening.Query(int number) ->
          Liveness.request(stage, asked, header.messageId(), number, path, turn);
      case DpdDatagram.Opening.Ack(int number) ->
          Liveness.ack(stage, asked, header.messageId(), number, path, turn);
      case DpdDatagram.Opening.Refused _ -> dropped(stage, DropReason.BAD_HASH, turn);
      case DpdDatagram.Opening.Other _ -> general(stage, header, datagram, path, turn);
    };
  }

  private static Stage general(
      Established stage, Header header, Octets datagram, Path path, Turn turn) {
    int messageId = header.messageId();
    Octets iv = Envelope.firstIv(stage.result(), messageId);
    Optional<Opened> opened = Envelope.open(stage.result(), iv, datagram);
    if (opened.isEmpty()) {
      return dropped(stage, DropReason.UNDECIPHERABLE, turn);
    }
    Optional<List<Payload>> payloads =
        Informational.verify(
            stage.result(), messageId, opened.get().chain(), opened.get().clear(), Header.BYTES);
    if (payloads.isEmpty()) {
      return dropped(stage, DropReason.BAD_HASH, turn);
    }
    List<Statement> statements =
        payloads.get().stream().map(payload -> Statement.of(payload, stage.result())).toList();
    boolean onlyDpd =
        !statements.isEmpty() && statements.stream().allMatch(Reception::carriesOwnNumber);
    return onlyDpd
        ? obey(stage, messageId, statements, path, turn)
        : once(stage, messageId, statements, path, turn);
  }

  private static boolean carriesOwnNumber(Statement statement) {
    return statement instanceof Statement.AreYouThere || statement instanceof Statement.IAmHere;
  }

  /** What must not be obeyed a second time. */
  private static Stage once(
      Established stage, int messageId, List<Statement> statements, Path path, Turn turn) {
    if (stage.spent().contains(messageId)) {
      return dropped(stage, DropReason.REPLAYED, turn);
    }
    if (stage.spent().isFull()) {
      return dropped(Life.rekeyDue(stage, turn), DropReason.RATE_LIMITED, turn);
    }
    Established fresh = stage.withSpent(stage.spent().with(messageId));
    turn.checkpoint();
    return obey(moved(Liveness.alive(fresh, turn), path, turn), messageId, statements, path, turn);
  }

  private static Stage obey(
      Established before, int messageId, List<Statement> statements, Path path, Turn turn) {
    Stage stage = before;
    for (Statement statement : statements) {
      if (!(stage instanceof Established established)) {
        return stage;
      }
      stage =
          switch (statement) {
            case Statement.AreYouThere(LivenessProtocol protocol, int number) ->
                Liveness.request(established, protocol, messageId, number, path, turn);
            case Statement.IAmHere(LivenessProtocol protocol, int number) ->
                Liveness.ack(established, protocol, messageId, number, path, turn);
            case Statement.KeepAliveRequest(Octets spi, Octets data) -> {
              Liveness.inform(established, InformationalPayloads.keepAliveAck(spi, data), turn);
              yield established;
            }
            case Statement.InitialContact _ -> {
              turn.trace(Phase1Trace.InitialContactReceived::new);
              turn.add(new SaEffect.InitialContact());
              yield established;
            }
            case Statement.SaDeleted _ -> {
              turn.trace(ClosingTrace.PeerDeletedSa::new);
              yield Life.end(established, CloseReason.PEER_DELETED, false, turn);
            }
            case Statement.ChildrenDeleted(List<Integer> spis) -> {
              spis.forEach(spi -> turn.trace(() -> new ClosingTrace.PeerDeletedChild(spi)));
              turn.add(new SaEffect.PeerDeletedChildren(spis));
              yield established;
            }
            case Statement.Failure(int notifyType, Octets spi) ->
                QuickModes.refusedByPeer(established, notifyType, spi, turn);
            case Statement.Nothing _ -> established;
          };
    }
    return stage;
  }

  /**
   * The peer, authenticated and with something new to say, is somewhere else than before. RFC 3947
   * §6: "the host not behind the NAT uses the last valid […] authenticated packet to determine
   * which IP and port addresses should be used. The host behind dynamic NAT MUST NOT do this". §4:
   * once the port has changed, what comes to the old one is old.
   */
  static Established moved(Established stage, Path path, Turn turn) {
    if (path.equals(stage.path())
        || !stage.result().natTraversal().peerBehindNat()
        || stage.path().marked() && !path.marked()) {
      return stage;
    }
    turn.add(new SaEffect.PathMoved(path));
    turn.checkpoint();
    return stage.withPath(path);
  }

  private static Stage dropped(Established stage, DropReason reason, Turn turn) {
    turn.drop(reason);
    return stage;
  }
}
