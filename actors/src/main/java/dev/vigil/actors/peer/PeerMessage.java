package dev.vigil.actors.peer;

import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a peer's actor is told. {@link Arrived}, {@link BringUp} and {@link TrafficFor} may come
 * from another node.
 */
public sealed interface PeerMessage {
  /**
   * A datagram for this peer.
   *
   * @param mayCreate only then may it make a peer that holds nothing yet begin to
   */
  record Arrived(Octets datagram, Path path, boolean mayCreate) implements PeerMessage {}

  /**
   * Bring a crypto map entry up and keep it up.
   *
   * @param connection its label
   */
  record BringUp(String connection) implements PeerMessage {}

  /**
   * The data plane has traffic for a crypto map entry that is not up.
   *
   * @param connection its label
   */
  record TrafficFor(String connection) implements PeerMessage {}

  /**
   * Be there: a peer that something is kept of begins where its last owner left off; of another one
   * nothing comes, and one that lives already goes on as it was.
   */
  record Resume() implements PeerMessage {}

  /** From an operator or the data plane, for the machine as it is. */
  record Happened(PeerEvent event) implements PeerMessage {}

  /** Authentic ESP of a pair of IPsec SAs came along another path than its own. */
  record PairMoved(int inboundSpi, Path path) implements PeerMessage {}

  /** The node's configuration is another one now. */
  record SettingsChanged() implements PeerMessage {}

  /** The node stops; answered when nothing of the peer is left, or at once without Deletes. */
  record Goodbye(boolean tellPeer, ActorRef<Done> replyTo) implements PeerMessage {}

  /**
   * An IKE SA of this peer reports.
   *
   * @param closing the trace of its end, to be told with what ends along with it; else empty
   */
  record FromSa(Cookie ours, SaEffect effect, List<TraceRecord> closing) implements PeerMessage {
    public FromSa {
      closing = List.copyOf(closing);
    }
  }

  /** A third message was none: its half-open exchange waits on. */
  record NotAdmitted(HalfOpen halfOpen, Path path, DropReason reason) implements PeerMessage {}

  /** Sharding moves the peer off this node, or the node stops: nothing is said to anybody. */
  record LeaveNode() implements PeerMessage {}

  /** The timer fired. */
  record Wake() implements PeerMessage {}
}
