package dev.vigil.actors.router;

import dev.vigil.actors.store.Holder;
import dev.vigil.actors.udp.Datagram;

/** What the ESP router is told; {@link Forwarded} and {@link Taken} by other nodes. */
public sealed interface EspCommand permits Forwarded, Taken, EspCommand.Foreign, EspCommand.Clock {
  /** ESP whose SPI leads to another node. */
  record Foreign(Holder.Elsewhere owner, Datagram datagram) implements EspCommand {}

  /** The router's own reminders. */
  enum Clock implements EspCommand {
    /** What has gathered may leave. */
    FLUSH,
    /** The nodes that forward are to hear how far we are. */
    TELL_TAKEN
  }
}
