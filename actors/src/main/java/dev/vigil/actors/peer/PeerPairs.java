package dev.vigil.actors.peer;

import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.protocol.exchange.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pairs of IPsec SAs that one peer has in the data plane: where they lead, and what all of them
 * carried together, those that are gone included. Its peer's actor writes, anybody reads.
 */
public final class PeerPairs {
  private final Map<Integer, Path> paths = new HashMap<>();
  private ChildTraffic ended = ChildTraffic.NONE;

  synchronized void leadsTo(int inboundSpi, Path path) {
    paths.put(inboundSpi, path);
  }

  /** The data plane reaches it elsewhere now. */
  synchronized void moved(int inboundSpi, Path path) {
    paths.replace(inboundSpi, path);
  }

  /** It leaves the data plane; its figures stay in the total. */
  synchronized void remove(int inboundSpi, DataPlane plane) {
    if (paths.remove(inboundSpi) != null) {
      ended = ended.plus(plane.remove(inboundSpi));
    }
  }

  synchronized void removeAll(DataPlane plane) {
    List.copyOf(paths.keySet()).forEach(spi -> remove(spi, plane));
  }

  /** Where the pair leads, if it is in the data plane. */
  public synchronized Optional<Path> path(int inboundSpi) {
    return Optional.ofNullable(paths.get(inboundSpi));
  }

  /** What all pairs carried; it never becomes less. */
  public synchronized ChildTraffic total(DataPlane plane) {
    return paths.keySet().stream().map(plane::total).reduce(ended, ChildTraffic::plus);
  }
}
