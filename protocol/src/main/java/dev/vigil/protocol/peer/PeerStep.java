package dev.vigil.protocol.peer;

import java.util.List;

/** What one event did to a peer. */
public record PeerStep(PeerState next, List<PeerEffect> effects) {
  public PeerStep {
    effects = List.copyOf(effects);
  }
}
