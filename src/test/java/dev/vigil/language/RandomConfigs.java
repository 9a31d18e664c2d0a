package dev.vigil.language;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.AddressPool;
import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.CallAdmission;
import dev.vigil.protocol.config.ClientAccess;
import dev.vigil.protocol.config.ClientGroup;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMap;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EzvpnClient;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IpsecProfile;
import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.IsakmpPeer;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.Keyring;
import dev.vigil.protocol.config.LocalEndpoint;
import dev.vigil.protocol.config.OwnIdentity;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.config.ReverseRoute;
import dev.vigil.protocol.config.SaLifetime;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.config.TunnelSettings;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.quickmode.EspTransform;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Configurations with a bit of everything, each from a seed. */
final class RandomConfigs {
  private static final String[] NAMES = {
    "a", "green", "VPN-1", "txfm", "10", "key", "address", "0", "ipv", "set_2", "x/y", "default"
  };
  private static final String[] SECRETS = {
    "kd94j1ksldz", "0", "6", "7", "!bang", "with\"quote", "address", "p^C?", "0abc", "ü"
  };
  private static final String[] TEXTS = {
    "to the plant", "*** LAN (don't) ***", "a", "no thing", "two  blanks"
  };

  private final Random random;

  private RandomConfigs(long seed) {
    random = new Random(seed);
  }

  static HeadEndConfig of(long seed) {
    return new RandomConfigs(seed).config();
  }

  private HeadEndConfig config() {
    ConfigBuilder b = new ConfigBuilder();
    b.hostname = maybe(() -> "vpn" + random.nextInt(9));
    node(b);
    times(3, () -> policy(b));
    times(4, () -> put(b, key(true)));
    times(2, () -> keyring(b));
    times(2, () -> profile(b));
    times(2, () -> peer(b));
    times(3, () -> transformSet(b));
    times(2, () -> ipsecProfile(b));
    times(2, () -> accessList(b));
    times(2, () -> dynamicMap(b));
    times(3, () -> cryptoMap(b));
    times(3, () -> interfaceOf(b));
    times(2, () -> ezvpn(b));
    times(2, () -> group(b));
    times(2, () -> pool(b));
    return b.build();
  }

  private void times(int most, Runnable what) {
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      what.run();
    }
  }

  private boolean coin() {
    return random.nextBoolean();
  }

  private <V> Optional<V> maybe(Supplier<V> value) {
    return coin() ? Optional.of(value.get()) : Optional.empty();
  }

  @SafeVarargs
  private <V> V one(V... of) {
    return of[random.nextInt(of.length)];
  }

  private <V> List<V> list(int most, Supplier<V> value) {
    List<V> list = new ArrayList<>();
    times(
        most,
        () -> {
          V next = value.get();
          if (!list.contains(next)) {
            list.add(next);
          }
        });
    return list;
  }

  private int between(int min, int max) {
    return random.nextInt(min, max + 1);
  }

  private Duration seconds(int min, int max) {
    return Duration.ofSeconds(between(min, max));
  }

  private String name() {
    return one(NAMES) + between(0, 99);
  }

  private String text() {
    return one(TEXTS);
  }

  private Secret secret() {
    return Secret.ofText(one(SECRETS));
  }

  private InetAddress v4() {
    byte[] bytes = {(byte) between(1, 223), (byte) between(0, 255), (byte) between(0, 255), 1};
    return Addresses.address(bytes);
  }

  private InetAddress v6() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[0] = 0x20;
    for (int i = between(1, 15); i < 16 && coin(); i++) {
      bytes[i] = 0;
    }
    return Addresses.address(bytes);
  }

  private IpPrefix prefix() {
    return coin() ? new IpPrefix(v4(), between(0, 32)) : new IpPrefix(v6(), between(0, 128));
  }

  private void node(ConfigBuilder b) {
    b.isakmp =
        b.isakmp.with(d -> {
          d.enabled = random.nextInt(8) != 0;
          d.identity =
              one(
                  new OwnIdentity.LocalAddress(),
                  new OwnIdentity.HostName(),
                  new OwnIdentity.DistinguishedName());
          d.keepalive =
              maybe(() ->
                  new Keepalive(seconds(10, 3_600), seconds(2, 60), one(Keepalive.Mode.values())));
          d.natKeepalive = maybe(() -> seconds(5, 3_600));
          d.xauthTimeout = maybe(() -> seconds(5, 90));
          d.aggressiveModeDisabled = coin();
          d.invalidSpiRecovery = coin();
          d.fragmentation = coin();
          d.disconnectRevokedPeers = coin();
          d.defaultPolicy = coin();
          d.logSessions = coin();
        });
    b.ipsec =
        new IpsecSettings(
            lifetime(),
            maybe(() -> seconds(60, 86_400)),
            maybe(() -> one(0, 128, 256, 512, 1_024)),
            maybe(() -> one(IpsecSettings.DfBit.CLEAR, IpsecSettings.DfBit.SET)),
            coin(),
            coin());
    b.callAdmission =
        new CallAdmission(
            maybe(() -> between(0, 99_999)),
            maybe(() -> between(10, 99_999)),
            maybe(() -> between(10, 99_999)),
            maybe(() -> between(0, 99_999)));
  }

  private SaLifetime lifetime() {
    return new SaLifetime(
        maybe(() -> seconds(120, 2_592_000)), maybe(() -> one(0L, 2_560L, 4_294_967_295L)));
  }

  private void policy(ConfigBuilder b) {
    int priority = between(1, 10_000);
    b.policies.put(
        priority,
        new IkePolicy(
            priority,
            one(EncryptionAlgorithm.values()),
            one(HashAlgorithm.values()),
            one(Authentication.values()),
            one(DhGroup.values()),
            coin() ? IkePolicy.DEFAULT_LIFETIME : seconds(60, 86_400)));
  }

  private PreSharedKey key(boolean global) {
    PeerScope scope =
        switch (random.nextInt(4)) {
          case 0 -> new PeerScope.HostName("gw" + between(0, 9) + ".example.net");
          case 1 ->
              new PeerScope.Network(new IpPrefix(Addresses.address(new byte[4]), one(0, 8, 32)));
          default -> new PeerScope.Network(prefix());
        };
    return new PreSharedKey(scope, secret(), global && coin());
  }

  private static void put(ConfigBuilder b, PreSharedKey key) {
    b.preSharedKeys.put(key.scope(), key);
  }

  private void keyring(ConfigBuilder b) {
    List<PreSharedKey> keys = new ArrayList<>();
    for (PreSharedKey key : list(3, () -> key(false))) {
      if (keys.stream().noneMatch(k -> k.scope().equals(key.scope()))) {
        keys.add(key);
      }
    }
    String name = name();
    b.keyrings.put(
        name, new Keyring(name, maybe(this::name), maybe(this::text), maybe(this::local), keys));
  }

  private LocalEndpoint local() {
    return coin()
        ? new LocalEndpoint.Address(coin() ? v4() : v6())
        : new LocalEndpoint.OfInterface("FastEthernet0/" + between(0, 3));
  }

  private void profile(ConfigBuilder b) {
    String name = name();
    b.isakmpProfiles.put(
        name,
        IsakmpProfile.named(name)
            .with(d -> {
              d.description = maybe(this::text);
              d.vrf = maybe(this::name);
              d.keyrings = list(2, this::name);
              d.selfIdentity =
                  maybe(() ->
                      one(
                          new OwnIdentity.LocalAddress(),
                          new OwnIdentity.HostName(),
                          new OwnIdentity.Fixed(v4()),
                          new OwnIdentity.Fqdn("vpn.example.net"),
                          new OwnIdentity.UserFqdn("a@example.net")));
              d.matches = list(4, this::match);
              d.keepalive =
                  maybe(() ->
                      new Keepalive(seconds(10, 3_600), seconds(2, 60), Keepalive.Mode.PERIODIC));
              d.local = maybe(this::local);
              d.initiateAggressive = coin();
              d.client = access(true);
              d.virtualTemplate = maybe(() -> between(1, 4_095));
            }));
  }

  private IdentityMatch match() {
    return switch (random.nextInt(4)) {
      case 0 -> new IdentityMatch.Group(name());
      case 1 -> new IdentityMatch.Host("gw.example.net", coin());
      case 2 -> new IdentityMatch.User("user@example.net", coin());
      default -> new IdentityMatch.Network(prefix(), maybe(this::name));
    };
  }

  private ClientAccess access(boolean withGroup) {
    return new ClientAccess(
        maybe(this::name),
        maybe(this::name),
        maybe(this::name),
        coin(),
        coin(),
        withGroup ? maybe(this::name) : Optional.empty());
  }

  private void peer(ConfigBuilder b) {
    InetAddress address = coin() ? v4() : v6();
    b.isakmpPeers.put(
        address,
        new IsakmpPeer(
            address,
            maybe(this::name),
            maybe(this::text),
            maybe(this::secret),
            maybe(() ->
                one(
                    new OwnIdentity.Fixed(v4()),
                    new OwnIdentity.Fqdn("a.example.net"),
                    new OwnIdentity.UserFqdn("a@example.net")))));
  }

  private void transformSet(ConfigBuilder b) {
    Optional<EncryptionAlgorithm> cipher = maybe(() -> one(EncryptionAlgorithm.values()));
    Optional<HashAlgorithm> hmac =
        cipher.isEmpty()
            ? Optional.of(HashAlgorithm.SHA256)
            : maybe(() -> one(HashAlgorithm.values()));
    String name = name();
    b.transformSets.put(name, new TransformSet(name, new EspTransform(cipher, hmac, coin())));
  }

  private void ipsecProfile(ConfigBuilder b) {
    String name = name();
    b.ipsecProfiles.put(
        name,
        new IpsecProfile(
            name,
            maybe(this::text),
            list(3, this::name),
            maybe(() -> one(DhGroup.values())),
            lifetime(),
            maybe(() -> seconds(60, 86_400)),
            maybe(this::name)));
  }

  private CryptoMapEntry entry(String map, int sequence) {
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
          d.isakmpProfile = maybe(this::name);
          d.reverseRoute = maybe(this::route);
        });
  }

  private List<PeerRef> peers() {
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

  private ReverseRoute route() {
    boolean permanent = coin();
    Optional<InetAddress> hop = permanent ? Optional.empty() : maybe(this::v4);
    return new ReverseRoute(
        permanent,
        hop,
        hop.isPresent() && coin(),
        maybe(() -> between(1, 255)),
        maybe(() -> (long) between(1, 99_999)));
  }

  private void dynamicMap(ConfigBuilder b) {
    String name = name();
    times(2, () -> b.putEntry(entry(name, between(1, 65_535)), true));
  }

  private void cryptoMap(ConfigBuilder b) {
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

  private void interfaceOf(ConfigBuilder b) {
    String name = one("FastEthernet0/", "Tunnel", "Dialer") + between(0, 20);
    b.interfaces.put(
        name,
        InterfaceConfig.named(name)
            .with(d -> {
              d.kind = maybe(() -> one("point-to-point", "multipoint", "type tunnel"));
              d.description = maybe(this::text);
              switch (random.nextInt(4)) {
                case 0 -> d.dynamicAddress = Optional.of(one("dhcp", "negotiated"));
                case 1 -> d.unnumbered = Optional.of("Loopback0");
                default -> d.addresses = addresses();
              }
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

  private List<InterfaceConfig.Address> addresses() {
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

  private void accessList(ConfigBuilder b) {
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

  private AccessEntry.Endpoint side(boolean ipv6) {
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

  private AccessEntry.Ports ports() {
    AccessEntry.Comparison comparison = one(AccessEntry.Comparison.values());
    List<Integer> operands =
        comparison == AccessEntry.Comparison.RANGE
            ? List.of(between(0, 100), between(100, 65_535))
            : List.of(between(0, 65_535));
    return new AccessEntry.Ports(comparison, operands);
  }

  private void ezvpn(ConfigBuilder b) {
    String name = name();
    b.ezvpnClients.put(
        name,
        new EzvpnClient(
            name,
            coin(),
            maybe(() -> new EzvpnClient.Credential(name(), secret())),
            maybe(() -> one(EzvpnClient.Mode.values())),
            peers(),
            maybe(() -> new EzvpnClient.Credential(name(), secret())),
            maybe(() -> one("local", "interactive", "http-intercept"))));
  }

  private void group(ConfigBuilder b) {
    String name = name();
    b.clientGroups.put(
        name,
        ClientGroup.named(name)
            .with(d -> {
              d.key = maybe(this::secret);
              d.pool = maybe(this::name);
              d.dns = coin() ? List.of(v4()) : List.of(v4(), v4());
              d.wins = coin() ? List.of() : List.of(v4(), v4());
              d.domain = maybe(() -> "example.net");
              d.accessList = maybe(this::name);
              d.netmask = maybe(this::v4);
              d.backupGateways = list(2, this::name);
              d.splitDns = list(2, this::name);
              d.maxUsers = maybe(() -> between(1, 5_000));
              d.maxLogins = maybe(() -> between(1, 10));
              d.savePassword = coin();
              d.pfs = coin();
              d.includeLocalLan = coin();
              d.groupLock = coin();
              d.banner = maybe(() -> one("^C hello ^C", "^C\nhello\n crypto map\n^C"));
            }));
  }

  private void pool(ConfigBuilder b) {
    String name = name();
    InetAddress first = v4();
    b.addressPools.put(
        name, new AddressPool(name, first, coin() ? first : v4(), maybe(this::name)));
  }
}
