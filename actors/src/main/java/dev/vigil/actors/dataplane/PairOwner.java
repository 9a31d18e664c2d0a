package dev.vigil.actors.dataplane;

import dev.vigil.protocol.exchange.Path;

/** Who is told what becomes of a pair of IPsec SAs. Called from any thread; must not wait. */
public interface PairOwner {
  /**
   * It has carried as much as its lifetime in kilobytes, or its sequence numbers, allow; told once
   * of each.
   *
   * @param hard nothing more goes out through it; else a successor is due
   */
  void wornOut(int inboundSpi, boolean hard);

  /** An authentic packet came along another path: a NAT on the way has changed its mind. */
  void moved(int inboundSpi, Path path);
}
