package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The clear commands: each ends what it names, tells the peer, and leaves all else. */
class ClearTest {
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private static World byTraffic(long seed) {
    World world = new World(seed, Net.Weather.FAIR, 1);
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
    return world;
  }

  private static Set<Integer> spis(Node node) {
    return Set.copyOf(node.dataPlane().keySet());
  }

  @Test
  void clearCryptoSaEndsIpsecSasOnBothSidesAndKeepsTheIkeSa() {
    World world = byTraffic(1);
    Set<Cookie> ike = world.hub.saCookies();
    world.hub.tell(PeerEvent.ClearChildren.ALL);
    world.net.run(Duration.ofSeconds(30));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.site().dataPlane()).isEmpty();
    assertThat(world.hub.saCookies()).isEqualTo(ike);
    assertThat(world.hub.reports(PeerEffect.SessionDown.class).getFirst().reason())
        .isEqualTo(CloseReason.CLEARED);
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(MOMENT);
    world.assertOneTunnel(world.hub, world.site());
    assertThat(world.hub.saCookies()).isEqualTo(ike);
  }

  @Test
  void whatIsWantedComesUpAgainAfterClearCryptoSa() {
    World world = new World(2, Net.Weather.FAIR, 1).up();
    Set<Integer> before = spis(world.hub);
    world.hub.tell(PeerEvent.ClearChildren.ALL);
    world.net.run(MOMENT);
    world.assertOneTunnel(world.hub, world.site());
    assertThat(spis(world.hub)).doesNotContainAnyElementsOf(before);
  }

  @Test
  void clearCryptoSaTakesNothingThatItsSelectorsDoNotName() {
    World world = byTraffic(3);
    int spi = world.hub.dataPlane().keySet().iterator().next();
    for (PeerEvent.ClearChildren other :
        List.of(
            new PeerEvent.ClearChildren(
                Optional.of(World.site(2)), Optional.empty(), OptionalInt.empty()),
            new PeerEvent.ClearChildren(Optional.empty(), Optional.of("gree"), OptionalInt.empty()),
            new PeerEvent.ClearChildren(
                Optional.empty(), Optional.empty(), OptionalInt.of(spi + 1)))) {
      world.hub.tell(other);
    }
    world.net.run(MOMENT);
    world.assertOneTunnel(world.hub, world.site());
    World.assertNeverDown(world.hub);
    world.hub.tell(
        new PeerEvent.ClearChildren(
            Optional.of(World.site(1)), Optional.of("green"), OptionalInt.of(spi)));
    world.net.run(MOMENT);
    assertThat(world.hub.dataPlane()).isEmpty();
  }

  /** Its IPsec SAs carry on, and are renewed under a new IKE SA, which the peer may need. */
  @Test
  void clearCryptoIsakmpTakesNoIpsecSaDown() {
    World world = byTraffic(4);
    Set<Cookie> before = world.hub.saCookies();
    world.hub.tell(new PeerEvent.ClearIke(Optional.empty()));
    world.net.run(Duration.ofSeconds(20));
    assertThat(world.hub.ends()).containsExactly(CloseReason.CLEARED);
    assertThat(world.site().ends()).containsExactly(CloseReason.PEER_DELETED);
    World.assertNeverDown(world.hub);
    assertThat(world.hub.saCookies()).doesNotContainAnyElementsOf(before);
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void aPairWhoseIkeSaWasClearedComesUnderTheNextOne() {
    World world = byTraffic(4);
    int spi = world.hub.dataPlane().keySet().iterator().next();
    world.hub.tell(new PeerEvent.ClearIke(Optional.empty()));
    world.net.run(MOMENT);
    assertThat(world.hub.reports(PeerEffect.ChildRebound.class))
        .anySatisfy(rebound -> {
          assertThat(rebound.child().inboundSpi()).isEqualTo(spi);
          assertThat(world.hub.saCookies()).contains(rebound.ours());
        });
  }

  @Test
  void clearCryptoIsakmpOfAPeerThatIsGoneEndsAsADeathDoes() {
    World world = byTraffic(5);
    world.net.cut(World.site(1));
    world.hub.tell(new PeerEvent.ClearIke(Optional.empty()));
    world.net.run(Duration.ofSeconds(20));
    assertThat(world.hub.dataPlane()).hasSize(1);
    world.net.run(Duration.ofSeconds(60));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.hub.reports(PeerEffect.SessionDown.class)).hasSize(1);
    assertThat(world.hub.state().isEmpty()).isTrue();
  }

  @Test
  void clearCryptoIsakmpOfOneLeavesTheOther() {
    World world = byTraffic(6);
    Cookie ours = world.hub.saCookies().iterator().next();
    world.hub.tell(new PeerEvent.ClearIke(Optional.of(new Cookie(ours.value() ^ 1))));
    world.net.run(MOMENT);
    assertThat(world.hub.saCookies()).containsExactly(ours);
    world.hub.tell(new PeerEvent.ClearIke(Optional.of(ours)));
    world.net.run(MOMENT);
    assertThat(world.hub.saCookies()).doesNotContain(ours);
  }

  @Test
  void aWantedEntryInNegotiationComesUpInSpiteOfClearCryptoIsakmp() {
    World world = new World(7, Net.Weather.FAIR, 1);
    world.hub.tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofMillis(8));
    world.hub.tell(new PeerEvent.ClearIke(Optional.empty()));
    world.net.run(Duration.ofMinutes(1));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void clearCryptoSessionByVrfTakesOnlyThatVrf() {
    World world = new World(8, Net.Weather.FAIR, 1);
    world.hub.reconfigure(World.settings(List.of(new PeerRef.Address(World.site(1), false))));
    world.up();
    world.hub.tell(vrfs("inside", "blue"));
    world.hub.tell(vrfs("outside", "red"));
    world.net.run(MOMENT);
    world.assertOneTunnel(world.hub, world.site());
    world.hub.tell(vrfs("outside", "blue"));
    world.net.run(MOMENT);
    assertThat(world.hub.liveSas()).isZero();
    assertThat(world.hub.state().isEmpty()).isTrue();
  }

  private static PeerEvent.Clear vrfs(String front, String inside) {
    return new PeerEvent.Clear(
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.of(front),
        Optional.of(inside));
  }
}
