package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.ConnectionView.LastEnd;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.language.SessionFilter;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.Flow;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IsakmpPeer;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.exchange.Path;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the sessions of a node: what stands, and what is configured and does not. */
final class CryptoSessions {
  private static final int IKE_PORT = 500;

  private final HeadEndConfig config;
  private final EntryDirectory directory;
  private final Map<Endpoint, Parts> byEndpoint = new LinkedHashMap<>();
  private final Map<InetAddress, LastEnd> ends = new HashMap<>();
  private final Map<InetAddress, String> names = new HashMap<>();
  private final Set<Endpoint> known = new HashSet<>();
  private final List<CryptoSession> nameless = new ArrayList<>();

  /**
   * Where a peer is: the same address may be another host in each VRF.
   *
   * @param port 0 for any
   */
  private record Endpoint(InetAddress address, int port, Optional<String> frontVrf) {
    Endpoint anyPort() {
      return new Endpoint(address, 0, frontVrf);
    }
  }

  /** What was found of a session so far. */
  private static final class Parts {
    private final List<SaView> sas = new ArrayList<>(1);
    private final List<ChildView> children = new ArrayList<>(1);
  }

  private CryptoSessions(HeadEndConfig config) {
    this.config = config;
    this.directory = EntryDirectory.of(config);
  }

  /** Those that stand first, by peer; then configured ones that are down, as configured. */
  static Stream<CryptoSession> of(
      HeadEndConfig config,
      List<PeerView> peers,
      List<ConnectionView> connections,
      SessionFilter which) {
    CryptoSessions sessions = new CryptoSessions(config);
    peers.forEach(sessions::add);
    connections.forEach(sessions::add);
    config.configuredPeers().forEach(sessions::configured);
    return Stream.concat(
            sessions.byEndpoint.entrySet().stream()
                .map(entry -> sessions.session(entry.getKey(), entry.getValue())),
            sessions.nameless.stream())
        .filter(session -> takes(which, session));
  }

  private void add(PeerView peer) {
    Map<InetAddress, Endpoint> newest = new HashMap<>();
    for (SaView sa : peer.sas()) {
      Endpoint endpoint = endpoint(sa.path());
      newest.put(endpoint.address(), endpoint);
      parts(endpoint).sas.add(sa);
    }
    for (ChildView child : peer.children()) {
      parts(endpointOf(peer, child, newest)).children.add(child);
    }
  }

  /**
   * IPsec SAs outlive the IKE SA that made them. They are shown with one that is at the same
   * address; else, as the peer may have moved, with its newest; without any, on their own.
   */
  private Endpoint endpointOf(PeerView peer, ChildView child, Map<InetAddress, Endpoint> newest) {
    Endpoint endpoint = newest.get(child.path().remote().getAddress());
    if (endpoint != null) {
      return endpoint;
    }
    return endpoint(peer.sas().isEmpty() ? child.path() : peer.sas().getLast().path());
  }

  private Endpoint endpoint(Path path) {
    return new Endpoint(
        path.remote().getAddress(),
        path.remote().getPort(),
        config.frontVrfOf(path.local().getAddress()));
  }

  private Parts parts(Endpoint endpoint) {
    known.add(endpoint.anyPort());
    return byEndpoint.computeIfAbsent(endpoint, _ -> new Parts());
  }

  private void add(ConnectionView connection) {
    connection
        .lastEnd()
        .ifPresent(end ->
            end.peer()
                .ifPresent(
                    peer -> ends.merge(peer, end, (a, b) -> a.at().isAfter(b.at()) ? a : b)));
    for (ConnectionView.Peer peer : connection.peers()) {
      if (peer.address().isPresent()) {
        InetAddress address = peer.address().get();
        peer.hostName().ifPresent(name -> names.put(address, name.toLowerCase(Locale.ROOT)));
        configured(address);
      } else {
        nameless.add(nameless(connection, peer));
      }
    }
  }

  /** A peer that entries name, in each VRF that they speak from. */
  private void configured(InetAddress peer) {
    boolean ipv6 = peer.getAddress().length == 16;
    for (CryptoMapEntry entry : entriesFor(peer)) {
      if (!entry.peers().isEmpty()) {
        Optional<String> vrf =
            directory
                .find(entry.label())
                .flatMap(place -> directory.localAddress(place.tag(), ipv6))
                .flatMap(config::frontVrfOf);
        if (!known.contains(new Endpoint(peer, 0, vrf))) {
          parts(new Endpoint(peer, IKE_PORT, vrf));
        }
      }
    }
  }

  private List<CryptoMapEntry> entriesFor(InetAddress peer) {
    return config.entriesFor(peer, Optional.ofNullable(names.get(peer)).stream().toList());
  }

  private CryptoSession nameless(ConnectionView connection, ConnectionView.Peer peer) {
    Optional<EntryDirectory.Place> place = directory.find(connection.label());
    return new CryptoSession(
        place.map(EntryDirectory.Place::interfaceName).orElse("(none)"),
        Optional.empty(),
        new InetSocketAddress("0.0.0.0", IKE_PORT),
        Optional.empty(),
        peer.hostName(),
        Vrfs.GLOBAL,
        List.of(),
        List.of(),
        place.map(p -> config.flowsOf(p.entry())).orElse(List.of()),
        false,
        connection.lastEnd().filter(end -> end.peer().isEmpty()));
  }

  private CryptoSession session(Endpoint endpoint, Parts parts) {
    InetAddress peer = endpoint.address();
    List<CryptoMapEntry> entries =
        entriesFor(peer).stream().filter(entry -> isIn(endpoint, entry)).toList();
    Optional<EntryDirectory.Place> place =
        Stream.concat(
                parts.children.stream()
                    .flatMap(child ->
                        directory
                            .find(child.agreed().name(), child.path().local().getAddress())
                            .stream()),
                entries.stream().flatMap(entry -> directory.find(entry.label()).stream()))
            .findFirst();
    Optional<InetSocketAddress> local = local(parts, place, peer);
    Optional<InetAddress> own = local.map(InetSocketAddress::getAddress);
    return new CryptoSession(
        place
            .map(p -> own.map(at -> directory.interfaceOf(p, at)).orElseGet(p::interfaceName))
            .orElse("(none)"),
        local,
        new InetSocketAddress(peer, endpoint.port()),
        own.flatMap(at -> config.profileFor(peer, at)).map(IsakmpProfile::name),
        Optional.ofNullable(config.isakmpPeers().get(peer))
            .flatMap(IsakmpPeer::description)
            .or(() -> Optional.ofNullable(names.get(peer))),
        own.map(at -> config.vrfsOf(peer, at)).orElse(Vrfs.GLOBAL),
        parts.sas,
        parts.children,
        down(entries, parts.children),
        place.map(EntryDirectory.Place::dynamic).orElse(false),
        Optional.ofNullable(ends.get(peer)));
  }

  private boolean isIn(Endpoint endpoint, CryptoMapEntry entry) {
    boolean ipv6 = endpoint.address().getAddress().length == 16;
    // A template serves whoever comes, in whatever VRF.
    return entry.peers().isEmpty()
        || directory
            .find(entry.label())
            .flatMap(place -> directory.localAddress(place.tag(), ipv6))
            .map(local -> config.frontVrfOf(local).equals(endpoint.frontVrf()))
            .orElse(true);
  }

  private Optional<InetSocketAddress> local(
      Parts parts, Optional<EntryDirectory.Place> place, InetAddress remote) {
    boolean ipv6 = remote.getAddress().length == 16;
    return Stream.concat(
            parts.sas.stream().map(sa -> sa.path().local()),
            parts.children.stream().map(child -> child.path().local()))
        .findFirst()
        .or(() ->
            place
                .flatMap(p -> directory.localAddress(p.tag(), ipv6))
                .map(address -> new InetSocketAddress(address, IKE_PORT)));
  }

  private List<Flow> down(List<CryptoMapEntry> entries, List<ChildView> children) {
    Set<Flow> up = new HashSet<>();
    children.forEach(child -> up.add(new Flow(child.agreed().local(), child.agreed().remote())));
    return entries.stream()
        .filter(entry -> !entry.peers().isEmpty())
        .flatMap(entry -> config.flowsOf(entry).stream())
        .filter(flow -> !up.contains(flow))
        .distinct()
        .toList();
  }

  private static boolean takes(SessionFilter which, CryptoSession session) {
    return same(which.remote(), session.remote().getAddress())
        && same(which.remotePort(), session.remote().getPort())
        && (which.local().isEmpty() && which.localPort().isEmpty()
            || locals(session)
                .anyMatch(local ->
                    same(which.local(), local.getAddress())
                        && same(which.localPort(), local.getPort())))
        && sameName(which.frontVrf(), session.vrfs().front())
        && sameName(which.insideVrf(), session.vrfs().inside());
  }

  private static Stream<InetSocketAddress> locals(CryptoSession session) {
    return Stream.concat(
        session.local().stream(), session.sas().stream().map(sa -> sa.path().local()));
  }

  private static boolean same(Optional<InetAddress> wanted, InetAddress actual) {
    return wanted.isEmpty() || wanted.get().equals(actual);
  }

  private static boolean same(OptionalInt wanted, int actual) {
    return wanted.isEmpty() || wanted.getAsInt() == actual;
  }

  private static boolean sameName(Optional<String> wanted, Optional<String> actual) {
    return wanted.isEmpty() || wanted.equals(actual);
  }
}
