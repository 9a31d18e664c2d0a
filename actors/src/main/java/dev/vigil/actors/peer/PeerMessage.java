package dev.vigil.actors.peer;

import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Stored;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What a peer's actor is told. {@link Arrived}, {@link BringUp}, {@link TrafficFor} and {@link
 * Resume} may come from another node.
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

  /**
   * An IKE SA of this peer has something to be made safe; it goes on with what waits for that when
   * it hears {@link dev.vigil.actors.sa.SaMessage.Safe}. What it reported before is in the peer's
   * state by then.
   *
   * @param ours our half of its cookie pair
   * @param sa as it is to be kept
   * @param ticket what it calls this wish by; each is higher than the one before
   */
  record Checkpoint(Cookie ours, IkeSa sa, long ticket) implements PeerMessage {}

  /** The store has answered a write. */
  record Saved(Optional<Throwable> failure) implements PeerMessage {
    static Saved of(@Nullable Throwable failure) {
      return new Saved(Optional.ofNullable(failure));
    }
  }

  /** It is time to write what changed, or to try that again. */
  record Save() implements PeerMessage {}

  /** The store has answered what it keeps of this peer. */
  record Loaded(Outcome outcome) implements PeerMessage {
    /** What became of it. */
    sealed interface Outcome {
      record Known(Epoch epoch, Optional<Stored> stored) implements Outcome {}

      record Failed(Throwable cause) implements Outcome {}
    }
  }

  /** Time to ask the store again. */
  record LoadAgain() implements PeerMessage {}

  /** How far the peer had come is safe, or could not be made so. */
  record Departed() implements PeerMessage {}

  /** A third message was none: its half-open exchange waits on. */
  record NotAdmitted(HalfOpen halfOpen, Path path, DropReason reason) implements PeerMessage {}

  /**
   * Sharding moves the peer off this node, or the node stops: nothing is said to anybody, and how
   * far its numbers have come is made safe for the next owner.
   */
  record LeaveNode() implements PeerMessage {}

  /** The timer fired. */
  record Wake() implements PeerMessage {}
}
