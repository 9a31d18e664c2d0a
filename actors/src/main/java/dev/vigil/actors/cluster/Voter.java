package dev.vigil.actors.cluster;

import org.apache.pekko.cluster.UniqueAddress;

/**
 * One run of one node.
 *
 * @param node its address, {@code pekko://vigil@host:port}
 * @param uid of that run
 */
record Voter(String node, long uid) {
  static Voter of(UniqueAddress address) {
    return new Voter(address.address().toString(), address.longUid());
  }
}
