package dev.vigil.actors.peer;

import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.peer.PeerState;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * A peer as the rest of its node sees it: where to send to, and the state that its actor published
 * last. The state is immutable, so whoever reads it disturbs nobody; it also is what the actor goes
 * on from if it has to be restarted.
 */
public final class PeerLink {
  private final PeerTag tag;
  private final ActorRef<PeerMessage> ref;
  private final PeerPairs pairs = new PeerPairs();
  private volatile PeerState state;

  PeerLink(PeerTag tag, ActorRef<PeerMessage> ref, PeerState state) {
    this.tag = tag;
    this.ref = ref;
    this.state = state;
  }

  public PeerTag tag() {
    return tag;
  }

  public ActorRef<PeerMessage> ref() {
    return ref;
  }

  /** What it has in the data plane. */
  public PeerPairs pairs() {
    return pairs;
  }

  public PeerState state() {
    return state;
  }

  void publish(PeerState next) {
    state = next;
  }
}
