package dev.vigil.actors.node;

import dev.vigil.actors.dataplane.Wanted;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.peer.ConfiguredPeers;
import org.apache.pekko.actor.typed.ActorRef;

/** Has a crypto map entry brought up that the data plane has traffic for. */
record Caller(ConfiguredPeers plan, ActorRef<PeerEnvelope> peers) implements Wanted {
  @Override
  public void trafficFor(String connection) {
    plan.tagOf(connection)
        .ifPresent(
            tag -> peers.tell(new PeerEnvelope(tag, new PeerMessage.TrafficFor(connection))));
  }
}
