package dev.vigil.actors.peer;

import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Cookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pairs of IPsec SAs that one peer has in the data plane: where they lead, and what all of them
 * carried together, those that are gone included. Its peer's actor writes, anybody reads.
 */
public final class PeerPairs {
  private record Bound(Cookie ike, Path path) {}

  private final Map<Integer, Bound> bound = new HashMap<>();
  private ChildTraffic ended = ChildTraffic.NONE;

  synchronized void bind(int inboundSpi, Cookie ike, Path path) {
    bound.put(inboundSpi, new Bound(ike, path));
  }

  /** Our cookie of the IKE SA that hears of the pair's traffic. */
  synchronized Optional<Cookie> ike(int inboundSpi) {
    return Optional.ofNullable(bound.get(inboundSpi)).map(Bound::ike);
  }

  /** It leaves the data plane; its figures stay in the total. */
  synchronized void remove(int inboundSpi, DataPlane plane) {
    if (bound.remove(inboundSpi) != null) {
      ended = ended.plus(plane.remove(inboundSpi));
    }
  }

  synchronized void removeAll(DataPlane plane) {
    List.copyOf(bound.keySet()).forEach(spi -> remove(spi, plane));
  }

  /** Where the pair leads, if it is in the data plane. */
  public synchronized Optional<Path> path(int inboundSpi) {
    return Optional.ofNullable(bound.get(inboundSpi)).map(Bound::path);
  }

  /** What all pairs carried; it never becomes less. */
  public synchronized ChildTraffic total(DataPlane plane) {
    return bound.keySet().stream().map(plane::total).reduce(ended, ChildTraffic::plus);
  }
}
