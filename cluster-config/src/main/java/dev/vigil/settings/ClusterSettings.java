package dev.vigil.settings;

/**
 * This node's place in its cluster.
 *
 * @param name of the cluster and of the actor system: letters, digits and dashes
 * @param several false for a cluster of one, which joins itself
 * @param shards fixed for the life of a cluster
 */
public record ClusterSettings(String name, boolean several, String host, int port, int shards) {
  /** Ten for each node of a large cluster; the cookie format carries it. */
  public static final int SHARDS = 512;
}
