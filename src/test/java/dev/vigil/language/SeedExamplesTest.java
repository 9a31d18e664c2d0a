package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.EzvpnClient;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The examples of the feature's documentation are loaded as they stand, and mean what they say. */
class SeedExamplesTest {
  private static final String SITE_TO_SITE =
      """
      crypto isakmp policy 1
        encryption 3des
        authentication pre-share
        group 2
      !
      crypto isakmp key kd94j1ksldz address 10.2.80.209 255.255.255.0
      crypto isakmp keepalive 10 periodic
      crypto ipsec transform-set esp-3des-sha esp-3des esp-sha-hmac
      crypto map test 1 ipsec-isakmp
        set peer 10.2.80.209
        set transform-set esp-3des-sha
        match address 101
      !
      !
      interface FastEthernet0
        ip address 10.1.32.14 255.255.255.0
        speed auto
        crypto map test
      !
      """;

  private static final String SITE_TO_SITE_AES =
      """
      crypto isakmp policy 1
        encryption aes
        authentication pre-share
        group 14
      !
      crypto isakmp key kd94j1ksldz address 10.2.80.209 255.255.255.0
      crypto isakmp keepalive 10 periodic
      crypto ipsec transform-set Trans1 esp-aes esp-sha-hmac

      !
      !
      interface
        ip address 10.1.32.14 255.255.255.0
        speed auto

      !
      """;

  private static final String SEVERAL_PEERS =
      """
      crypto isakmp keepalive 10 periodic
      crypto map green 1 ipsec-isakmp
        set peer 10.0.0.1
        set peer 10.0.0.2
        set peer 10.0.0.3
        set transform-set txfm
        match address 101
      """;

  private static final String EASY_VPN_REMOTE =
      """
      crypto isakmp keepalive 30 20 periodic
      crypto ipsec client ezvpn ezvpn-config
        connect auto
        group unity key preshared
        mode client
        peer 10.2.80.209
      !
      !
      interface Ethernet0
        ip address 10.2.3.4 255.255.255.0
        half-duplex
        crypto ipsec client ezvpn ezvpn-config inside
      !
      interface FastEthernet0
        ip address 10.1.32.14 255.255.255.0
        speed auto
        crypto ipsec client ezvpn ezvpn-config outside
      """;

  private static final String EASY_VPN_SEVERAL_PEERS =
      """
      crypto ipsec client ezvpn ezvpn-config
        connect auto
        group unity key preshared
        mode client
        peer 10.10.10.10
        peer 10.2.2.2
        peer 10.3.3.3
      """;

  private static HeadEndConfig load(String text) {
    ConfigFile file = ConfigFile.parse("example.cfg", text, Set.of());
    assertThat(file.errors()).isEmpty();
    RunningConfig running = file.running().orElseThrow();
    assertThat(ConfigReader.read(running.render()).running()).isEqualTo(running);
    return running.config();
  }

  private static InetAddress ip(String text) {
    return Addresses.any(text).orElseThrow();
  }

  @Test
  void siteToSiteWithTripleDes() {
    HeadEndConfig config = load(SITE_TO_SITE);

    assertThat(config.policies())
        .containsExactly(
            new IkePolicy(
                1,
                EncryptionAlgorithm.TRIPLE_DES_CBC,
                HashAlgorithm.SHA1,
                Authentication.PRE_SHARE,
                DhGroup.MODP_1024,
                Duration.ofDays(1)));
    assertThat(config.isakmp().keepalive())
        .contains(
            new Keepalive(Duration.ofSeconds(10), Duration.ofSeconds(2), Keepalive.Mode.PERIODIC));
    assertThat(config.keyFor(ip("10.2.80.209")).orElseThrow().secret())
        .isEqualTo(Secret.ofText("kd94j1ksldz"));
    assertThat(config.keyFor(ip("10.2.80.7"))).as("the mask takes the whole network").isPresent();
    assertThat(config.keyFor(ip("10.2.81.209"))).isEmpty();
    CryptoMapEntry entry = config.entriesFor(ip("10.2.80.209")).getFirst();
    assertThat(entry.label()).isEqualTo("test 1");
    assertThat(entry.accessList()).contains("101");
    assertThat(config.transformSetsOf(entry).getFirst().transform())
        .isEqualTo(
            new EspTransform(
                Optional.of(EncryptionAlgorithm.TRIPLE_DES_CBC),
                Optional.of(HashAlgorithm.SHA1),
                true));
    assertThat(config.lifetimeOf(entry))
        .isEqualTo(new ChildLifetime(Duration.ofHours(1), 4_608_000));
    assertThat(config.localAddressOf("test", false)).contains(ip("10.1.32.14"));
    InterfaceConfig fast = requireNonNull(config.interfaces().get("FastEthernet0"));
    assertThat(fast.cryptoMap()).contains("test");
  }

  @Test
  void siteToSiteWithAesAndAnInterfaceWithoutName() {
    HeadEndConfig config = load(SITE_TO_SITE_AES);

    IkePolicy policy = config.policies().getFirst();
    assertThat(policy.encryption()).isEqualTo(EncryptionAlgorithm.AES_CBC_128);
    assertThat(policy.group()).isEqualTo(DhGroup.MODP_2048);
    assertThat(requireNonNull(config.transformSets().get("Trans1")).transform().encryption())
        .contains(EncryptionAlgorithm.AES_CBC_128);
    assertThat(config.interfaces()).containsOnlyKeys("");
    assertThat(config.interfaces().values().iterator().next().primaryAddress(false))
        .contains(ip("10.1.32.14"));
    assertThat(config.preSharedKeys().getFirst().scope())
        .isEqualTo(new PeerScope.Network(new IpPrefix(ip("10.2.80.209"), 24)));
  }

  @Test
  void severalPeersAreTriedInTheOrderOfTheirLines() {
    HeadEndConfig config = load(SEVERAL_PEERS);

    CryptoMapEntry entry = requireNonNull(config.cryptoMaps().get("green")).entries().getFirst();
    assertThat(entry.peers())
        .containsExactly(
            new PeerRef.Address(ip("10.0.0.1"), false),
            new PeerRef.Address(ip("10.0.0.2"), false),
            new PeerRef.Address(ip("10.0.0.3"), false));
    for (String peer : List.of("10.0.0.1", "10.0.0.2", "10.0.0.3")) {
      assertThat(config.entriesFor(ip(peer))).containsExactly(entry);
    }
    assertThat(config.configuredPeers())
        .containsExactly(ip("10.0.0.1"), ip("10.0.0.2"), ip("10.0.0.3"));
  }

  @Test
  void easyVpnRemoteIsKeptWithBothItsInterfaces() {
    HeadEndConfig config = load(EASY_VPN_REMOTE);

    assertThat(config.isakmp().keepalive())
        .contains(
            new Keepalive(Duration.ofSeconds(30), Duration.ofSeconds(20), Keepalive.Mode.PERIODIC));
    EzvpnClient client = requireNonNull(config.ezvpnClients().get("ezvpn-config"));
    assertThat(client.manual()).isFalse();
    assertThat(client.group())
        .contains(new EzvpnClient.Credential("unity", Secret.ofText("preshared")));
    assertThat(client.mode()).contains(EzvpnClient.Mode.CLIENT);
    assertThat(requireNonNull(config.interfaces().get("Ethernet0")).ezvpn())
        .containsExactly(new InterfaceConfig.EzvpnSide("ezvpn-config", true));
    assertThat(requireNonNull(config.interfaces().get("FastEthernet0")).ezvpn())
        .containsExactly(new InterfaceConfig.EzvpnSide("ezvpn-config", false));
  }

  @Test
  void easyVpnRemoteWithSeveralPeers() {
    assertThat(
            requireNonNull(load(EASY_VPN_SEVERAL_PEERS).ezvpnClients().get("ezvpn-config")).peers())
        .containsExactly(
            new PeerRef.Address(ip("10.10.10.10"), false),
            new PeerRef.Address(ip("10.2.2.2"), false),
            new PeerRef.Address(ip("10.3.3.3"), false));
  }

  @Test
  void whatIsNotDefinedIsToldInTheRoutersWords() {
    ConfigFile file = ConfigFile.parse("example.cfg", SEVERAL_PEERS, Set.of());

    assertThat(file.warnings())
        .anySatisfy(w ->
            assertThat(w)
                .startsWith("example.cfg:6:3:")
                .endsWith("ERROR: transform set with tag \"txfm\" does not exist."))
        .anySatisfy(w -> assertThat(w).contains("This crypto map is in an incomplete state!"));
  }
}
