package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.util.List;
import java.util.Optional;

/** What one message did to a Quick Mode. */
public sealed interface QuickModeStep {
  /**
   * It went on.
   *
   * @param reply the next message's payloads with HASH first, to be encrypted in this exchange's IV
   *     chain; empty if there is nothing to send
   * @param established the pair of IPsec SAs, when the exchange is complete for us
   */
  record Proceeded(QuickModeState next, List<Payload> reply, Optional<ChildSa> established)
      implements QuickModeStep {
    public Proceeded {
      reply = List.copyOf(reply);
    }
  }

  /**
   * An authentic message that we cannot agree to; the exchange is over.
   *
   * @param notifyType what to tell the peer in a protected Informational exchange
   * @param spi the peer's SPI that the notify names, empty where none was read
   * @param reason one clause for log and trace
   */
  record Refused(int notifyType, Octets spi, String reason) implements QuickModeStep {
    /** The payload to send. */
    public Payload.Notification notification() {
      return new Payload.Notification(1, 3, spi, notifyType, Octets.EMPTY);
    }
  }

  /** Nothing came of it: not authentic, or out of place. The exchange stands as it was. */
  record Dropped(DropReason reason) implements QuickModeStep {}
}
