package dev.vigil.actors.router;

import dev.vigil.actors.udp.Datagram;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What the packet router is told: {@link Route} by the sockets, {@link Forwarded} and {@link Taken}
 * by other nodes; the rest is bookkeeping of the stream and its own.
 */
public sealed interface RouterCommand
    permits Forwarded,
        Taken,
        RouterCommand.Route,
        RouterCommand.StreamBegun,
        RouterCommand.StreamEnded,
        RouterCommand.StreamBroke,
        RouterCommand.Clock {
  /** The router's own reminders. */
  enum Clock implements RouterCommand {
    /** What has gathered for other nodes may leave. */
    FLUSH,
    /** The nodes that forward are to hear how far we are. */
    TELL_TAKEN
  }

  /** The stream waits for it before it hands on more. */
  enum Ack {
    GO_ON
  }

  /** Datagrams in the order in which they came. */
  record Route(List<Datagram> batch, ActorRef<Ack> stream) implements RouterCommand {}

  /** The stream begins. */
  record StreamBegun(ActorRef<Ack> stream) implements RouterCommand {}

  /** The stream ended, as the node stops. */
  record StreamEnded() implements RouterCommand {}

  /** The stream broke. */
  record StreamBroke(Throwable cause) implements RouterCommand {}
}
