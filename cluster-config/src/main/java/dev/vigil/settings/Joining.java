package dev.vigil.settings;

import java.util.List;

/** How a node finds those that it forms a cluster with. */
public sealed interface Joining {
  /** It joins itself, or what {@code pekko.cluster.seed-nodes} says. */
  record Unassisted() implements Joining {}

  /**
   * It asks these. The first of them alone may begin a cluster.
   *
   * @param nodes each {@code host:port}, the host written as that node's vigil.cluster.host
   */
  record Seeds(List<Seed> nodes) implements Joining {
    public Seeds {
      nodes = List.copyOf(nodes);
    }
  }

  /** A node that may be asked. */
  record Seed(String host, int port) {}

  /**
   * It asks all addresses of a name, such as a Kubernetes headless service. The lowest of them
   * alone may begin a cluster, and only if so many are there.
   *
   * @param contactPoints addresses that the name must have before a cluster is begun
   */
  record Dns(String name, int port, int contactPoints) implements Joining {}
}
