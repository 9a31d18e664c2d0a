package dev.vigil.actors.router;

import dev.vigil.actors.udp.Datagram;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What the packet router is told; all but {@link Route} is the stream's own bookkeeping. */
public sealed interface RouterCommand {
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
