package dev.vigil.language;

import dev.vigil.protocol.config.AddressPool;
import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.CallAdmission;
import dev.vigil.protocol.config.ClientGroup;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.EzvpnClient;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.HiddenSecret;
import dev.vigil.protocol.config.IdentityMatch;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.IpsecProfile;
import dev.vigil.protocol.config.IpsecSettings;
import dev.vigil.protocol.config.IsakmpPeer;
import dev.vigil.protocol.config.IsakmpProfile;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.Keyring;
import dev.vigil.protocol.config.OwnIdentity;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.config.Vrf;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Configurations with a bit of everything, each from a seed. */
final class RandomConfigs extends RandomMaps {
  RandomConfigs(long seed) {
    super(seed);
  }

  static HeadEndConfig of(long seed) {
    return new RandomConfigs(seed).config();
  }

  HeadEndConfig config() {
    ConfigBuilder b = new ConfigBuilder();
    b.hostname = maybe(() -> "vpn" + random.nextInt(9));
    privilege(b);
    times(2, () -> vrf(b));
    times(3, () -> host(b));
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

  void privilege(ConfigBuilder b) {
    b.enableSecret = maybe(() -> new HiddenSecret(one(4, 5, 8, 9), secret()));
    b.enablePassword = maybe(() -> new HiddenSecret(one(6, 7), secret()));
  }

  void vrf(ConfigBuilder b) {
    String name = name();
    b.vrfDefinitions.put(
        name, new Vrf(name, coin(), maybe(this::text), maybe(() -> "65000:" + between(1, 9))));
  }

  void host(ConfigBuilder b) {
    b.domainLookup = coin();
    List<InetAddress> addresses = new ArrayList<>(list(3, this::v4));
    addresses.addAll(list(2, this::v6));
    if (!addresses.isEmpty()) {
      b.hosts.put("gw" + between(0, 9) + ".example.net", List.copyOf(addresses));
    }
  }

  void node(ConfigBuilder b) {
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

  void policy(ConfigBuilder b) {
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

  PreSharedKey key(boolean global) {
    PeerScope scope =
        switch (random.nextInt(4)) {
          case 0 -> new PeerScope.HostName("gw" + between(0, 9) + ".example.net");
          case 1 ->
              new PeerScope.Network(new IpPrefix(Addresses.address(new byte[4]), one(0, 8, 32)));
          default -> new PeerScope.Network(prefix());
        };
    return new PreSharedKey(scope, secret(), global && coin());
  }

  static void put(ConfigBuilder b, PreSharedKey key) {
    b.preSharedKeys.put(key.scope(), key);
  }

  void keyring(ConfigBuilder b) {
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

  void profile(ConfigBuilder b) {
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

  IdentityMatch match() {
    return switch (random.nextInt(4)) {
      case 0 -> new IdentityMatch.Group(name());
      case 1 -> new IdentityMatch.Host("gw.example.net", coin());
      case 2 -> new IdentityMatch.User("user@example.net", coin());
      default -> new IdentityMatch.Network(prefix(), maybe(this::name));
    };
  }

  void peer(ConfigBuilder b) {
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

  void transformSet(ConfigBuilder b) {
    Optional<EncryptionAlgorithm> cipher = maybe(() -> one(EncryptionAlgorithm.values()));
    Optional<HashAlgorithm> hmac =
        cipher.isEmpty()
            ? Optional.of(HashAlgorithm.SHA256)
            : maybe(() -> one(HashAlgorithm.values()));
    String name = name();
    b.transformSets.put(name, new TransformSet(name, new EspTransform(cipher, hmac, coin())));
  }

  void ipsecProfile(ConfigBuilder b) {
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
            maybe(() -> one(0, 64, 1_024)),
            maybe(this::name)));
  }

  void ezvpn(ConfigBuilder b) {
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

  void group(ConfigBuilder b) {
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

  void pool(ConfigBuilder b) {
    String name = name();
    InetAddress first = v4();
    b.addressPools.put(
        name, new AddressPool(name, first, coin() ? first : v4(), maybe(this::name)));
  }
}
