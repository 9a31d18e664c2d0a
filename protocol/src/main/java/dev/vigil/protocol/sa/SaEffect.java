package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.trace.TraceEvent;
import dev.vigil.protocol.wire.Octets;
import java.util.List;

/** What an IKE SA wants done, in order. */
public sealed interface SaEffect {
  /** Send this datagram (without non-ESP marker) along that path. */
  record Transmit(Octets datagram, Path path) implements SaEffect {}

  /** Send the one-byte NAT keepalive 0xFF (RFC 3948 §2.3) along that path. */
  record TransmitNatKeepalive(Path path) implements SaEffect {}

  /** Phase 1 stands and the peer is authenticated. */
  record Established(Phase1Result result) implements SaEffect {}

  /** An authenticated message said that nothing older of this peer is alive. */
  record InitialContact() implements SaEffect {}

  /** A pair of IPsec SAs stands. */
  record ChildEstablished(ChildSa child) implements SaEffect {}

  /** The negotiation of {@code request} failed. */
  record ChildFailed(ChildRequest request, String reason) implements SaEffect {}

  /** The peer deleted IPsec SAs: these are its inbound SPIs, our outbound ones. */
  record PeerDeletedChildren(List<Integer> outboundSpis) implements SaEffect {}

  /** An authenticated datagram came along another path: from now on we answer there. */
  record PathMoved(Path path) implements SaEffect {}

  /** Time to negotiate a successor, before the hard lifetime ends this one. */
  record RekeyDue() implements SaEffect {}

  /** Over; the SA takes no more events. */
  record Closed(CloseReason reason) implements SaEffect {}

  /** The datagram had no effect. */
  record Dropped(DropReason reason) implements SaEffect {}

  /** For the debug trace and the log; made only while somebody listens. */
  record Trace(TraceEvent event) implements SaEffect {}

  /**
   * State that must outlive a node changed (established, child, path, deletion): it is to be safe
   * before what follows is done.
   */
  record Checkpoint() implements SaEffect {}
}
