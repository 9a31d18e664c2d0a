package dev.vigil.actors.sa;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.Octets;

/** What an IKE SA's actor is told. Never leaves its node. */
public sealed interface SaMessage {
  /** A datagram, counted by {@link SaLink#offer}. */
  record Arrived(Octets datagram, Path path) implements SaMessage {}

  /** From the peer's actor. */
  record Tell(SaEvent event) implements SaMessage {}

  /** The configuration changed. */
  record Reconfigure(SaSettings settings) implements SaMessage {}

  /** Something was sent through an IPsec SA under it, while it waited for that. */
  record Traffic() implements SaMessage {}

  /**
   * What was asked for by {@link dev.vigil.actors.peer.PeerMessage.Checkpoint} is safe, up to this
   * ticket.
   */
  record Safe(long ticket) implements SaMessage {}

  /** The timer fired. */
  record Wake() implements SaMessage {}
}
