package dev.vigil.actors.node;

import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.sa.SaMessage;
import dev.vigil.protocol.exchange.DropReason;
import org.apache.pekko.actor.DeadLetter;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Counts the datagrams whose peer or SA ended while they waited for it: like any that came a moment
 * later, they name an SA that does not exist.
 */
final class LostMail {
  private LostMail() {}

  static Behavior<DeadLetter> create(Counters counters) {
    return Behaviors.setup(context -> {
      context
          .getSystem()
          .eventStream()
          .tell(new EventStream.Subscribe<>(DeadLetter.class, context.getSelf()));
      return Behaviors.receiveMessage(letter -> {
        if (isDatagram(letter.message())) {
          counters.dropped(DropReason.UNKNOWN_SA);
        }
        return Behaviors.same();
      });
    });
  }

  private static boolean isDatagram(Object message) {
    return message instanceof SaMessage.Arrived
        || message instanceof PeerMessage.Arrived
        || message instanceof PeerEnvelope(_, PeerMessage.Arrived _);
  }
}
