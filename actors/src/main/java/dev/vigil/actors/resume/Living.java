package dev.vigil.actors.resume;

import dev.vigil.actors.peer.Roster;
import dev.vigil.protocol.cookie.PeerTag;

/** Which peers have an entity on this node. */
interface Living {
  boolean has(PeerTag tag);

  /** How many of a shard. */
  int count(int shard);

  static Living in(Roster roster) {
    return new Living() {
      @Override
      public boolean has(PeerTag tag) {
        return roster.peer(tag).isPresent();
      }

      @Override
      public int count(int shard) {
        return roster.count(shard);
      }
    };
  }
}
