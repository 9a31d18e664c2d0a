package dev.vigil.actors.peer;

import dev.vigil.protocol.peer.PeerEffect;
import dev.vigil.protocol.peer.PeerEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a peer's machine wanted done and is not done yet. It outlives a failure of the peer's actor,
 * which goes on with the rest of it when it has restarted.
 */
final class HeldEffects {
  /** An effect with what it came of. */
  record Due(PeerEffect effect, PeerEvent event) {}

  private final Deque<Due> due = new ArrayDeque<>();

  /** To be done in this order, after what is due already. */
  void add(List<PeerEffect> effects, PeerEvent event) {
    effects.forEach(effect -> due.add(new Due(effect, event)));
  }

  /** Before all others: they have waited longest. */
  void resume(List<Due> waited) {
    waited.reversed().forEach(due::addFirst);
  }

  /** The next one, which is taken out: one that fails is not tried again. */
  Optional<Due> next() {
    return Optional.ofNullable(due.poll());
  }

  /** All that is due from here on waits for the store. */
  List<Due> takeRest() {
    List<Due> rest = new ArrayList<>(due);
    due.clear();
    return rest;
  }
}
