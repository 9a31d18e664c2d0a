package dev.vigil.console;

import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.ConnectionView;
import dev.vigil.actors.observe.ConnectionView.LastEnd;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.observe.SaView;
import dev.vigil.language.ConfigFile;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A head-end with something of everything: sites that are up, idle, renewed, behind a NAT, dead, in
 * a VRF, reached by name, on IPv6, by a template and through a tunnel interface.
 */
final class Scenery {
  private static final EspTransform AES_SHA =
      new EspTransform(
          Optional.of(EncryptionAlgorithm.AES_CBC_256), Optional.of(HashAlgorithm.SHA1), true);

  private Scenery() {}

  static HeadEndConfig config() {
    return ConfigFile.parse("test", CONFIG, Set.of()).running().orElseThrow().config();
  }

  private static final String CONFIG =
      """
      hostname hub
      vrf definition blue
       rd 65000:9
       address-family ipv4
      vrf definition spare
      crypto keyring blue-keys vrf blue
       pre-shared-key address 10.9.0.0 255.255.0.0 key secret2
      crypto isakmp policy 10
       encryption aes 256
       hash sha256
       authentication pre-share
       group 14
       lifetime 3600
      crypto isakmp policy 20
       encryption 3des
       authentication pre-share
       group 2
      crypto isakmp key secret1 address 0.0.0.0 0.0.0.0
      crypto isakmp key secret3 address ipv6 2001:DB8::/32
      crypto isakmp key secret4 hostname site.example.com no-xauth
      crypto isakmp key secret5 address 10.2.80.209
      crypto isakmp keepalive 10 periodic
      crypto isakmp peer address 10.2.80.210
       description Behind a NAT
      crypto isakmp profile blue-sites
       vrf red
       keyring blue-keys
       match identity address 10.9.0.0 255.255.0.0 blue
       match identity host domain example.com
       keepalive 20 retry 3
      crypto ipsec security-association lifetime seconds 7200
      crypto ipsec transform-set strong esp-aes 256 esp-sha-hmac
      crypto ipsec transform-set old esp-3des esp-md5-hmac
       mode transport
      crypto ipsec profile hubs
       set transform-set strong
       set pfs group14
      crypto dynamic-map anyone 5
       set transform-set strong
       set isakmp-profile blue-sites
      crypto map green 1 ipsec-isakmp
       description Two ways to one site
       set peer 10.2.80.209
       set peer 10.2.80.210 default
       set transform-set strong old
       set pfs group14
       set security-association replay window-size 128
       match address 101
      crypto map green 2 ipsec-isakmp
       set peer 10.2.80.211
       set transform-set strong
       set security-association lifetime kilobytes disable
       match address branch
      crypto map green 3 ipsec-isakmp
       set peer site.example.com dynamic
       set peer lost.example.com
       set transform-set strong
       match address 103
      crypto map green 4 ipsec-isakmp
       set transform-set missing
      crypto map green 65000 ipsec-isakmp dynamic anyone
      crypto map inner 65000 ipsec-isakmp dynamic anyone
      crypto map ipv6 six 10 ipsec-isakmp
       set peer 2001:DB8::9
       set transform-set strong
       match address v6
      interface FastEthernet0/0
       ip address 10.1.32.14 255.255.255.0
       ipv6 address 2001:DB8::1/64
       crypto map green
       ipv6 crypto map six
      interface FastEthernet0/1
       vrf forwarding blue
       ip address 10.9.9.1 255.255.255.0
       crypto map inner
      interface Tunnel7
       tunnel source 10.1.32.14
       tunnel destination 10.7.7.7
       tunnel protection ipsec profile hubs
      access-list 101 permit ip 192.168.1.0 0.0.0.255 192.168.2.0 0.0.0.255
      access-list 103 permit tcp host 192.168.1.7 eq 443 any
      ip access-list extended branch
       permit ip 192.168.1.0 0.0.0.255 host 192.168.3.1
       permit ip host 192.168.1.7 host 192.168.3.2
      ipv6 access-list v6
       permit ipv6 2001:DB8:1::/48 2001:DB8:2::/48
      """;

  static List<SaView> sas() {
    return peers().stream().flatMap(peer -> peer.sas().stream()).toList();
  }

  static List<PeerView> peers() {
    return List.of(
        Sights.peer(
            List.of(Sights.established(1001, Role.RESPONDER, "10.2.80.209")),
            List.of(
                pair("green 1", "10.2.80.209", 0x3a7b69bf, 900, 12),
                pair("green 1", "10.2.80.209", 0x9a7b69c0, 100, 0))),
        Sights.peer(List.of(Sights.weakBehindNat(1002, "10.2.80.210")), List.of()),
        Sights.peer(List.of(Sights.negotiating(1003, Role.INITIATOR, "10.7.7.7")), List.of()),
        Sights.peer(
            List.of(Sights.established(1004, Role.INITIATOR, "2001:db8::9")),
            List.of(pair("six 10", "2001:db8::9", 0x10000001, 5_000_000_000L, 0))),
        Sights.peer(List.of(), List.of(pair("anyone 5", "10.9.0.5", 0x00000100, 7, 1))));
  }

  /** The first way is up, the second died; the site in the other entry has no name service. */
  static List<ConnectionView> connections() {
    return List.of(
        new ConnectionView(
            "green 1",
            List.of(address("10.2.80.209"), address("10.2.80.210")),
            0,
            true,
            true,
            Optional.empty(),
            Optional.of(
                new LastEnd(
                    Sights.BEFORE.minusSeconds(9),
                    Optional.of(InetAddress.ofLiteral("10.2.80.210")),
                    CloseReason.DEAD_PEER.text()))),
        new ConnectionView(
            "green 2",
            List.of(address("10.2.80.211")),
            0,
            false,
            true,
            Optional.of(Sights.NOW.plusSeconds(30)),
            Optional.of(
                new LastEnd(
                    Sights.BEFORE,
                    Optional.of(InetAddress.ofLiteral("10.2.80.211")),
                    CloseReason.RETRANSMISSIONS.text()))),
        new ConnectionView(
            "green 3",
            List.of(
                new ConnectionView.Peer(
                    Optional.of("site.example.com"),
                    Optional.of(InetAddress.ofLiteral("10.3.3.3"))),
                new ConnectionView.Peer(Optional.of("lost.example.com"), Optional.empty())),
            1,
            false,
            false,
            Optional.empty(),
            Optional.of(
                new LastEnd(Sights.BEFORE, Optional.empty(), "host name does not resolve"))));
  }

  private static ConnectionView.Peer address(String text) {
    return new ConnectionView.Peer(Optional.empty(), Optional.of(InetAddress.ofLiteral(text)));
  }

  static ChildView pair(String entry, String remote, int spi, long packets, long refused) {
    boolean ipv6 = remote.contains(":");
    InetAddress peer = InetAddress.ofLiteral(remote);
    return new ChildView(
        new ChildRequest(
            entry,
            ipv6 ? network("2001:db8:1::", 48) : network("192.168.1.0", 24),
            ipv6 ? network("2001:db8:2::", 48) : network("192.168.2.0", 24),
            List.of(AES_SHA),
            entry.equals("green 1") ? Optional.of(DhGroup.MODP_2048) : Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), entry.equals("anyone 5") ? 0 : 4_608_000),
            spi),
        peer,
        Role.RESPONDER,
        new CookiePair(new Cookie(0xa1), new Cookie(0xb2)),
        ~spi,
        entry.equals("anyone 5"),
        Sights.BEFORE,
        entry.equals("anyone 5")
            ? new Path(
                new InetSocketAddress("10.9.9.1", 4500), new InetSocketAddress(peer, 4500), true)
            : Sights.path(remote, 500),
        new ChildTraffic(
            packets,
            packets * 1024,
            2 * packets,
            packets * 2048,
            refused,
            2 * refused,
            Optional.of(Sights.NOW.minusSeconds(3)),
            Optional.of(Sights.NOW.minusSeconds(1))),
        true);
  }

  private static TrafficSelector network(String address, int length) {
    return TrafficSelector.network(InetAddress.ofLiteral(address), length);
  }
}
