package dev.vigil.protocol.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same address may be another host in each VRF: what must not be mixed up. */
class VrfTest {
  private static final InetAddress GLOBAL = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress IN_RED = InetAddress.ofLiteral("192.0.2.2");
  private static final InetAddress NOWHERE = InetAddress.ofLiteral("192.0.2.3");
  private static final InetAddress PEER = InetAddress.ofLiteral("10.0.0.1");
  private static final IpPrefix ALL = new IpPrefix(InetAddress.ofLiteral("0.0.0.0"), 0);
  private static final Optional<String> RED = Optional.of("red");

  private final ConfigBuilder builder = new ConfigBuilder();

  VrfTest() {
    builder.interfaces.put("one", at("one", GLOBAL, Optional.empty()));
    builder.interfaces.put("two", at("two", IN_RED, RED));
  }

  private static InterfaceConfig at(String name, InetAddress address, Optional<String> vrf) {
    return InterfaceConfig.named(name)
        .with(draft -> {
          draft.addresses =
              List.of(new InterfaceConfig.Address(new IpPrefix(address, 24), false, false));
          draft.vrf = vrf;
        });
  }

  private static PreSharedKey key(PeerScope scope, String secret) {
    return new PreSharedKey(scope, Secret.ofText(secret), false);
  }

  private static void assertKey(Optional<PreSharedKey> found, String secret) {
    assertThat(found.map(PreSharedKey::secret)).contains(Secret.ofText(secret));
  }

  @Test
  void aKeyringWithAVrfServesOnlyWhoComesInThere() {
    builder.keyrings.put(
        "red",
        Keyring.named("red")
            .withVrf(RED)
            .withKeys(
                List.of(
                    key(PeerScope.of(PEER), "red's own"),
                    key(new PeerScope.HostName("gw.example.net"), "red's by name"))));
    assertThat(builder.build().keyFor(PEER, GLOBAL)).isEmpty();
    assertThat(builder.build().keyFor(PEER, NOWHERE)).isEmpty();
    assertThat(builder.build().keyForHost("gw.example.net", GLOBAL)).isEmpty();
    assertKey(builder.build().keyFor(PEER, IN_RED), "red's own");
    assertKey(builder.build().keyForHost("GW.example.net", IN_RED), "red's by name");
  }

  @Test
  void keysWithoutAVrfServeTheGlobalTableAlone() {
    PeerScope anyone = new PeerScope.Network(ALL);
    builder.preSharedKeys.put(anyone, key(anyone, "everyone's"));
    assertKey(builder.build().keyFor(PEER, GLOBAL), "everyone's");
    assertKey(builder.build().keyFor(PEER, NOWHERE), "everyone's");
    assertThat(builder.build().keyFor(PEER, IN_RED)).isEmpty();
  }

  @Test
  void theInsideIsTheProfilesElseTheFront() {
    builder.isakmpProfiles.put("blue", profile("blue", Optional.empty(), 20));
    builder.isakmpProfiles.put("green", profile("green", RED, 30));
    HeadEndConfig config = builder.build();
    assertThat(config.vrfsOf(PEER, GLOBAL))
        .isEqualTo(new Vrfs(Optional.empty(), Optional.of("blue")));
    assertThat(config.vrfsOf(PEER, IN_RED)).isEqualTo(new Vrfs(RED, Optional.of("green")));
    assertThat(config.keepaliveFor(PEER, IN_RED).orElseThrow().interval())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(config.keepaliveFor(PEER, GLOBAL).orElseThrow().interval())
        .isEqualTo(Duration.ofSeconds(20));
    builder.isakmpProfiles.clear();
    assertThat(builder.build().vrfsOf(PEER, IN_RED)).isEqualTo(new Vrfs(RED, RED));
    assertThat(builder.build().vrfsOf(PEER, GLOBAL)).isEqualTo(Vrfs.GLOBAL);
  }

  private static IsakmpProfile profile(String vrf, Optional<String> front, int seconds) {
    return IsakmpProfile.named(vrf)
        .with(draft -> {
          draft.vrf = Optional.of(vrf);
          draft.matches = List.of(new IdentityMatch.Network(ALL, front));
          draft.keepalive =
              Optional.of(
                  new Keepalive(
                      Duration.ofSeconds(seconds), Duration.ofSeconds(2), Keepalive.Mode.PERIODIC));
        });
  }
}
