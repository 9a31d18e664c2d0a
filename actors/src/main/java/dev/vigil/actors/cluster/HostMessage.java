package dev.vigil.actors.cluster;

/** What the nodes' {@link HostWatch}es hear. */
public sealed interface HostMessage {
  /**
   * Which process a node is.
   *
   * @param node {@code pekko://vigil@host:port}
   * @param uid of that run of it
   */
  record Announce(String node, long uid, ProcessIdentity process) implements HostMessage {}

  /** The process of that run of a node has ended; never leaves the node. */
  record Ended(String node, long uid) implements HostMessage {}

  /** Time to say again who we are; never leaves the node. */
  enum Clock implements HostMessage {
    TICK
  }
}
