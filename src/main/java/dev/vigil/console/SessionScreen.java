package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.PeerRef;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code show crypto session [remote ADDRESS] [detail]}: IKE and IPsec state of each peer, apart,
 * and configured peers that are down too.
 */
final class SessionScreen {
  private static final int DEFAULT_PORT = 500;
  private static final String CODES =
      """

      Code: C - IKE Configuration mode, D - Dead Peer Detection
      K - Keepalives, N - NAT-traversal, T - cTCP encapsulation
      X - IKE Extended Authentication, F - IKE Fragmentation
      R - IKE Auto Reconnect
      """;

  /**
   * @param remote where the peer is, or is configured to be
   */
  private record Session(
      String interfaceName,
      String status,
      InetSocketAddress remote,
      List<SaView> sas,
      List<ChildView> children) {}

  private final HeadEndConfig config;
  private final Instant now;

  SessionScreen(HeadEndConfig config, Instant now) {
    this.config = config;
    this.now = now;
  }

  String text(List<PeerView> peers, Optional<InetAddress> remote, boolean detail) {
    StringBuilder text = new StringBuilder("Crypto session current status\n");
    text.append(detail ? CODES : "");
    for (Session session : sessions(peers, remote)) {
      text.append('\n').append(text(session, detail));
    }
    return text.toString();
  }

  List<Map<String, Object>> json(List<PeerView> peers, Optional<InetAddress> remote) {
    return sessions(peers, remote).stream().map(this::fields).toList();
  }

  private List<Session> sessions(List<PeerView> peers, Optional<InetAddress> remote) {
    Map<InetAddress, Session> sessions = new LinkedHashMap<>();
    for (PeerView peer : peers) {
      for (SaView sa : peer.sas()) {
        InetSocketAddress endpoint = sa.path().remote();
        sessions.merge(
            endpoint.getAddress(), session(endpoint, List.of(sa), List.of()), this::together);
      }
      for (ChildView child : peer.children()) {
        InetSocketAddress endpoint = endpointOf(peer, child);
        sessions.merge(
            endpoint.getAddress(), session(endpoint, List.of(), List.of(child)), this::together);
      }
    }
    for (CryptoMapEntry entry : config.staticEntries()) {
      for (PeerRef peer : entry.peers()) {
        if (peer instanceof PeerRef.Address(InetAddress address, _)) {
          sessions.computeIfAbsent(
              address, a -> session(new InetSocketAddress(a, DEFAULT_PORT), List.of(), List.of()));
        }
      }
    }
    return sessions.values().stream()
        .filter(s -> remote.map(s.remote().getAddress()::equals).orElse(true))
        .toList();
  }

  /**
   * IPsec SAs outlive the IKE SA that made them. They are shown with one that is at the same
   * address; else, as the peer may have moved, with its newest; without any, on their own.
   */
  private static InetSocketAddress endpointOf(PeerView peer, ChildView child) {
    List<InetSocketAddress> endpoints = peer.sas().stream().map(sa -> sa.path().remote()).toList();
    return endpoints.stream()
        .filter(endpoint -> endpoint.getAddress().equals(child.remote()))
        .reduce((_, later) -> later)
        .orElseGet(() ->
            endpoints.isEmpty()
                ? new InetSocketAddress(child.remote(), DEFAULT_PORT)
                : endpoints.getLast());
  }

  private Session session(InetSocketAddress remote, List<SaView> sas, List<ChildView> children) {
    return new Session(
        interfaceOf(remote.getAddress()), status(sas, children), remote, sas, children);
  }

  private Session together(Session one, Session other) {
    List<SaView> sas = new ArrayList<>(one.sas());
    sas.addAll(other.sas());
    List<ChildView> children = new ArrayList<>(one.children());
    children.addAll(other.children());
    return session(other.sas().isEmpty() ? one.remote() : other.remote(), sas, children);
  }

  private static String status(List<SaView> sas, List<ChildView> children) {
    boolean established = sas.stream().anyMatch(SaView::established);
    if (!children.isEmpty()) {
      return established ? "UP-ACTIVE" : "UP-NO-IKE";
    }
    return established ? "UP-IDLE" : sas.isEmpty() ? "DOWN" : "DOWN-NEGOTIATING";
  }

  private String interfaceOf(InetAddress peer) {
    for (CryptoMapEntry entry : config.entriesFor(peer)) {
      for (InterfaceConfig candidate : config.interfaces().values()) {
        if (candidate.cryptoMap().equals(Optional.of(entry.map()))
            || candidate.ipv6CryptoMap().equals(Optional.of(entry.map()))) {
          return candidate.name();
        }
      }
    }
    return "(none)";
  }

  private String text(Session session, boolean detail) {
    StringBuilder text = new StringBuilder();
    text.append("Interface: ").append(session.interfaceName()).append('\n');
    Optional<Instant> since = upSince(session);
    if (detail && since.isPresent()) {
      text.append("Uptime: ").append(Texts.uptime(Duration.between(since.get(), now))).append('\n');
    }
    text.append("Session status: ").append(session.status()).append('\n');
    text.append(
        "Peer: %s port %d%s%n"
            .formatted(
                Texts.address(session.remote()),
                session.remote().getPort(),
                detail ? " fvrf: (none) ivrf: (none)" : " "));
    if (detail) {
      text.append("      Phase1_id: ").append(phase1Id(session)).append('\n');
      text.append("      Desc: (none)\n");
    }
    session.sas().forEach(sa -> text.append(text(sa, detail)));
    session.children().forEach(child -> text.append(text(child, detail)));
    if (session.children().isEmpty()) {
      flows(session).forEach(flow -> text.append(flow(flow, 0)));
    }
    return text.toString();
  }

  /** What the configuration would protect with a peer that is down. */
  private List<String> flows(Session session) {
    return config.entriesFor(session.remote().getAddress()).stream()
        .flatMap(entry -> config.flowsOf(entry).stream())
        .map(flow -> Texts.flow(flow.local(), flow.remote()))
        .toList();
  }

  private static Optional<Instant> upSince(Session session) {
    return session.sas().stream()
        .flatMap(sa -> sa.phase1().stream())
        .map(SaView.Phase1View::establishedAt)
        .min(Instant::compareTo);
  }

  private static String phase1Id(Session session) {
    return session.sas().stream()
        .flatMap(sa -> sa.phase1().stream())
        .map(p -> Texts.identity(p.peerIdentity()))
        .findFirst()
        .orElse("(none)");
  }

  private String text(SaView sa, boolean detail) {
    String line =
        "%s  IKEv1 SA: local %s remote %s %s %n"
            .formatted(
                detail ? "  Session ID: 0 \n" : "",
                Texts.endpoint(sa.path().local()),
                Texts.endpoint(sa.path().remote()),
                sa.established() ? "Active" : "Inactive");
    if (!detail) {
      return line;
    }
    String more =
        sa.phase1()
            .map(p ->
                "          Capabilities:%s connid:%d lifetime:%s%n"
                    .formatted(
                        IsakmpSaScreen.capabilities(p),
                        sa.connection(),
                        Texts.clock(Duration.between(now, p.expiresAt()))))
            .orElse(
                "          Capabilities:(none) connid:%d lifetime:0%n".formatted(sa.connection()));
    return line + more;
  }

  private String text(ChildView child, boolean detail) {
    String text = flow(Texts.flow(child.agreed().local(), child.agreed().remote()), 2);
    if (!detail) {
      return text;
    }
    Duration left =
        Duration.between(now, child.establishedAt().plus(child.agreed().lifetime().time()));
    // Packets are not counted yet: this node has no data plane of its own.
    String life =
        "life (KB/Sec) %d/%d%n"
            .formatted(child.agreed().lifetime().kilobytes(), Math.max(0, left.toSeconds()));
    return text
        + "        Inbound:  #pkts dec'ed 0 drop 0 "
        + life
        + "        Outbound: #pkts enc'ed 0 drop 0 "
        + life;
  }

  private static String flow(String flow, int pairs) {
    return "  IPSEC FLOW: %s %n        Active SAs: %d, origin: crypto map%n".formatted(flow, pairs);
  }

  private Map<String, Object> fields(Session session) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("interface", session.interfaceName());
    fields.put("status", session.status());
    fields.put("peer", Texts.address(session.remote()));
    fields.put("port", session.remote().getPort());
    fields.put("phase1_id", phase1Id(session));
    upSince(session).ifPresent(since -> fields.put("since", since.toString()));
    fields.put("ike_sas", IsakmpSaScreen.json(session.sas(), now));
    fields.put("flows", session.children().stream().map(this::fields).toList());
    return fields;
  }

  private Map<String, Object> fields(ChildView child) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("entry", child.agreed().name());
    fields.put("local", child.agreed().local().toString());
    fields.put("remote", child.agreed().remote().toString());
    fields.put("inbound_spi", "%08x".formatted(child.agreed().inboundSpi()));
    fields.put("outbound_spi", "%08x".formatted(child.outboundSpi()));
    fields.put("udp_encapsulated", child.udpEncapsulated());
    fields.put("established", child.establishedAt().toString());
    return fields;
  }
}
