package dev.vigil.actors.cluster;

/** What the nodes' {@link LeaseKeeper}s say to each other. */
public sealed interface LeaseMessage {
  /**
   * May I act for my SAs?
   *
   * @param node who asks, {@code pekko://vigil@host:port}
   * @param uid of that run of it
   */
  record Ask(String node, long uid, long round) implements LeaseMessage {}

  /**
   * The answer of a node that knows the asker.
   *
   * @param node who answers
   * @param uid of that run of it
   * @param granted false: the asker is thought to be unreachable or out of the cluster
   */
  record Answer(String node, long uid, long round, boolean granted) implements LeaseMessage {}

  /** Time for the next round; never leaves the node. */
  enum Clock implements LeaseMessage {
    TICK
  }
}
