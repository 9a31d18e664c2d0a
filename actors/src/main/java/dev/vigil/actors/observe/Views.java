package dev.vigil.actors.observe;

import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.names.NameBook;
import dev.vigil.actors.peer.PeerLink;
import dev.vigil.actors.peer.Roster;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.ConfiguredPeers;
import dev.vigil.protocol.peer.Connection;
import dev.vigil.protocol.peer.ConnectionEnd;
import dev.vigil.protocol.peer.ConnectionStatus;
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
import java.util.stream.Stream;

/** Makes views of what the actors published; asks none of them anything. */
public final class Views {
  private Views() {}

  /** All IKE SAs of this node that have not ended, by connection number. */
  public static List<SaView> sas(Roster roster, ConfiguredPeers plan) {
    return roster.sas().stream()
        .filter(link -> !link.state().isEnded())
        .map(link -> sa(link, plan))
        .sorted(Comparator.comparingInt(SaView::connection))
        .toList();
  }

  /** All peers of this node that hold anything, by tag. */
  public static List<PeerView> peers(Roster roster, ConfiguredPeers plan, DataPlane plane) {
    Map<PeerTag, List<SaView>> sas = new HashMap<>();
    for (SaView sa : sas(roster, plan)) {
      sas.computeIfAbsent(sa.peer(), tag -> new ArrayList<>()).add(sa);
    }
    return roster.peers().stream()
        .sorted(Comparator.comparingInt((PeerLink link) -> link.tag().value()))
        .map(link -> peer(link, sas.getOrDefault(link.tag(), List.of()), plane))
        .toList();
  }

  private static PeerView peer(PeerLink link, List<SaView> sas, DataPlane plane) {
    PeerState state = link.state();
    List<ChildSa> pairs = state.children();
    List<InetAddress> remotes = state.childAddresses();
    List<ChildView> children = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      ChildSa pair = pairs.get(i);
      InetAddress remote = remotes.get(i);
      link.pairs()
          .path(pair.inboundSpi())
          .map(path ->
              ChildView.of(
                  pair, remote, path, plane.traffic(pair.inboundSpi()), plane.carries(pair)))
          .ifPresent(children::add);
    }
    return new PeerView(
        link.tag(), sas, children, state.halfOpenCount(), link.pairs().total(plane));
  }

  /** All configured crypto map entries with a peer that can be called, in order. */
  public static List<ConnectionView> connections(
      ConfiguredPeers plan, Roster roster, EndHistory ends, NameBook names) {
    return plan.connections().stream()
        .flatMap(label -> plan.tagOf(label).stream())
        .distinct()
        .flatMap(tag -> connections(plan, tag, roster, ends, names))
        .sorted(
            Comparator.comparing((ConnectionView view) -> map(view.label()))
                .thenComparingInt(view -> sequence(view.label())))
        .toList();
  }

  private static Stream<ConnectionView> connections(
      ConfiguredPeers plan, PeerTag tag, Roster roster, EndHistory ends, NameBook names) {
    PeerState state =
        roster.peer(tag).map(PeerLink::state).orElseGet(() -> PeerState.starting(Instant.EPOCH));
    return plan.settingsOf(tag).connections().stream()
        .map(connection ->
            connection(connection, state.status(connection), ends.of(connection.label()), names));
  }

  private static ConnectionView connection(
      Connection connection,
      ConnectionStatus status,
      Optional<ConnectionEnd> remembered,
      NameBook names) {
    List<ConnectionView.Peer> peers = new ArrayList<>();
    for (int i = 0; i < connection.peers().size(); i++) {
      Optional<String> name =
          connection.peers().get(i) instanceof PeerRef.HostName(var hostName, _, _)
              ? Optional.of(hostName)
              : Optional.empty();
      Optional<InetAddress> address =
          status.addresses().get(i).or(() -> name.flatMap(names::addressOf));
      peers.add(new ConnectionView.Peer(name, address));
    }
    return new ConnectionView(
        connection.label(),
        peers,
        status.current(),
        status.up(),
        status.wanted(),
        status.nextAttempt(),
        status
            .lastEnd()
            .or(() -> remembered)
            .map(end -> new ConnectionView.LastEnd(end.at(), end.peer(), end.reason())));
  }

  /** A label is the map's name, a blank and the sequence number. */
  private static String map(String label) {
    return label.substring(0, label.lastIndexOf(' '));
  }

  private static int sequence(String label) {
    return Integer.parseInt(label.substring(label.lastIndexOf(' ') + 1));
  }

  private static SaView sa(SaLink link, ConfiguredPeers plan) {
    IkeSa state = link.state();
    Path path = link.path();
    return new SaView(
        link.ours(),
        link.tag(),
        link.connection(),
        state.role(),
        path,
        plan.vrfsOf(path.remote().getAddress(), path.local().getAddress()),
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
        result.liveness(),
        result.peerUnity(),
        dpd);
  }
}
