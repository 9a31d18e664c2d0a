package dev.vigil.protocol.peer;

import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.util.List;

/** What a peer wants done, in order. */
public sealed interface PeerEffect {
  /** Message 2 of Main Mode: the one reply to the one message 1 that came. */
  record Transmit(Octets datagram, Path path) implements PeerEffect {}

  /**
   * Message 3 came back with our cookie: make an IKE SA of the half-open exchange and give it the
   * datagram. Where none comes of it, answer with {@link PeerEvent.NotAdmitted}.
   *
   * @param ours our half of the cookie pair, by which the SA is called from now on
   */
  record StartResponder(
      Cookie ours, HalfOpen halfOpen, Octets datagram, Path path, SaSettings settings)
      implements PeerEffect {}

  /**
   * Begin Main Mode.
   *
   * @param ours the initiator cookie
   * @param children to negotiate as soon as phase 1 stands
   */
  record StartInitiator(Cookie ours, SaSettings settings, Path path, List<ChildRequest> children)
      implements PeerEffect {
    public StartInitiator {
      children = List.copyOf(children);
    }
  }

  /** Hand the event to that IKE SA; if it is gone, nothing is lost. */
  record ToSa(Cookie ours, SaEvent event) implements PeerEffect {}

  /**
   * A pair of IPsec SAs is to go into the data plane.
   *
   * @param ours our cookie of the IKE SA that is to hear of its traffic
   * @param replayWindow packets that may come late, 64 to 1024; 0: no check
   * @param sequences where the pair begins: fresh, or where another owner has left off
   */
  record ChildInstalled(
      ChildSa child, Cookie ours, Path path, int replayWindow, Sequences sequences)
      implements PeerEffect {}

  /** More sequence numbers may be used for what goes out through a pair of IPsec SAs. */
  record SequencesGranted(int inboundSpi, long ceiling) implements PeerEffect {}

  /** A pair of IPsec SAs has another IKE SA above it now, or its peer is reached elsewhere. */
  record ChildRebound(ChildSa child, Cookie ours, Path path) implements PeerEffect {}

  /** A pair of IPsec SAs is to leave the data plane. */
  record ChildRemoved(ChildSa child, ChildEnd reason) implements PeerEffect {}

  /** {@code %CRYPTO-5-SESSION_STATUS: Crypto tunnel is UP}: the first IPsec SAs with a peer. */
  record SessionUp(InetSocketAddress peer, Payload.Identification identity) implements PeerEffect {}

  /** {@code %CRYPTO-5-SESSION_STATUS: Crypto tunnel is DOWN}: the last IPsec SAs are gone. */
  record SessionDown(InetSocketAddress peer, Payload.Identification identity, CloseReason reason)
      implements PeerEffect {}

  /** An attempt to bring a crypto map entry up failed; {@code reason} is one clause. */
  record ConnectionFailed(String connection, InetSocketAddress peer, String reason)
      implements PeerEffect {}

  /** The crypto map entry's current peer is another one now. */
  record FailedOver(String connection, InetSocketAddress from, InetSocketAddress to)
      implements PeerEffect {}

  /**
   * Find the addresses of a host name, without waiting; the answer is {@link PeerEvent.Resolved}.
   */
  record Resolve(String hostName) implements PeerEffect {}

  /** The datagram had no effect. */
  record Dropped(DropReason reason) implements PeerEffect {}

  /** For the debug trace and the log. */
  record Trace(TraceEvent event) implements PeerEffect {}

  /** State that must outlive a node changed: it is to be safe before what follows is done. */
  record Checkpoint() implements PeerEffect {}

  /** Nothing is left of this peer: its entity may stop. */
  record Empty() implements PeerEffect {}
}
