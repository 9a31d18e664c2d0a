package dev.vigil.actors.router;

import java.util.Optional;
import org.apache.pekko.actor.Address;

/** The other nodes that live, as far as this one knows. Any thread may ask, and none waits. */
public interface Neighbours {
  /** Of a node that is alone. */
  Neighbours NONE =
      new Neighbours() {
        @Override
        public long self() {
          return 0;
        }

        @Override
        public Optional<Neighbour> at(Address node, long uid) {
          return Optional.empty();
        }

        @Override
        public Optional<Neighbour> of(long uid) {
          return Optional.empty();
        }
      };

  /** The number of this node's own run. */
  long self();

  /** The node at an address, if that run of it lives. */
  Optional<Neighbour> at(Address node, long uid);

  /** The node whose run has that number. */
  Optional<Neighbour> of(long uid);
}
