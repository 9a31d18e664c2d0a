package dev.vigil.actors.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes whose process is known to have ended and that are not removed yet. One for all actor
 * systems of this process, as Pekko makes its failure detectors by their class's name: a dead node
 * is dead for each of them.
 */
final class ProvenDeaths {
  private static final Set<String> DEAD = ConcurrentHashMap.newKeySet();

  private ProvenDeaths() {}

  static void add(String node) {
    DEAD.add(node);
  }

  /** The node is removed: what comes from its address now is another run. */
  static void forget(String node) {
    DEAD.remove(node);
  }

  static boolean contains(String node) {
    return DEAD.contains(node);
  }
}
