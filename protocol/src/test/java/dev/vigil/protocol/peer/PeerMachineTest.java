package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static dev.vigil.protocol.peer.World.HUB;
import static dev.vigil.protocol.peer.World.assertNeverDown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.CloseReason;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Head-ends against each other, machine for machine, in virtual time. */
class PeerMachineTest {
  private static final Duration RETRIES = Duration.ofSeconds(62);

  @Test
  void aTunnelComesUpAndStays() {
    World world = new World(1, Net.Weather.FAIR, 1).up();
    world.assertOneTunnel(world.hub, world.site());
    world.net.run(World.CHILD_LIFE.dividedBy(2));
    world.assertOneTunnel(world.hub, world.site());
    assertNeverDown(world.hub);
    assertNeverDown(world.site());
    assertThat(world.hub.reports(PeerEffect.SessionUp.class).getFirst().peer().getAddress())
        .isEqualTo(World.site(1));
  }

  @Test
  void bothPhasesAreRekeyedWithoutAGap() {
    World world = new World(2, Net.Weather.FAIR, 1).up();
    int ikeBefore = world.hub.reports(PeerEffect.StartInitiator.class).size();
    world.net.run(World.IKE_LIFE.multipliedBy(3));
    world.net.run(Duration.ofMinutes(2));
    assertNeverDown(world.hub);
    assertNeverDown(world.site());
    assertThat(world.hub.reports(PeerEffect.ChildInstalled.class)).hasSizeBetween(6, 12);
    assertThat(
            world.hub.reports(PeerEffect.StartInitiator.class).size()
                + world.site().reports(PeerEffect.StartInitiator.class).size())
        .isBetween(ikeBefore + 3, ikeBefore + 6);
    assertThat(world.hub.ends()).doesNotContain(CloseReason.LIFETIME, CloseReason.DEAD_PEER);
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void bothSidesStartingAtOnceEndWithOneTunnel() {
    for (int seed = 1; seed <= 50; seed++) {
      World world = new World(seed, Net.Weather.FAIR, 1);
      world.hub.tell(new PeerEvent.BringUp(ENTRY));
      world.site().tell(new PeerEvent.BringUp(ENTRY));
      world.net.run(Duration.ofMinutes(3));
      world.assertOneTunnel(world.hub, world.site());
      assertNeverDown(world.hub);
      assertNeverDown(world.site());
    }
  }

  @Test
  void aDeadPeerTakesItsTunnelWithItAndComesBack() {
    World world = new World(3, Net.Weather.FAIR, 1).up();
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(45));
    assertThat(world.hub.reports(PeerEffect.SessionDown.class))
        .singleElement()
        .satisfies(down -> assertThat(down.reason()).isEqualTo(CloseReason.DEAD_PEER));
    assertThat(world.hub.dataPlane()).isEmpty();
    world.net.run(Duration.ofMinutes(10));
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(8));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void theNextListedPeerTakesOver() {
    World world = new World(4, Net.Weather.FAIR, 3).up();
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(50));
    assertThat(world.hub.reports(PeerEffect.FailedOver.class))
        .singleElement()
        .satisfies(over -> assertThat(over.to().getAddress()).isEqualTo(World.site(2)));
    world.assertOneTunnel(world.hub, world.sites.get(1));
    world.net.mend(World.site(1));
    world.net.run(Duration.ofMinutes(5));
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  @Test
  void failoverGoesAroundTheList() {
    World world = new World(5, Net.Weather.FAIR, 3);
    world.net.cut(World.site(1));
    world.net.cut(World.site(2));
    world.up();
    world.net.run(RETRIES.multipliedBy(2));
    world.assertOneTunnel(world.hub, world.sites.get(2));
    world.net.cut(World.site(3));
    world.net.mend(World.site(1));
    world.net.run(Duration.ofSeconds(50));
    world.assertOneTunnel(world.hub, world.sites.getFirst());
  }

  @Test
  void theDefaultPeerIsTriedFirstAfterADeath() {
    World world = new World(6, Net.Weather.FAIR, 3);
    world.hub.reconfigure(
        World.settings(
            HUB,
            List.of(World.site(1), World.site(2), World.site(3)),
            List.of(World.offer(true, World.CHILD_LIFE)),
            World.IKE_LIFE,
            OptionalInt.of(2)));
    world.net.cut(World.site(3));
    world.up();
    world.net.run(RETRIES.plusSeconds(5));
    world.assertOneTunnel(world.hub, world.sites.getFirst());
    world.net.mend(World.site(3));
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(50));
    world.assertOneTunnel(world.hub, world.sites.get(2));
  }

  @Test
  void whenNobodyAnswersTheNextRoundWaits() {
    World world = new World(7, Net.Weather.FAIR, 2);
    world.net.cut(World.site(1));
    world.net.cut(World.site(2));
    world.up();
    world.net.run(Duration.ofHours(2));
    int attempts = world.hub.reports(PeerEffect.StartInitiator.class).size();
    assertThat(attempts).isBetween(30, 60);
    assertThat(world.hub.state().ikeCount()).isLessThanOrEqualTo(1);
    world.net.mend(World.site(2));
    world.net.run(Duration.ofMinutes(8));
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  @Test
  void aPeerThatStartsAfreshReplacesWhatItForgot() {
    World world = new World(8, Net.Weather.FAIR, 1).up();
    world.net.run(Duration.ofSeconds(5));
    world.site().reboot();
    world.site().tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
    assertThat(world.hub.ends()).containsExactly(CloseReason.INITIAL_CONTACT);
    assertThat(world.hub.reports(PeerEffect.ChildRemoved.class))
        .singleElement()
        .satisfies(removed -> assertThat(removed.reason()).isEqualTo(ChildEnd.INITIAL_CONTACT));
  }

  @Test
  void clearEndsBothSides() {
    World world = new World(9, Net.Weather.FAIR, 1).up();
    world.hub.tell(PeerEvent.Clear.ALL);
    world.net.run(Duration.ofSeconds(5));
    for (Node node : List.of(world.hub, world.site())) {
      assertThat(node.dataPlane()).isEmpty();
      assertThat(node.liveSas()).isZero();
      assertThat(node.state().isEmpty()).isTrue();
      assertThat(node.reports(PeerEffect.SessionDown.class)).hasSize(1);
      assertThat(node.reports().getLast()).isEqualTo(new PeerEffect.Empty());
    }
    assertThat(world.site().ends()).containsExactly(CloseReason.PEER_DELETED);
    world.up();
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void clearOfAnotherPeerChangesNothing() {
    World world = new World(10, Net.Weather.FAIR, 1).up();
    world.hub.tell(
        new PeerEvent.Clear(
            java.util.Optional.empty(),
            OptionalInt.empty(),
            java.util.Optional.of(World.site(2)),
            OptionalInt.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty()));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void shutdownSaysGoodbyeUnlessTold() {
    World polite = new World(11, Net.Weather.FAIR, 1).up();
    polite.hub.tell(new PeerEvent.Shutdown(true));
    polite.net.run(Duration.ofSeconds(5));
    assertThat(polite.site().dataPlane()).isEmpty();
    assertThat(polite.site().reports(PeerEffect.SessionDown.class)).hasSize(1);
    World silent = new World(11, Net.Weather.FAIR, 1).up();
    silent.hub.tell(new PeerEvent.Shutdown(false));
    silent.net.run(Duration.ofSeconds(5));
    silent.assertOneTunnel(silent.hub, silent.site());
  }

  @Test
  void whatTheConfigurationNoLongerHasEnds() {
    World world = new World(12, Net.Weather.FAIR, 1).up();
    world.hub.reconfigure(World.settings(HUB, List.of(World.site(2))));
    world.net.run(Duration.ofSeconds(5));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.site().dataPlane()).isEmpty();
    assertThat(world.hub.liveSas()).isZero();
  }

  @Test
  void anUnknownEntryIsNotBroughtUp() {
    World world = new World(13, Net.Weather.FAIR, 1);
    world.hub.tell(new PeerEvent.BringUp("blue 7"));
    assertThat(world.hub.reports()).containsExactly(new PeerEffect.Empty());
  }
}
