package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds crypto map entries by a peer's address. */
final class EntryIndex {
  /** What a router numbers the entry of a tunnel interface. */
  private static final int TUNNEL_SEQUENCE = 65_536;

  private static final int GRE = 47;

  private final HeadEndConfig config;
  private final Map<InetAddress, List<CryptoMapEntry>> byPeer = new LinkedHashMap<>();
  private final Map<String, List<CryptoMapEntry>> byName = new LinkedHashMap<>();
  private final List<CryptoMapEntry> open = new ArrayList<>();
  private final List<CryptoMapEntry> all = new ArrayList<>();
  private final Map<String, InterfaceConfig> tunnels = new HashMap<>();

  private EntryIndex(HeadEndConfig config) {
    this.config = config;
  }

  static EntryIndex of(HeadEndConfig config) {
    EntryIndex index = new EntryIndex(config);
    List<CryptoMapEntry> dynamic = new ArrayList<>();
    for (CryptoMap map : config.cryptoMaps().values()) {
      for (CryptoMapEntry entry : map.entries()) {
        if (entry.dynamicMap().isPresent()) {
          DynamicMap templates = config.dynamicMaps().get(entry.dynamicMap().get());
          dynamic.addAll(templates == null ? List.of() : templates.entries());
        } else {
          index.add(entry);
        }
      }
    }
    config.interfaces().values().forEach(index::addTunnel);
    for (CryptoMapEntry template : dynamic) {
      if (template.peers().isEmpty()) {
        index.open.add(template);
      } else {
        index.add(template);
      }
    }
    return index;
  }

  private void add(CryptoMapEntry entry) {
    all.add(entry);
    for (PeerRef peer : entry.peers()) {
      List<CryptoMapEntry> entries =
          switch (peer) {
            case PeerRef.Address(InetAddress address, _) ->
                byPeer.computeIfAbsent(address, _ -> new ArrayList<>(1));
            case PeerRef.HostName(String name, _, _) ->
                byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1));
          };
      if (!entries.contains(entry)) {
        entries.add(entry);
      }
    }
  }

  private void addTunnel(InterfaceConfig tunnel) {
    Optional<IpsecProfile> profile = tunnel.tunnel().protection().map(config.ipsecProfiles()::get);
    if (profile.isEmpty()) {
      return;
    }
    String map = tunnel.name() + "-head-0";
    tunnels.put(map, tunnel);
    IpsecProfile from = profile.get();
    CryptoMapEntry entry =
        CryptoMapEntry.of(map, TUNNEL_SEQUENCE)
            .with(e -> {
              e.peers = tunnel.tunnel().destination().stream().toList();
              e.transformSets = from.transformSets();
              e.pfs = from.pfs();
              e.lifetime = from.lifetime();
              e.idleTime = from.idleTime();
              e.replayWindow = from.replayWindow();
              e.isakmpProfile = from.isakmpProfile();
            });
    if (tunnel.tunnel().mode() == TunnelSettings.Mode.GRE_MULTIPOINT) {
      open.add(entry);
    } else {
      add(entry);
    }
  }

  /**
   * @param names in lower case: what the peer is called, beside its address
   */
  List<CryptoMapEntry> find(InetAddress peer, Collection<String> names) {
    return Stream.concat(
            Stream.concat(
                byPeer.getOrDefault(peer, List.of()).stream(),
                names.stream().flatMap(n -> byName.getOrDefault(n, List.of()).stream())),
            open.stream())
        .distinct()
        .toList();
  }

  /** The first protected tunnel interface to a peer, where there is one. */
  Optional<InterfaceConfig> tunnelTo(InetAddress peer) {
    return byPeer.getOrDefault(peer, List.of()).stream()
        .filter(entry -> entry.sequence() == TUNNEL_SEQUENCE)
        .flatMap(entry -> Stream.ofNullable(tunnels.get(entry.map())))
        .findFirst();
  }

  List<CryptoMapEntry> all() {
    return List.copyOf(all);
  }

  List<InetAddress> peers() {
    return List.copyOf(byPeer.keySet());
  }

  /** What a tunnel interface's entry protects; empty for an entry that is none. */
  Optional<List<Flow>> tunnelFlows(CryptoMapEntry entry) {
    InterfaceConfig tunnel = tunnels.get(entry.map());
    if (tunnel == null || entry.sequence() != TUNNEL_SEQUENCE) {
      return Optional.empty();
    }
    return Optional.of(
        switch (tunnel.tunnel().mode()) {
          case IPSEC_IPV4 -> anyToAny(false);
          case IPSEC_IPV6 -> anyToAny(true);
          case GRE_IP, GRE_MULTIPOINT -> gre(tunnel);
        });
  }

  private static List<Flow> anyToAny(boolean ipv6) {
    AccessEntry.Rule any =
        new AccessEntry.Rule(
            Optional.empty(),
            true,
            0,
            AccessEntry.Endpoint.ANY,
            AccessEntry.Endpoint.ANY,
            List.of());
    return Flow.of(any, ipv6).stream().toList();
  }

  /** A GRE tunnel protects GRE between its ends; one with many peers, GRE from its own end. */
  private List<Flow> gre(InterfaceConfig tunnel) {
    Optional<InetAddress> source = tunnelSource(tunnel, false);
    if (source.isEmpty()) {
      return List.of();
    }
    boolean ipv6 = source.get().getAddress().length == 16;
    TrafficSelector local = selector(IpPrefix.host(source.get()));
    TrafficSelector remote =
        tunnel
            .tunnel()
            .destination()
            .filter(PeerRef.Address.class::isInstance)
            .map(peer -> selector(IpPrefix.host(((PeerRef.Address) peer).address())))
            .orElseGet(() -> {
              TrafficSelector any = anyToAny(ipv6).getFirst().remote();
              return new TrafficSelector(any.prefix(), 0, GRE, 0);
            });
    return List.of(new Flow(local, remote));
  }

  private static TrafficSelector selector(IpPrefix prefix) {
    return new TrafficSelector(prefix.address(), prefix.length(), GRE, 0);
  }

  private Optional<InetAddress> tunnelSource(InterfaceConfig tunnel, boolean ipv6) {
    return tunnel.tunnel().source().flatMap(source -> config.addressOf(source, ipv6));
  }

  Optional<InetAddress> localAddress(String map, boolean ipv6) {
    InterfaceConfig tunnel = tunnels.get(map);
    if (tunnel != null) {
      return tunnelSource(tunnel, ipv6);
    }
    Optional<String> named =
        Optional.ofNullable(config.cryptoMaps().get(map)).flatMap(CryptoMap::localInterface);
    if (named.isPresent()) {
      return config.addressOf(new LocalEndpoint.OfInterface(named.get()), ipv6);
    }
    return config.interfacesOf(map).stream()
        .flatMap(i -> config.addressOf(new LocalEndpoint.OfInterface(i.name()), ipv6).stream())
        .findFirst();
  }
}
