package dev.vigil.protocol.phase1;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.util.Optional;

/** What one message did to a Main Mode. */
public sealed interface Phase1Step {
  /** It went on: send {@code datagram} along {@code path} and wait for what answers it. */
  record Advanced(Phase1State next, Octets datagram, Path path) implements Phase1Step {}

  /**
   * The peer is authenticated.
   *
   * @param reply message 6, if we are the responder
   * @param initialContact the peer says that it knows of no older SA with us
   */
  record Completed(Phase1Result result, Optional<Octets> reply, boolean initialContact)
      implements Phase1Step {}

  /**
   * No effect: until its end, nothing in Main Mode is authenticated, so no message may end it.
   *
   * @param detail one clause for the trace
   */
  record Ignored(DropReason reason, String detail) implements Phase1Step {}
}
