package dev.vigil.actors.dataplane;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;

/** Takes ESP that has no pair here, for a node that may have it. */
@FunctionalInterface
public interface UnknownSpis {
  /** Nobody else is there. */
  UnknownSpis NOBODY = (spi, datagram, path) -> false;

  /**
   * Called by the receiver threads; must not block.
   *
   * @return false if it is not for another node: then it is dropped
   */
  boolean take(int spi, Octets datagram, Path path);
}
