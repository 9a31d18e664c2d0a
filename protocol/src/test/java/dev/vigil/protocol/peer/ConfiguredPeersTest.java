package dev.vigil.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.AccessEntry;
import dev.vigil.protocol.config.AccessList;
import dev.vigil.protocol.config.Authentication;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.IkePolicy;
import dev.vigil.protocol.config.InterfaceConfig;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.config.TransformSet;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.cookie.SpiCodec;
import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.wire.LivenessProtocol;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The examples of the router's documents, and what hangs together in larger configurations. */
class ConfiguredPeersTest {
  private static final InetAddress LOCAL = Net.address("10.1.32.14");
  private static final InetAddress ONE = Net.address("10.0.0.1");
  private static final InetAddress TWO = Net.address("10.0.0.2");
  private static final InetAddress THREE = Net.address("10.0.0.3");
  private static final InetAddress STRANGER = Net.address("10.9.9.9");
  private static final Secret CLUSTER = Secret.ofText("sixteen bytes or more");
  private static final NodeLimits LIMITS =
      new NodeLimits(
          500,
          4500,
          500,
          4500,
          List.of(LOCAL),
          false,
          false,
          64,
          false,
          Patience.DEFAULT,
          LivenessLimits.DEFAULT);

  private static ConfiguredPeers peers(HeadEndConfig config) {
    return peers(config, LIMITS);
  }

  private static ConfiguredPeers peers(HeadEndConfig config, NodeLimits limits) {
    return new ConfiguredPeers(config, limits, CLUSTER, SpiCodec.of(CLUSTER, 9));
  }

  /** The site-to-site example: a policy, a key for 10.2.80.0/24, keepalives; no crypto map. */
  private static ConfigBuilder siteToSite() {
    ConfigBuilder builder = new ConfigBuilder();
    builder.policies.put(1, policy(1, EncryptionAlgorithm.AES_CBC_128, DhGroup.MODP_2048));
    PeerScope scope = new PeerScope.Network(new IpPrefix(Net.address("10.2.80.209"), 24));
    builder.preSharedKeys.put(scope, new PreSharedKey(scope, Secret.ofText("kd94j1ksldz"), false));
    builder.isakmp =
        builder.isakmp.with(draft ->
            draft.keepalive =
                Optional.of(
                    new Keepalive(
                        Duration.ofSeconds(10), Keepalive.DEFAULT_RETRY, Keepalive.Mode.PERIODIC)));
    builder.transformSets.put(
        "Trans1",
        new TransformSet(
            "Trans1",
            new EspTransform(
                Optional.of(EncryptionAlgorithm.AES_CBC_128),
                Optional.of(HashAlgorithm.SHA1),
                true)));
    return builder;
  }

  private static IkePolicy policy(int priority, EncryptionAlgorithm encryption, DhGroup group) {
    return new IkePolicy(
        priority,
        encryption,
        HashAlgorithm.SHA1,
        Authentication.PRE_SHARE,
        group,
        IkePolicy.DEFAULT_LIFETIME);
  }

  /** The example with several peers: crypto map green 1 lists three, and protects list 101. */
  private static ConfigBuilder green() {
    ConfigBuilder builder = siteToSite();
    PeerScope anyone = new PeerScope.Network(new IpPrefix(Net.address("0.0.0.0"), 0));
    builder.preSharedKeys.put(anyone, new PreSharedKey(anyone, Secret.ofText("any"), false));
    builder.putAccessList(new AccessList("101", false, List.of(permit("10.1.0.0", "10.2.0.0"))));
    return builder.putEntry(entry(1, ONE, TWO, THREE), false);
  }

  private static AccessEntry.Rule permit(String source, String destination) {
    InetAddress wildcard = Net.address("0.0.255.255");
    return new AccessEntry.Rule(
        Optional.empty(),
        true,
        0,
        new AccessEntry.Endpoint(
            new AccessEntry.Match.Wildcard(Net.address(source), wildcard), Optional.empty()),
        new AccessEntry.Endpoint(
            new AccessEntry.Match.Wildcard(Net.address(destination), wildcard), Optional.empty()),
        List.of());
  }

  private static CryptoMapEntry entry(int sequence, InetAddress... addresses) {
    return CryptoMapEntry.of("green", sequence)
        .with(draft -> {
          draft.peers =
              Stream.of(addresses)
                  .<PeerRef>map(address -> new PeerRef.Address(address, false))
                  .toList();
          draft.transformSets = List.of("Trans1");
          draft.accessList = Optional.of("101");
        });
  }

  private static SaSettings settings(ConfiguredPeers peers, InetAddress remote) {
    return peers.settingsOf(peers.tagOf(remote)).addresses().find(remote, LOCAL).orElseThrow();
  }

  @Test
  void theSiteToSiteExampleServesPhaseOneAndNoFlow() {
    ConfiguredPeers peers = peers(siteToSite().build());
    InetAddress site = Net.address("10.2.80.17");
    SaSettings settings = settings(peers, site);
    assertThat(settings.phase1().preSharedKey()).isEqualTo(Secret.ofText("kd94j1ksldz"));
    assertThat(settings.dpd()).contains(DpdSettings.periodic(Duration.ofSeconds(10)));
    assertThat(settings.offers()).isEmpty();
    assertThat(peers.connections()).isEmpty();
    assertThat(peers.knows(site, LOCAL)).isTrue();
    assertThat(peers.knows(STRANGER, LOCAL)).isFalse();
  }

  @Test
  void theThreePeersOfAnEntryAreOnePeer() {
    ConfiguredPeers peers = peers(green().build());
    assertThat(peers.tagOf(ONE)).isEqualTo(peers.tagOf(TWO)).isEqualTo(peers.tagOf(THREE));
    assertThat(peers.tagOf(STRANGER)).isNotEqualTo(peers.tagOf(ONE));
    assertThat(peers.tagOf("green 1")).contains(peers.tagOf(ONE));
    Connection connection = peers.settingsOf(peers.tagOf(TWO)).connections().getFirst();
    assertThat(connection.label()).isEqualTo("green 1");
    assertThat(connection.peers())
        .containsExactly(
            new PeerRef.Address(ONE, false),
            new PeerRef.Address(TWO, false),
            new PeerRef.Address(THREE, false));
    assertThat(connection.local()).isEqualTo(LOCAL);
    assertThat(connection.first()).isZero();
    assertThat(connection.flows()).hasSize(1);
    assertThat(connection.flows().getFirst().local())
        .isEqualTo(TrafficSelector.network(Net.address("10.1.0.0"), 16));
    assertThat(settings(peers, THREE).offers()).isEqualTo(connection.flows());
  }

  @Test
  void aStrangerWithTheWildcardKeyHasNoFlow() {
    ConfiguredPeers peers = peers(green().build());
    assertThat(settings(peers, STRANGER).phase1().preSharedKey()).isEqualTo(Secret.ofText("any"));
    assertThat(settings(peers, STRANGER).offers()).isEmpty();
    assertThat(peers.settingsOf(peers.tagOf(STRANGER)).connections()).isEmpty();
  }

  @Test
  void entriesThatShareAnAddressHangTogether() {
    ConfiguredPeers peers = peers(green().putEntry(entry(2, THREE, STRANGER), false).build());
    assertThat(peers.tagOf(STRANGER)).isEqualTo(peers.tagOf(ONE));
    assertThat(peers.settingsOf(peers.tagOf(ONE)).connections())
        .extracting(Connection::label)
        .containsExactly("green 1", "green 2");
  }

  @Test
  void aTemplateTakesAnyoneAndWithoutListAnyFlow() {
    CryptoMapEntry template =
        CryptoMapEntry.of("anyone", 10).with(draft -> draft.transformSets = List.of("Trans1"));
    ConfigBuilder builder = green().putEntry(template, true);
    builder.putEntry(
        CryptoMapEntry.of("green", 100).with(draft -> draft.dynamicMap = Optional.of("anyone")),
        false);
    ConfiguredPeers peers = peers(builder.build());
    SaSettings stranger = settings(peers, STRANGER);
    assertThat(stranger.offers()).hasSize(2);
    TrafficSelector flow = TrafficSelector.network(Net.address("172.16.3.0"), 24);
    TrafficSelector flow6 = TrafficSelector.network(Net.address("2001:db8::"), 32);
    assertThat(stranger.offers()).anyMatch(offer -> offer.covers(flow, flow));
    assertThat(stranger.offers()).anyMatch(offer -> offer.covers(flow6, flow6));
    assertThat(settings(peers, ONE).offers()).hasSize(3);
    assertThat(peers.connections()).containsExactly("green 1");
  }

  @Test
  void desAndGroup24NeedTheNodesLeave() {
    ConfigBuilder builder = new ConfigBuilder();
    builder.policies.put(1, policy(1, EncryptionAlgorithm.DES_CBC, DhGroup.MODP_2048));
    builder.policies.put(2, policy(2, EncryptionAlgorithm.AES_CBC_256, DhGroup.MODP_2048_256));
    PeerScope anyone = new PeerScope.Network(new IpPrefix(Net.address("0.0.0.0"), 0));
    builder.preSharedKeys.put(anyone, new PreSharedKey(anyone, Secret.ofText("any"), false));
    HeadEndConfig config = builder.build();
    assertThat(peers(config).knows(ONE, LOCAL)).isFalse();
    NodeLimits lenient =
        new NodeLimits(
            500,
            4500,
            500,
            4500,
            List.of(LOCAL),
            true,
            true,
            64,
            false,
            Patience.DEFAULT,
            LivenessLimits.DEFAULT);
    assertThat(settings(peers(config, lenient), ONE).phase1().policies()).hasSize(2);
  }

  private static HeadEndConfig named() {
    CryptoMapEntry entry =
        entry(1, ONE)
            .with(draft ->
                draft.peers =
                    List.of(
                        new PeerRef.HostName("GW.example.net", true, false),
                        new PeerRef.Address(TWO, false)));
    ConfigBuilder builder = green().putEntry(entry, false);
    PeerScope scope = new PeerScope.HostName("gw.Example.NET");
    builder.preSharedKeys.clear();
    builder.preSharedKeys.put(scope, new PreSharedKey(scope, Secret.ofText("by name"), false));
    return builder.build();
  }

  @Test
  void aHostNameIsThePeerOfTheAddressesBesideIt() {
    ConfiguredPeers peers = peers(named());
    PeerTag tag = peers.tagOf("green 1").orElseThrow();
    assertThat(peers.tagOf(TWO)).isEqualTo(tag);
    assertThat(peers.tagOf(STRANGER)).isNotEqualTo(tag);
    assertThat(peers.tagOf(STRANGER, List.of("gw.example.net"))).isEqualTo(tag);
    assertThat(peers.hostNames()).containsExactly("gw.example.net");
    assertThat(peers.settingsOf(tag).connections().getFirst().peers()).hasSize(2);
  }

  @Test
  void aPeerIsKnownByTheKeyOfItsNameOnlyWhereTheNameStandsForItsAddress() {
    ConfiguredPeers peers = peers(named());
    PeerTag tag = peers.tagOf("green 1").orElseThrow();
    assertThat(peers.knows(STRANGER, LOCAL)).isFalse();
    assertThat(peers.knows(STRANGER, LOCAL, List.of("other.example.net"))).isFalse();
    assertThat(peers.knows(STRANGER, LOCAL, List.of("gw.example.net"))).isTrue();
    SaSettings settings =
        peers
            .settingsOf(tag)
            .addresses()
            .find(STRANGER, LOCAL, List.of("gw.example.net"))
            .orElseThrow();
    assertThat(settings.phase1().preSharedKey()).isEqualTo(Secret.ofText("by name"));
    assertThat(settings.offers()).hasSize(1);
  }

  /** A name service proves nothing: it must not lead one site's messages to another's entity. */
  @Test
  void aNameThatStandsForAConfiguredAddressDoesNotTakeItAway() {
    ConfiguredPeers peers =
        peers(named().with(builder -> builder.putEntry(entry(2, THREE), false)));
    PeerTag three = peers.tagOf("green 2").orElseThrow();
    assertThat(three).isNotEqualTo(peers.tagOf("green 1").orElseThrow());
    assertThat(peers.tagOf(THREE, List.of("gw.example.net"))).isEqualTo(three);
  }

  /** Whoever answers for a name must not choose the key or the flows of another site. */
  @Test
  void aNameThatStandsForAConfiguredAddressChangesNothingForIt() {
    HeadEndConfig config =
        named()
            .with(builder -> {
              builder.putEntry(entry(2, THREE), false);
              PeerScope scope = PeerScope.of(THREE);
              builder.preSharedKeys.put(
                  scope, new PreSharedKey(scope, Secret.ofText("three's own"), false));
              return builder;
            });
    ConfiguredPeers peers = peers(config);
    PeerSettings.AddressBook book = peers.settingsOf(peers.tagOf(THREE)).addresses();
    SaSettings settings = book.find(THREE, LOCAL, List.of("gw.example.net")).orElseThrow();

    assertThat(settings.phase1().preSharedKey()).isEqualTo(Secret.ofText("three's own"));
    assertThat(settings.offers()).extracting(ChildOffer::name).containsExactly("green 2");
  }

  @Test
  void anEntryOfOneVrfIsNotForTheSameAddressInAnother() {
    InetAddress inRed = Net.address("10.1.33.14");
    ConfigBuilder builder = green();
    builder.interfaces.put("one", at("one", LOCAL, Optional.empty(), "green"));
    builder.interfaces.put("two", at("two", inRed, Optional.of("red"), "crimson"));
    builder.putEntry(
        CryptoMapEntry.of("crimson", 1)
            .with(draft -> {
              draft.peers = List.of(new PeerRef.Address(ONE, false));
              draft.transformSets = List.of("Trans1");
              draft.accessList = Optional.of("101");
            }),
        false);

    assertThat(settings(peers(builder.build()), ONE).offers())
        .extracting(ChildOffer::name)
        .containsExactly("green 1");
  }

  private static InterfaceConfig at(
      String name, InetAddress address, Optional<String> vrf, String map) {
    return InterfaceConfig.named(name)
        .with(draft -> {
          draft.addresses =
              List.of(new InterfaceConfig.Address(new IpPrefix(address, 24), false, false));
          draft.vrf = vrf;
          draft.cryptoMap = Optional.of(map);
        });
  }

  @Test
  void theReplayWindowIsTheEntrysElseTheNodes() {
    ConfigBuilder builder = green();
    builder.ipsec = builder.ipsec.withReplayWindow(Optional.of(256));
    builder.putEntry(entry(2, STRANGER).with(draft -> draft.replayWindow = Optional.of(0)), false);
    PeerSettings.AddressBook book = peers(builder.build()).settingsOf(new PeerTag(1)).addresses();
    assertThat(book.replayWindow("green 1")).isEqualTo(256);
    assertThat(book.replayWindow("green 2")).isZero();
  }

  @Test
  void aNodeSaysHowItsPeersAreWatched() {
    ConfigBuilder builder = green().putEntry(entry(1, ONE), false);
    HeadEndConfig config = builder.build();
    NodeLimits own =
        new NodeLimits(
            500,
            4500,
            500,
            4500,
            List.of(LOCAL),
            false,
            false,
            64,
            false,
            Patience.DEFAULT,
            new LivenessLimits(true, true, Set.of(LivenessProtocol.KEEPALIVES)));
    SaSettings usual = settings(peers(config), ONE);
    SaSettings chosen = settings(peers(config, own), ONE);

    assertThat(usual.phase1().liveness()).containsExactlyInAnyOrder(LivenessProtocol.values());
    assertThat(usual.dpd()).map(DpdSettings::espIsProofOfLife).contains(false);
    assertThat(chosen.phase1().liveness()).containsExactly(LivenessProtocol.KEEPALIVES);
    assertThat(chosen.dpd()).map(DpdSettings::espIsProofOfLife).contains(true);
  }

  @Test
  void aPeerMarkedDefaultIsPreferred() {
    CryptoMapEntry entry =
        entry(1, ONE, TWO)
            .with(draft ->
                draft.peers =
                    List.of(new PeerRef.Address(ONE, false), new PeerRef.Address(TWO, true)));
    ConfiguredPeers peers = peers(green().putEntry(entry, false).build());
    Connection connection = peers.settingsOf(peers.tagOf(ONE)).connections().getFirst();
    assertThat(connection.first()).isEqualTo(1);
    assertThat(connection.after(0, true)).isEqualTo(1);
    assertThat(connection.after(1, true)).isZero();
  }

  @Test
  void everyNodeComputesTheSame() {
    ConfiguredPeers one = peers(green().build());
    ConfiguredPeers two = peers(green().build());
    for (InetAddress address : List.of(ONE, TWO, THREE, STRANGER)) {
      assertThat(one.tagOf(address)).isEqualTo(two.tagOf(address));
    }
  }
}
