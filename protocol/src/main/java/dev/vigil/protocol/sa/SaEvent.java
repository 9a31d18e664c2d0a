package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.List;

/** What can happen to an IKE SA. */
public sealed interface SaEvent {
  /** A datagram whose cookies name this SA; nothing of it is proved yet. */
  record Received(Octets datagram, Path path) implements SaEvent {}

  /** The time of {@code nextDeadline} has come; harmless when it comes early or twice. */
  record DeadlineReached() implements SaEvent {}

  /** Negotiate a pair of IPsec SAs (as soon as phase 1 stands). */
  record Negotiate(ChildRequest request) implements SaEvent {}

  /** Tell the peer that these of our inbound SPIs are gone. */
  record DeleteChildren(List<Integer> inboundSpis) implements SaEvent {}

  /** End this SA; {@code tellPeer} sends a Delete first. */
  record Close(CloseReason reason, boolean tellPeer) implements SaEvent {}

  /**
   * Data left for the peer through one of its IPsec SAs (what on-demand DPD waits for).
   *
   * @param at when the last of it left, now or some time ago
   */
  record OutboundTraffic(Instant at) implements SaEvent {}

  /**
   * Authenticated data came from the peer: proof of life where the setting says so.
   *
   * @param at when the last of it came, now or some time ago
   */
  record InboundTraffic(Instant at) implements SaEvent {}

  /** Authenticated data came from the peer along another path than the SA's. */
  record PathProved(Path path) implements SaEvent {}
}
