package dev.vigil.actors.census;

import java.util.List;
import java.util.Optional;

/**
 * The cluster, as one node sees it.
 *
 * @param unowned shards that no member owns
 * @param shards all of them
 */
public record ClusterView(List<Line> nodes, int unowned, int shards) {
  public ClusterView {
    nodes = List.copyOf(nodes);
  }

  /**
   * A member.
   *
   * @param address host and port of its transport
   * @param status as the cluster has it: Joining, Up, Leaving …
   * @param owned shards that it owns, as the asked node knows
   * @param standing what it says of itself; empty: it did not answer in time
   */
  public record Line(
      String address,
      String status,
      boolean reachable,
      boolean self,
      boolean oldest,
      int owned,
      Optional<NodeStanding> standing) {}
}
