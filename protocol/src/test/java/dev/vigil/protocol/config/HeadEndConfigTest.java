package dev.vigil.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the protocol machines ask a configuration. */
class HeadEndConfigTest {
  private final ConfigBuilder builder = new ConfigBuilder();

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static PreSharedKey key(String address, int length, String secret) {
    return new PreSharedKey(
        new PeerScope.Network(new IpPrefix(ip(address), length)), Secret.ofText(secret), false);
  }

  private void add(PreSharedKey key) {
    builder.preSharedKeys.put(key.scope(), key);
  }

  private static void assertKey(Optional<PreSharedKey> found, String secret) {
    assertThat(found.map(PreSharedKey::secret)).contains(Secret.ofText(secret));
  }

  @Test
  void theLongestPrefixOfAllKeysIsTaken() {
    add(key("0.0.0.0", 0, "all"));
    add(key("10.1.0.0", 16, "region"));
    add(key("10.1.2.3", 32, "site"));
    add(key("10.1.9.9", 24, "host bits do not count"));
    HeadEndConfig config = builder.build();

    assertKey(config.keyFor(ip("10.1.2.3")), "site");
    assertKey(config.keyFor(ip("10.1.2.4")), "region");
    assertKey(config.keyFor(ip("10.1.9.200")), "host bits do not count");
    assertKey(config.keyFor(ip("192.0.2.1")), "all");
    assertThat(config.keyFor(ip("2001:db8::1"))).as("the other family").isEmpty();
  }

  @Test
  void anIpv6KeyIsForIpv6Peers() {
    add(key("2001:db8::", 32, "six"));
    add(key("::", 0, "any six"));
    HeadEndConfig config = builder.build();

    assertKey(config.keyFor(ip("2001:db8:1::5")), "six");
    assertKey(config.keyFor(ip("2002::1")), "any six");
    assertThat(config.keyFor(ip("10.0.0.1"))).isEmpty();
  }

  @Test
  void aKeyringTiedToAnAddressOfOursServesThatAddressAlone() {
    InterfaceConfig outside =
        InterfaceConfig.named("Ethernet0")
            .with(d ->
                d.addresses =
                    List.of(
                        new InterfaceConfig.Address(
                            new IpPrefix(ip("192.0.2.1"), 24), false, false)));
    builder.interfaces.put(outside.name(), outside);
    builder.keyrings.put(
        "a",
        Keyring.named("a")
            .withLocal(Optional.of(new LocalEndpoint.OfInterface("Ethernet0")))
            .withKeys(List.of(key("10.0.0.1", 32, "through a"))));
    builder.keyrings.put(
        "b",
        Keyring.named("b")
            .withLocal(Optional.of(new LocalEndpoint.Address(ip("192.0.2.2"))))
            .withKeys(List.of(key("10.0.0.1", 32, "through b"))));
    HeadEndConfig config = builder.build();

    assertKey(config.keyFor(ip("10.0.0.1"), ip("192.0.2.1")), "through a");
    assertKey(config.keyFor(ip("10.0.0.1"), ip("192.0.2.2")), "through b");
    assertThat(config.keyFor(ip("10.0.0.1"), ip("192.0.2.3"))).isEmpty();
    assertKey(config.keyFor(ip("10.0.0.1")), "through a");
  }

  @Test
  void amongEqualsAKeyOutsideOfKeyringsComesFirst() {
    builder.keyrings.put(
        "a", Keyring.named("a").withKeys(List.of(key("10.0.0.1", 32, "in a keyring"))));
    add(key("10.0.0.1", 32, "outside"));

    assertKey(builder.build().keyFor(ip("10.0.0.1")), "outside");
  }

  @Test
  void aHostsKeyIsFoundByItsNameInAnyCase() {
    PreSharedKey key =
        new PreSharedKey(new PeerScope.HostName("gw.Example.net"), Secret.ofText("by name"), false);
    add(key);

    assertThat(builder.build().keyForHost("GW.example.NET")).contains(key);
  }

  @Test
  void entriesAreFoundByPeerAndTheOpenOnesForAnyone() {
    CryptoMapEntry listed =
        CryptoMapEntry.of("m", 10)
            .with(d ->
                d.peers =
                    List.of(
                        new PeerRef.Address(ip("10.0.0.1"), false),
                        new PeerRef.Address(ip("10.0.0.2"), true)));
    CryptoMapEntry again =
        CryptoMapEntry.of("m", 20)
            .with(d -> d.peers = List.of(new PeerRef.Address(ip("10.0.0.2"), false)));
    builder.putEntry(listed, false);
    builder.putEntry(again, false);
    builder.putEntry(
        CryptoMapEntry.of("m", 30).with(d -> d.dynamicMap = Optional.of("dyn")), false);
    CryptoMapEntry open = CryptoMapEntry.of("dyn", 5);
    builder.putEntry(open, true);
    HeadEndConfig config = builder.build();

    assertThat(config.entriesFor(ip("10.0.0.1"))).containsExactly(listed, open);
    assertThat(config.entriesFor(ip("10.0.0.2"))).containsExactly(listed, again, open);
    assertThat(config.entriesFor(ip("10.0.0.3"))).containsExactly(open);
    assertThat(config.configuredPeers()).containsExactly(ip("10.0.0.1"), ip("10.0.0.2"));
  }

  @Test
  void anEntrysLifetimeIsItsOwnElseTheNodes() {
    CryptoMapEntry entry =
        CryptoMapEntry.of("m", 1)
            .with(d -> d.lifetime = SaLifetime.UNSET.withTime(Optional.of(Duration.ofDays(1))));
    builder.ipsec =
        IpsecSettings.DEFAULTS.withLifetime(SaLifetime.UNSET.withKilobytes(Optional.of(0L)));

    assertThat(builder.build().lifetimeOf(entry))
        .isEqualTo(new ChildLifetime(Duration.ofDays(1), 0));
    assertThat(HeadEndConfig.empty().lifetimeOf(CryptoMapEntry.of("m", 1)))
        .isEqualTo(new ChildLifetime(Duration.ofHours(1), 4_608_000));
  }

  private static AccessEntry.Rule rule(AccessEntry.Match source, AccessEntry.Match destination) {
    return new AccessEntry.Rule(
        Optional.empty(),
        true,
        0,
        new AccessEntry.Endpoint(source, Optional.empty()),
        new AccessEntry.Endpoint(destination, Optional.empty()),
        List.of());
  }

  @Test
  void aPermitIsAFlowFromHereToThere() {
    AccessEntry.Rule rule =
        rule(
            new AccessEntry.Match.Wildcard(ip("10.0.0.77"), ip("0.0.0.255")),
            new AccessEntry.Match.Host(ip("10.9.9.9")));
    builder.putAccessList(new AccessList("101", false, List.of(rule)));
    CryptoMapEntry entry = CryptoMapEntry.of("m", 1).with(d -> d.accessList = Optional.of("101"));

    assertThat(builder.build().flowsOf(entry))
        .containsExactly(
            new Flow(
                new TrafficSelector(ip("10.0.0.0"), 24, 0, 0),
                new TrafficSelector(ip("10.9.9.9"), 32, 0, 0)));
  }

  @Test
  void aRuleThatQuickModeCannotNameIsNoFlow() {
    AccessEntry.Match gap = new AccessEntry.Match.Wildcard(ip("10.0.0.0"), ip("0.0.255.0"));

    assertThat(Flow.of(rule(gap, new AccessEntry.Match.Any()), false)).isEmpty();
    assertThat(Flow.of(rule(new AccessEntry.Match.Any(), gap), false)).isEmpty();
  }

  @Test
  void aProtectedTunnelIsAnEntryOfItsOwn() {
    builder.transformSets.put(
        "t", new TransformSet("t", new EspTransform(Optional.empty(), Optional.empty(), true)));
    builder.ipsecProfiles.put(
        "p",
        new IpsecProfile(
            "p",
            Optional.empty(),
            List.of("t"),
            Optional.empty(),
            SaLifetime.UNSET,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    InterfaceConfig tunnel =
        InterfaceConfig.named("Tunnel1")
            .with(d ->
                d.tunnel =
                    TunnelSettings.NONE
                        .withSource(Optional.of(new LocalEndpoint.Address(ip("192.0.2.1"))))
                        .withDestination(Optional.of(new PeerRef.Address(ip("192.0.2.9"), false)))
                        .withProtection(Optional.of("p"), false));
    builder.interfaces.put(tunnel.name(), tunnel);
    HeadEndConfig gre = builder.build();
    CryptoMapEntry entry = gre.entriesFor(ip("192.0.2.9")).getFirst();

    assertThat(entry.label()).isEqualTo("Tunnel1-head-0 65536");
    assertThat(gre.localAddressOf(entry.map(), false)).contains(ip("192.0.2.1"));
    assertThat(gre.flowsOf(entry))
        .containsExactly(
            new Flow(
                new TrafficSelector(ip("192.0.2.1"), 32, 47, 0),
                new TrafficSelector(ip("192.0.2.9"), 32, 47, 0)));

    builder.interfaces.put(
        tunnel.name(),
        tunnel.with(d -> d.tunnel = d.tunnel.withMode(TunnelSettings.Mode.IPSEC_IPV4)));
    HeadEndConfig ipsec = builder.build();
    assertThat(ipsec.flowsOf(ipsec.entriesFor(ip("192.0.2.9")).getFirst()))
        .containsExactly(
            new Flow(
                new TrafficSelector(ip("0.0.0.0"), 0, 0, 0),
                new TrafficSelector(ip("0.0.0.0"), 0, 0, 0)));
  }

  @Test
  void aProfilesKeepaliveTakesThePlaceOfTheNodes() {
    Keepalive node =
        new Keepalive(Duration.ofSeconds(10), Duration.ofSeconds(2), Keepalive.Mode.ON_DEMAND);
    Keepalive own =
        new Keepalive(Duration.ofSeconds(20), Duration.ofSeconds(3), Keepalive.Mode.PERIODIC);
    builder.isakmp = builder.isakmp.with(d -> d.keepalive = Optional.of(node));
    builder.isakmpProfiles.put(
        "p",
        IsakmpProfile.named("p")
            .with(d -> {
              d.keepalive = Optional.of(own);
              d.matches =
                  List.of(
                      new IdentityMatch.Network(
                          new IpPrefix(ip("10.1.0.0"), 16), Optional.empty()));
            }));
    HeadEndConfig config = builder.build();

    assertThat(config.keepaliveFor(ip("10.1.2.3"))).contains(own);
    assertThat(config.keepaliveFor(ip("10.2.2.3"))).contains(node);
  }

  @Test
  void changingACopyLeavesTheConfigurationAsItIs() {
    add(key("10.0.0.1", 32, "one"));
    HeadEndConfig before = builder.build();

    HeadEndConfig after =
        before.with(b -> {
          b.preSharedKeys.clear();
          return b;
        });

    assertThat(after).isNotEqualTo(before);
    assertThat(before.preSharedKeys()).hasSize(1);
    assertThat(before.with(b -> b)).isEqualTo(before).hasSameHashCodeAs(before);
  }
}
