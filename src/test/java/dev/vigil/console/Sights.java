package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.actors.observe.SaView.Phase1View;
import dev.vigil.language.ConfigFile;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.IdType;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the screens are shown in tests: SAs, pairs of IPsec SAs, a configuration. */
final class Sights {
  static final Instant NOW = Instant.parse("2026-03-25T15:47:35Z");
  static final Instant BEFORE = NOW.minus(Duration.ofMinutes(35));
  private static final PeerTag TAG = new PeerTag(7);

  private Sights() {}

  static HeadEndConfig config() {
    return ConfigFile.parse(
            "test",
            """
            crypto isakmp policy 1
             encryption aes
             authentication pre-share
             group 14
            crypto isakmp key secret address 0.0.0.0 0.0.0.0
            crypto isakmp key secret address ipv6 2001:DB8::/32
            crypto ipsec transform-set t esp-aes esp-sha-hmac
            crypto map green 1 ipsec-isakmp
             set peer 10.2.80.209
             set peer 10.2.80.210
             set transform-set t
             match address 101
            crypto map green 2 ipsec-isakmp
             set peer 10.2.80.211
             set transform-set t
             match address 102
            interface FastEthernet0/0
             ip address 10.1.32.14 255.255.255.0
             crypto map green
            access-list 101 permit ip 192.168.1.0 0.0.0.255 192.168.2.0 0.0.0.255
            access-list 102 permit ip 192.168.1.0 0.0.0.255 host 192.168.3.1
            access-list 102 permit ip host 192.168.1.7 host 192.168.3.2
            """,
            Set.of())
        .running()
        .orElseThrow()
        .config();
  }

  static Path path(String remote, int port) {
    String local = remote.contains(":") ? "2001:db8::1" : "10.1.32.14";
    return new Path(
        new InetSocketAddress(InetAddress.ofLiteral(local), port),
        new InetSocketAddress(InetAddress.ofLiteral(remote), port),
        port == 4500);
  }

  static SaView negotiating(int connection, Role role, String remote) {
    return new SaView(
        new Cookie(connection),
        TAG,
        connection,
        role,
        path(remote, 500),
        Vrfs.GLOBAL,
        NOW,
        Optional.empty());
  }

  static SaView established(int connection, Role role, String remote) {
    return established(
        connection,
        role,
        path(remote, 500),
        EncryptionAlgorithm.AES_CBC_256,
        HashAlgorithm.SHA256,
        DhGroup.MODP_2048,
        NatTraversal.NO_NAT);
  }

  static SaView weakBehindNat(int connection, String remote) {
    return established(
        connection,
        Role.RESPONDER,
        path(remote, 4500),
        EncryptionAlgorithm.TRIPLE_DES_CBC,
        HashAlgorithm.MD5,
        DhGroup.MODP_1024,
        NatTraversal.PEER_BEHIND_NAT);
  }

  private static SaView established(
      int connection,
      Role role,
      Path path,
      EncryptionAlgorithm encryption,
      HashAlgorithm hash,
      DhGroup group,
      NatTraversal nat) {
    Phase1View phase1 =
        new Phase1View(
            new CookiePair(new Cookie(0xa1), new Cookie(0xb2)),
            encryption,
            hash,
            group,
            Duration.ofDays(1),
            BEFORE,
            BEFORE.plus(Duration.ofDays(1)),
            identity(path.local().getAddress()),
            identity(path.remote().getAddress()),
            nat,
            Optional.of(LivenessProtocol.DPD),
            false,
            DpdState.initial(DpdSettings.periodic(Duration.ofSeconds(10)), 1, BEFORE));
    return new SaView(
        new Cookie(connection),
        TAG,
        connection,
        role,
        path,
        Vrfs.GLOBAL,
        BEFORE,
        Optional.of(phase1));
  }

  private static Payload.Identification identity(InetAddress address) {
    byte[] bytes = address.getAddress();
    int type = bytes.length == 4 ? IdType.IPV4_ADDR : IdType.IPV6_ADDR;
    return new Payload.Identification(type, 0, 0, Octets.of(bytes));
  }

  static ChildView child(String remote) {
    return new ChildView(
        new ChildRequest(
            "green 1",
            TrafficSelector.network(InetAddress.ofLiteral("192.168.1.0"), 24),
            TrafficSelector.network(InetAddress.ofLiteral("192.168.2.0"), 24),
            List.of(),
            Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), 4_608_000),
            0x3a7b69bf),
        InetAddress.ofLiteral(remote),
        Role.RESPONDER,
        new CookiePair(new Cookie(0xa1), new Cookie(0xb2)),
        0x12345678,
        false,
        BEFORE,
        path(remote, 500),
        ChildTraffic.NONE,
        true);
  }

  static PeerView peer(List<SaView> sas, List<ChildView> children) {
    return new PeerView(TAG, sas, children, 0, ChildTraffic.NONE);
  }
}
