package dev.vigil.language;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.ClientAccess;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.ReverseRoute;
import dev.vigil.protocol.config.TunnelSettings;
import dev.vigil.protocol.crypto.DhGroup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Crypto maps, interfaces and access-lists from a seed. */
class RandomMaps extends RandomValues {
  RandomMaps(long seed) {
    super(seed);
  }

  CryptoMapEntry entry(String map, int sequence) {
    return CryptoMapEntry.of(map, sequence)
        .with(d -> {
          d.description = maybe(this::text);
          d.peers = peers();
          d.transformSets = list(3, this::name);
          d.pfs = maybe(() -> one(DhGroup.values()));
          d.accessList = maybe(this::name);
          d.lifetime = lifetime();
          d.idleTime = maybe(() -> seconds(60, 86_400));
          d.idleToDefault = d.idleTime.isPresent() && coin();
          d.perHost = coin();
          d.replayWindow = maybe(() -> one(0, 64, 128));
          d.isakmpProfile = maybe(this::name);
          d.reverseRoute = maybe(this::route);
        });
  }

  List<PeerRef> peers() {
    List<PeerRef> peers = new ArrayList<>();
    times(
        3,
        () -> {
          PeerRef peer =
              coin()
                  ? new PeerRef.Address(coin() ? v4() : v6(), coin())
                  : new PeerRef.HostName("gw" + between(0, 99) + ".example.net", coin(), coin());
          List<PeerRef> with = Terms.withPeer(peers, peer);
          peers.clear();
          peers.addAll(with);
        });
    return peers;
  }

  ReverseRoute route() {
    boolean permanent = coin();
    Optional<InetAddress> hop = permanent ? Optional.empty() : maybe(this::v4);
    return new ReverseRoute(
        permanent,
        hop,
        hop.isPresent() && coin(),
        maybe(() -> between(1, 255)),
        maybe(() -> (long) between(1, 99_999)));
  }

  void dynamicMap(ConfigBuilder b) {
    String name = name();
    times(2, () -> b.putEntry(entry(name, between(1, 65_535)), true));
  }

  void cryptoMap(ConfigBuilder b) {
    String name = name();
    List<CryptoMapEntry> entries = new ArrayList<>();
    int sequence = 0;
    for (int i = between(1, 3); i > 0; i--) {
      sequence += between(1, 9);
      entries.add(
          random.nextInt(4) == 0
              ? CryptoMapEntry.of(name, sequence).with(d -> d.dynamicMap = Optional.of(name()))
              : entry(name, sequence));
    }
    b.putMap(
        new CryptoMap(
            name, coin(), maybe(() -> "Loopback0"), access(false), maybe(this::name), entries));
  }

  void interfaceOf(ConfigBuilder b) {
    String name = one("FastEthernet0/", "Tunnel", "Dialer") + between(0, 20);
    b.interfaces.put(
        name,
        InterfaceConfig.named(name)
            .with(d -> {
              d.kind = maybe(() -> one("point-to-point", "multipoint", "type tunnel"));
              d.description = maybe(this::text);
              switch (random.nextInt(4)) {
                case 0 ->
                    d.dynamicAddress =
                        Optional.of(
                            one("dhcp", "negotiated", "dhcp client-id Ethernet0 hostname r1"));
                case 1 -> d.unnumbered = Optional.of("Loopback0");
                default -> d.addresses = addresses();
              }
              d.vrf = maybe(this::name);
              d.ipVrf = d.vrf.isPresent() && coin();
              d.shutdown = coin();
              d.cryptoMap = maybe(this::name);
              d.ipv6CryptoMap = maybe(this::name);
              d.tunnel =
                  new TunnelSettings(
                      maybe(this::local),
                      maybe(() -> new PeerRef.Address(v4(), false)),
                      one(TunnelSettings.Mode.values()),
                      Optional.empty(),
                      false);
              if (coin()) {
                d.tunnel = d.tunnel.withProtection(Optional.of(name()), coin());
              }
              d.ezvpn = list(2, () -> new InterfaceConfig.EzvpnSide(name(), coin()));
            }));
  }

  List<InterfaceConfig.Address> addresses() {
    List<InterfaceConfig.Address> addresses = new ArrayList<>();
    if (coin()) {
      addresses.add(new InterfaceConfig.Address(new IpPrefix(v4(), 24), false, false));
      addresses.add(new InterfaceConfig.Address(new IpPrefix(v4(), between(0, 32)), true, false));
    }
    if (coin()) {
      addresses.add(new InterfaceConfig.Address(new IpPrefix(v6(), 64), false, false));
      addresses.add(new InterfaceConfig.Address(IpPrefix.host(v6()), false, true));
    }
    return addresses;
  }

  void accessList(ConfigBuilder b) {
    boolean ipv6 = random.nextInt(4) == 0;
    String name = ipv6 || coin() ? "L-" + name() : String.valueOf(between(100, 199));
    boolean numbered = coin();
    List<AccessEntry> entries = new ArrayList<>();
    int sequence = 0;
    for (int i = between(1, 5); i > 0; i--) {
      sequence += 10;
      Optional<Integer> at = numbered ? Optional.of(sequence) : Optional.empty();
      entries.add(
          random.nextInt(5) == 0
              ? new AccessEntry.Remark(at, text())
              : new AccessEntry.Rule(
                  at,
                  coin(),
                  one(0, 6, 17, 47, 50, 132, 200),
                  side(ipv6),
                  side(ipv6),
                  list(2, () -> one("log", "established", "fragments"))));
    }
    b.putAccessList(new AccessList(name, ipv6, entries));
  }

  AccessEntry.Endpoint side(boolean ipv6) {
    AccessEntry.Match match =
        switch (random.nextInt(4)) {
          case 0 -> new AccessEntry.Match.Any();
          case 1 -> new AccessEntry.Match.Host(ipv6 ? v6() : v4());
          case 2 ->
              ipv6
                  ? new AccessEntry.Match.Prefix(new IpPrefix(v6(), between(0, 127)))
                  : new AccessEntry.Match.ObjectGroup(name());
          default ->
              ipv6
                  ? new AccessEntry.Match.Prefix(new IpPrefix(v6(), 64))
                  : new AccessEntry.Match.Wildcard(v4(), v4());
        };
    return new AccessEntry.Endpoint(match, maybe(this::ports));
  }

  AccessEntry.Ports ports() {
    AccessEntry.Comparison comparison = one(AccessEntry.Comparison.values());
    List<Integer> operands =
        comparison == AccessEntry.Comparison.RANGE
            ? List.of(between(0, 100), between(100, 65_535))
            : List.of(between(0, 65_535));
    return new AccessEntry.Ports(comparison, operands);
  }

  ClientAccess access(boolean withGroup) {
    return new ClientAccess(
        maybe(this::name),
        maybe(this::name),
        maybe(this::name),
        coin(),
        coin(),
        withGroup ? maybe(this::name) : Optional.empty());
  }
}
