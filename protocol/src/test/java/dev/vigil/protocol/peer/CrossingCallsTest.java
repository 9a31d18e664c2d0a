package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An entry that is to be kept up, whose peer calls by itself while our own call has no answer. */
class CrossingCallsTest {
  private static int calls(Node node) {
    return node.reports(PeerEffect.StartInitiator.class).size();
  }

  @Test
  void ourCallIsGivenUpWhenThePeersOwnCallSucceeded() {
    World world = new World(1, Net.Weather.FAIR, 1);
    world.net.screen(World.site(1));
    world.up();
    world.site().tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
    long quiet = world.net.sent();
    world.net.run(Duration.ofSeconds(20));
    assertThat(world.net.sent() - quiet).isLessThan(4);
    world.net.run(Duration.ofMinutes(4));
    assertThat(calls(world.hub)).isEqualTo(1);
    assertThat(world.hub.reports(PeerEffect.ConnectionFailed.class)).isEmpty();
    World.assertNeverDown(world.hub);
    world.assertOneTunnel(world.hub, world.site());
  }

  /** Once the second listed peer has called, an answer of the first one would only do harm. */
  @Test
  void aTunnelWithAnotherListedPeerIsNotTakenOverByALateAnswer() {
    World world = new World(2, Net.Weather.FAIR, 2);
    world.net.cut(World.site(1));
    world.up();
    world.sites.get(1).tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofSeconds(12));
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(5));
    World.assertNeverDown(world.hub);
    assertThat(calls(world.hub)).isEqualTo(1);
    world.assertOneTunnel(world.hub, world.sites.get(1));
    assertThat(world.site().dataPlane()).isEmpty();
  }

  @Test
  void whenThePeersTunnelGoesAgainWeCallAgain() {
    World world = new World(3, Net.Weather.FAIR, 2);
    world.net.screen(World.site(1));
    world.up();
    world.site().tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofMinutes(2));
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(45));
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }
}
