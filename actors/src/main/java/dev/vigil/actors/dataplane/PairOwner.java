package dev.vigil.actors.dataplane;

import dev.vigil.protocol.exchange.Path;
import java.util.Optional;

/** Who is told what becomes of a pair of IPsec SAs. Called from any thread; must not wait. */
public interface PairOwner {
  /** The VRF of what is protected; empty: the global one. Alike as long as the pair lives. */
  default Optional<String> insideVrf() {
    return Optional.empty();
  }

  /**
   * It has carried as much as its lifetime in kilobytes, or its sequence numbers, allow; told once
   * of each.
   *
   * @param hard nothing more goes out through it; else a successor is due
   */
  void wornOut(int inboundSpi, boolean hard);

  /** Most of the sequence numbers that were granted are used; told once for each grant. */
  void sequencesNeeded(int inboundSpi);

  /** An authentic packet came along another path: a NAT on the way has changed its mind. */
  void moved(int inboundSpi, Path path);
}
