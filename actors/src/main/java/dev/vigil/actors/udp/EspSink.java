package dev.vigil.actors.udp;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;

/** Who takes the ESP that came in UDP datagrams (RFC 3948 §2.1). */
@FunctionalInterface
public interface EspSink {
  /**
   * Called by the receiver threads, one datagram at a time; must not block and must not throw.
   *
   * @param datagram from the SPI on, at least 5 bytes, nothing of it checked
   */
  void received(Octets datagram, Path path);
}
