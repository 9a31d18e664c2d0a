package dev.vigil.quickstart;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;

/** A site's way out. */
interface SiteWire {
  /** An ISAKMP message; with a non-ESP marker where the path is marked. */
  void send(Octets message, Path path);

  /** ESP in a UDP datagram (RFC 3948). */
  void sendEsp(Octets esp, Path path);
}
