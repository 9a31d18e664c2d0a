package dev.vigil.actors.store;

import org.apache.pekko.actor.Address;

/** Who owns a shard, as far as this node knows now; it may be out of date. */
public sealed interface Holder {
  /** Nobody was ever heard to own it. */
  record Nobody() implements Holder {}

  /** This node. */
  record Here(Epoch epoch) implements Holder {}

  /**
   * Another node, or an earlier run of a node that has this node's address.
   *
   * @param node where its actor system is, or was
   * @param uid which run of it that is, as cluster members have it
   */
  record Elsewhere(Address node, long uid, Epoch epoch) implements Holder {}
}
