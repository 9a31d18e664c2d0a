package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.exchange.Path;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the data plane asks for, and what it is told. */
class TrafficTest {
  private static int calls(World world) {
    return world.hub.reports(PeerEffect.StartInitiator.class).size();
  }

  @Test
  void trafficBringsAnEntryUpOnceAndItIsNotKeptUp() {
    World world = new World(1, Net.Weather.FAIR, 1);
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
    assertThat(calls(world)).isEqualTo(1);
    world.site().tell(PeerEvent.Clear.ALL);
    world.net.run(Duration.ofHours(1));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(calls(world)).isEqualTo(1);
  }

  @Test
  void trafficToPeersThatAreAwayTriesEachOnceThenRests() {
    World world = new World(2, Net.Weather.FAIR, 2);
    world.net.cut(World.site(1));
    world.net.cut(World.site(2));
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    for (int i = 0; i < 1300; i++) {
      world.net.run(Duration.ofMillis(100));
      world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    }
    assertThat(calls(world)).isEqualTo(2);
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(1));
    assertThat(calls(world)).isEqualTo(2);
    assertThat(world.hub.state().isEmpty()).isTrue();
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void trafficToAPeerWithoutKeyDoesNotFloodTheLog() {
    World world = new World(3, Net.Weather.FAIR, 1);
    PeerSettings settings = World.settings(List.of(new PeerRef.Address(World.site(1), false)));
    world.hub.reconfigure(
        new PeerSettings(
            settings.connections(),
            (_, _) -> java.util.Optional.empty(),
            500,
            500,
            8,
            PeerTimings.DEFAULT));
    for (int i = 0; i < 600; i++) {
      world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
      world.net.run(Duration.ofMillis(100));
    }
    assertThat(world.hub.reports(PeerEffect.ConnectionFailed.class)).hasSizeBetween(3, 8);
    assertThat(world.hub.reports(PeerEffect.ConnectionFailed.class).getFirst().reason())
        .isEqualTo("no pre-shared key for 10.0.1.1");
  }

  @Test
  void aPairThatIsNearlyWornOutIsRenewedBeforeItEnds() {
    World world = new World(4, Net.Weather.FAIR, 1).up();
    int spi = world.hub.dataPlane().keySet().iterator().next();
    world.hub.tell(new PeerEvent.ChildWornOut(spi, false));
    world.hub.tell(new PeerEvent.ChildWornOut(spi, false));
    world.net.run(Duration.ofSeconds(30));
    world.assertOneTunnel(world.hub, world.site());
    assertThat(world.hub.dataPlane()).doesNotContainKey(spi);
    assertThat(world.hub.reports(PeerEffect.ChildInstalled.class)).hasSize(2);
    World.assertNeverDown(world.hub);
  }

  @Test
  void aPairThatIsWornOutLeavesAtOnceAndIsReplaced() {
    World world = new World(5, Net.Weather.FAIR, 1).up();
    int spi = world.hub.dataPlane().keySet().iterator().next();
    world.hub.tell(new PeerEvent.ChildWornOut(spi, true));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.hub.reports(PeerEffect.ChildRemoved.class).getFirst().reason())
        .isEqualTo(ChildEnd.LIFETIME);
    world.net.run(Duration.ofSeconds(1));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void aWornOutPairWhoseRenewalFailsIsBroughtUpAgainIfWanted() {
    World world = new World(6, Net.Weather.FAIR, 1).up();
    int spi = world.hub.dataPlane().keySet().iterator().next();
    world.net.cut(World.site(1));
    world.hub.tell(new PeerEvent.ChildWornOut(spi, true));
    world.net.run(Duration.ofMinutes(2));
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(8));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void theDataPlaneHearsWhichIkeSaAPairIsUnderAfterARekey() {
    World world = new World(7, Net.Weather.FAIR, 1).up();
    world.net.run(World.IKE_LIFE.plusMinutes(1));
    int spi = world.hub.dataPlane().keySet().iterator().next();
    PeerEffect.ChildRebound last = world.hub.reports(PeerEffect.ChildRebound.class).getLast();
    assertThat(world.hub.saCookies()).containsExactly(last.ours());
    assertThat(last.child().inboundSpi()).isEqualTo(spi);
  }

  @Test
  void theDataPlaneHearsWhereAPeerMovedTo() {
    World world = new World(8, Net.Weather.FAIR, 1).up();
    var ours = world.hub.saCookies().iterator().next();
    Path moved =
        new Path(
            new InetSocketAddress(World.HUB, 4500),
            new InetSocketAddress(Net.address("192.0.2.7"), 40123),
            true);
    world.hub.tell(new PeerEvent.FromSa(ours, new dev.vigil.protocol.sa.SaEffect.PathMoved(moved)));
    assertThat(world.hub.reports(PeerEffect.ChildRebound.class))
        .singleElement()
        .satisfies(rebound -> {
          assertThat(rebound.path()).isEqualTo(moved);
          assertThat(rebound.ours()).isEqualTo(ours);
        });
  }

  @Test
  void theReplayWindowIsTheEntrysOwn() {
    World world = new World(9, Net.Weather.FAIR, 1);
    world.hub.reconfigure(World.settings(List.of(new PeerRef.Address(World.site(1), false))));
    world.up();
    assertThat(world.hub.reports(PeerEffect.ChildInstalled.class).getFirst().replayWindow())
        .isEqualTo(512);
    assertThat(world.site().reports(PeerEffect.ChildInstalled.class).getFirst().replayWindow())
        .isEqualTo(64);
  }
}
