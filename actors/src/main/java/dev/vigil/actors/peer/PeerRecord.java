package dev.vigil.actors.peer;

import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.snapshot.PeerSnapshot;
import dev.vigil.protocol.snapshot.SaSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A peer as it is kept. */
final class PeerRecord {
  private static final long MOST_UNDER_WAY = 16;

  private PeerRecord() {}

  /**
   * The state with the IKE SAs as each of them last asked to be kept: so an SA is never ahead of
   * what the peer knows of it. One that has closed may have an actor for a moment longer; were it
   * kept, the next owner would bring it back to life.
   */
  static PeerSnapshot of(PeerState state, Collection<SaLink> links) {
    List<SaSnapshot> sas = new ArrayList<>();
    for (SaLink link : links) {
      if (!state.has(link.ours())) {
        continue;
      }
      link.kept().ifPresent(sa -> sas.add(new SaSnapshot(link.ours(), link.startedAt(), sa)));
    }
    boolean nothing = sas.isEmpty() && state.children().isEmpty() && state.usableIkeCount() == 0;
    // What only negotiates begins anew at another node, as it would after a lost datagram.
    return new PeerSnapshot(nothing ? PeerState.starting(Instant.EPOCH) : state, sas);
  }

  /** A few packets may be on their way through the pair while it is read and taken out. */
  private static PairProgress withPacketsUnderWay(PairProgress read) {
    long last = Math.min(read.outboundLast() + MOST_UNDER_WAY, 0xffffffffL);
    return new PairProgress(read.inboundSpi(), read.inboundTop(), last);
  }

  /** How far the numbers have come, of a peer whose SAs have stopped. */
  static PeerProgress progress(
      PeerLink peer, Collection<SaLink> links, DataPlane plane, Instant now) {
    List<SaProgress> sas = new ArrayList<>();
    links.forEach(link -> link.state().progress().ifPresent(sas::add));
    List<PairProgress> pairs = new ArrayList<>();
    for (ChildSa child : peer.state().children()) {
      plane.progress(child.inboundSpi()).map(PeerRecord::withPacketsUnderWay).ifPresent(pairs::add);
    }
    return new PeerProgress(peer.tag(), now, true, sas, pairs);
  }
}
