package dev.vigil.actors.sa;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.sa.SaEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** Does what an IKE SA wants done: datagrams to the edge, reports to its peer's actor. */
final class SaDuties {
  private final NodeContext node;
  private final SaLink link;
  private final ActorRef<PeerMessage> peer;

  SaDuties(NodeContext node, SaLink link, ActorRef<PeerMessage> peer) {
    this.node = node;
    this.link = link;
    this.peer = peer;
  }

  /** What goes to the peer's actor alone, which has to know of it before it can be made safe. */
  static boolean isReport(SaEffect effect) {
    return switch (effect) {
      case SaEffect.Established _,
          SaEffect.ChildEstablished _,
          SaEffect.Closed _,
          SaEffect.InitialContact _,
          SaEffect.ChildFailed _,
          SaEffect.PeerDeletedChildren _,
          SaEffect.PathMoved _,
          SaEffect.RekeyDue _ ->
          true;
      case SaEffect.Transmit _,
          SaEffect.TransmitNatKeepalive _,
          SaEffect.Dropped _,
          SaEffect.Trace _,
          SaEffect.Checkpoint _ ->
          false;
    };
  }

  /** Has the SA as it is now made safe. */
  void makeSafe(long ticket) {
    peer.tell(new PeerMessage.Checkpoint(link.ours(), link.state(), ticket));
  }

  /**
   * What an SA that has ended still wants done; nothing of it waits. The trace of the end goes
   * along to the peer's actor: only that knows what else ends with the SA, and the router tells of
   * both in one.
   */
  void end(List<SaEffect> effects, Optional<Path> from, Instant now) {
    int beginning = SaTraces.beginningOfEnd(effects);
    List<TraceRecord> closing = new ArrayList<>();
    for (int i = 0; i < effects.size(); i++) {
      SaEffect effect = effects.get(i);
      if (i >= beginning && effect instanceof SaEffect.Trace(var event)) {
        closing.add(SaTraces.record(link, event, now));
      } else if (effect instanceof SaEffect.Closed closed) {
        closed(closed, closing);
      } else {
        perform(effect, from, now);
      }
    }
  }

  private void closed(SaEffect.Closed closed, List<TraceRecord> closing) {
    if (closed.reason() == CloseReason.DEAD_PEER) {
      node.counters().count(Counter.DEAD_PEERS);
    }
    peer.tell(new PeerMessage.FromSa(link.ours(), closed, closing));
  }

  /**
   * @param from where the datagram came from that this is an effect of
   */
  void perform(SaEffect effect, Optional<Path> from, Instant now) {
    switch (effect) {
      case SaEffect.Transmit(var datagram, var path) -> node.edge().send(datagram, path);
      case SaEffect.TransmitNatKeepalive(var path) -> node.edge().sendNatKeepalive(path);
      case SaEffect.Established(var result) -> {
        node.keyLog().ifPresent(log -> log.add(result));
        count(link.state().role(), Counter.ESTABLISHED, Counter.ESTABLISHED_AS_INITIATOR);
        report(effect);
      }
      case SaEffect.ChildEstablished(var child) -> {
        count(
            child.role(), Counter.CHILDREN_ESTABLISHED, Counter.CHILDREN_ESTABLISHED_AS_INITIATOR);
        report(effect);
      }
      case SaEffect.Closed closed -> closed(closed, List.of());
      case SaEffect.InitialContact _,
          SaEffect.ChildFailed _,
          SaEffect.PeerDeletedChildren _,
          SaEffect.PathMoved _,
          SaEffect.RekeyDue _ ->
          report(effect);
      case SaEffect.Dropped(var reason) ->
          from.ifPresentOrElse(
              path -> node.junk().dropped(reason, path.remote(), now),
              () -> node.counters().dropped(reason));
      case SaEffect.Trace(var event) -> SaTraces.publish(node, link, event, now);
      // The SA's actor has seen to it; an SA that has ended leaves the record with its report.
      case SaEffect.Checkpoint() -> {}
    }
  }

  private void count(Role role, Counter all, Counter begunHere) {
    node.counters().count(all);
    if (role == Role.INITIATOR) {
      node.counters().count(begunHere);
    }
  }

  private void report(SaEffect effect) {
    peer.tell(new PeerMessage.FromSa(link.ours(), effect, List.of()));
  }
}
