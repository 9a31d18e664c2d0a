package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.snapshot.SaSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a peer's entity has for as long as it lives, whatever becomes of its actor. */
final class PeerHome {
  /** What came out of the store and is to be brought to life. */
  record Frozen(List<SaSnapshot> sas, Optional<PeerProgress> progress) {}

  private final NodeContext node;
  private final PeerLink link;
  private final SaNursery sas;
  private final SafeKeeping keeping;
  private final HeldEffects held = new HeldEffects();
  private final Consumer<PeerEnvelope> onward;
  private Optional<Frozen> frozen;

  PeerHome(
      NodeContext node,
      PeerLink link,
      SafeKeeping keeping,
      Optional<Frozen> frozen,
      Consumer<PeerEnvelope> onward) {
    this.node = node;
    this.link = link;
    this.sas = new SaNursery(link.tag(), node);
    this.keeping = keeping;
    this.frozen = frozen;
    this.onward = onward;
  }

  NodeContext node() {
    return node;
  }

  PeerLink link() {
    return link;
  }

  SaNursery sas() {
    return sas;
  }

  SafeKeeping keeping() {
    return keeping;
  }

  HeldEffects held() {
    return held;
  }

  /** Once: should that fail, it would fail again. */
  Optional<Frozen> takeFrozen() {
    Optional<Frozen> taken = frozen;
    frozen = Optional.empty();
    return taken;
  }

  /** The newest of it is to be written. */
  void write() {
    keeping.write(() -> PeerRecord.of(link.state(), sas.links()));
  }

  /** To wherever the peer lives next. */
  Consumer<PeerEnvelope> onward() {
    return onward;
  }

  /** For wherever the peer lives next. */
  void sendOnward(PeerMessage message) {
    onward.accept(new PeerEnvelope(link.tag(), message));
  }
}
