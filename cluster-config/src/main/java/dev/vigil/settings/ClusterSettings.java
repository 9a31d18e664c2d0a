package dev.vigil.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * This node's place in its cluster.
 *
 * @param name of the cluster and of the actor system: letters, digits and dashes
 * @param several false for a cluster of one, which joins itself
 * @param shards fixed for the life of a cluster
 * @param joining how the other nodes are found
 * @param joinPatience for how long a starting node tries to join
 * @param hostWatch whether nodes of one host watch each other's process
 * @param tls how nodes prove to each other who they are; empty: they do not
 */
public record ClusterSettings(
    String name,
    boolean several,
    String host,
    int port,
    int shards,
    Joining joining,
    Duration joinPatience,
    boolean hostWatch,
    Optional<TlsSettings> tls) {
  /** Ten for each node of a large cluster; the cookie format carries it. */
  public static final int SHARDS = 512;
}
