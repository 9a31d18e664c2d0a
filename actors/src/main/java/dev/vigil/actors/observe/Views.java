package dev.vigil.actors.observe;

import dev.vigil.actors.peer.PeerLink;
import dev.vigil.actors.peer.Roster;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.sa.IkeSa;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes views of what the actors published; asks none of them anything. */
public final class Views {
  private Views() {}

  /** All IKE SAs of this node that have not ended, by connection number. */
  public static List<SaView> sas(Roster roster) {
    return roster.sas().stream()
        .filter(link -> !link.state().isEnded())
        .map(Views::sa)
        .sorted(Comparator.comparingInt(SaView::connection))
        .toList();
  }

  /** All peers of this node that hold anything, by tag. */
  public static List<PeerView> peers(Roster roster) {
    Map<PeerTag, List<SaView>> sas = new HashMap<>();
    for (SaView sa : sas(roster)) {
      sas.computeIfAbsent(sa.peer(), tag -> new ArrayList<>()).add(sa);
    }
    return roster.peers().stream()
        .sorted(Comparator.comparingInt((PeerLink link) -> link.tag().value()))
        .map(link -> peer(link, sas.getOrDefault(link.tag(), List.of())))
        .toList();
  }

  private static PeerView peer(PeerLink link, List<SaView> sas) {
    PeerState state = link.state();
    List<ChildSa> pairs = state.children();
    List<InetAddress> remotes = state.childAddresses();
    List<ChildView> children = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      children.add(ChildView.of(pairs.get(i), remotes.get(i)));
    }
    return new PeerView(link.tag(), sas, children, state.halfOpenCount());
  }

  private static SaView sa(SaLink link) {
    IkeSa state = link.state();
    return new SaView(
        link.ours(),
        link.tag(),
        link.connection(),
        state.role(),
        link.path(),
        link.startedAt(),
        phase1(state));
  }

  private static Optional<SaView.Phase1View> phase1(IkeSa state) {
    Optional<Phase1Result> result = state.established();
    Optional<DpdState> dpd = state.dpd();
    Optional<Instant> expires = state.expiresAt();
    return result.flatMap(r -> dpd.flatMap(d -> expires.map(e -> phase1(r, d, e))));
  }

  private static SaView.Phase1View phase1(Phase1Result result, DpdState dpd, Instant expires) {
    return new SaView.Phase1View(
        result.cookies(),
        result.encryption(),
        result.hash(),
        result.group(),
        result.lifetime(),
        result.establishedAt(),
        expires,
        result.localIdentity(),
        result.peerIdentity(),
        result.natTraversal(),
        result.peerDpd(),
        result.peerUnity(),
        dpd);
  }
}
