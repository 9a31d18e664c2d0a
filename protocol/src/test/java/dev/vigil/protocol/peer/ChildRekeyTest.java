package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static dev.vigil.protocol.peer.World.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.wire.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Lives of IPsec SAs: successors, ends, and both sides doing the same at once. */
class ChildRekeyTest {
  @Test
  void successorsComeBeforeTheEndAndTheOldOnesLeaveWithADelete() {
    World world = new World(1, Net.Weather.FAIR, 1).up();
    world.net.run(World.CHILD_LIFE);
    assertThat(world.hub.reports(PeerEffect.ChildInstalled.class)).hasSize(2);
    assertThat(reasons(world.hub)).containsExactly(ChildEnd.REKEYED);
    assertThat(reasons(world.site())).containsExactly(ChildEnd.REKEYED);
    World.assertNeverDown(world.hub);
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void thoseThatMadeTheTunnelRenewItFirst() {
    int byHub = 0;
    for (int seed = 1; seed <= 20; seed++) {
      World world = new World(seed, Net.Weather.FAIR, 1).up();
      world.net.run(World.CHILD_LIFE);
      PeerEffect.ChildInstalled second = world.hub.reports(PeerEffect.ChildInstalled.class).get(1);
      byHub += second.child().role() == dev.vigil.protocol.exchange.Role.INITIATOR ? 1 : 0;
    }
    assertThat(byHub).isEqualTo(20);
  }

  @Test
  void twoSuccessorsAtOnceAreSettledAlikeOnBothSides() {
    for (int seed = 1; seed <= 100; seed++) {
      World world = new World(seed, Net.Weather.FAIR, 1).up();
      rekeyNow(world.hub);
      rekeyNow(world.site());
      world.net.run(Duration.ofSeconds(1));
      assertThat(world.hub.dataPlane()).hasSize(3);
      world.net.run(Duration.ofMinutes(1));
      world.assertOneTunnel(world.hub, world.site());
      World.assertNeverDown(world.hub);
      World.assertNeverDown(world.site());
      assertThat(reasons(world.hub))
          .containsExactlyInAnyOrder(ChildEnd.REKEYED, ChildEnd.REDUNDANT);
    }
  }

  /** As when the soft lifetime is reached at this moment. */
  private static void rekeyNow(Node node) {
    node.hasten();
  }

  @Test
  void withoutAPeerThatAnswersTheHardLifetimeEndsIt() {
    World world = new World(4, Net.Weather.FAIR, 1);
    Duration shortLife = Duration.ofSeconds(8);
    world.hub.reconfigure(
        World.settings(
            HUB,
            List.of(World.site(1)),
            List.of(World.offer(true, shortLife)),
            World.IKE_LIFE,
            OptionalInt.empty()));
    world.hub.tell(new PeerEvent.BringUp(ENTRY));
    world.net.run(Duration.ofSeconds(1));
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(9));
    assertThat(reasons(world.hub)).containsExactly(ChildEnd.LIFETIME);
    assertThat(world.hub.reports(PeerEffect.SessionDown.class).getFirst().reason())
        .isEqualTo(CloseReason.LIFETIME);
  }

  @Test
  void aDeleteForAnotherPeersPairChangesNothing() {
    World world = new World(5, Net.Weather.FAIR, 1).up();
    Cookie ours = world.hub.state().sas().getFirst().ours();
    world.hub.tell(new PeerEvent.FromSa(ours, new SaEffect.PeerDeletedChildren(List.of(1, 2, 3))));
    world.assertOneTunnel(world.hub, world.site());
    int outbound = world.hub.state().children().getFirst().outboundSpi();
    world.hub.tell(
        new PeerEvent.FromSa(new Cookie(99), new SaEffect.PeerDeletedChildren(List.of(outbound))));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void aPairThatThePeerDeletesIsAskedForAgain() {
    World world = new World(6, Net.Weather.FAIR, 1).up();
    Cookie ours = world.hub.state().sas().getFirst().ours();
    int outbound = world.hub.state().children().getFirst().outboundSpi();
    world.hub.tell(new PeerEvent.FromSa(ours, new SaEffect.PeerDeletedChildren(List.of(outbound))));
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.hub.reports(PeerEffect.SessionDown.class)).hasSize(1);
    world.net.run(Duration.ofMinutes(1));
    world.assertOneTunnel(world.hub, world.site());
  }

  @Test
  void everyFlowOfAnEntryIsNegotiated() {
    List<ChildOffer> ours = new ArrayList<>();
    List<ChildOffer> theirs = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      ours.add(flow(i, true));
      theirs.add(flow(i, false));
    }
    World world = new World(7, Net.Weather.FAIR, 1);
    world.hub.reconfigure(
        World.settings(HUB, List.of(World.site(1)), ours, World.IKE_LIFE, OptionalInt.empty()));
    world
        .site()
        .reconfigure(
            World.settings(
                World.site(1), List.of(HUB), theirs, World.IKE_LIFE, OptionalInt.empty()));
    world.up();
    assertThat(world.hub.dataPlane()).hasSize(3);
    assertThat(world.site().dataPlane()).hasSize(3);
    world.net.run(World.IKE_LIFE.plusMinutes(3));
    World.assertNeverDown(world.hub);
    assertThat(world.hub.state().usableIkeCount()).isEqualTo(1);
  }

  private static ChildOffer flow(int number, boolean hub) {
    ChildOffer plain = World.offer(hub, World.CHILD_LIFE);
    var remote =
        dev.vigil.protocol.config.TrafficSelector.network(
            Net.address("10.77." + number + ".0"), 24);
    return new ChildOffer(
        plain.name(),
        hub ? plain.local() : remote,
        hub ? remote : plain.remote(),
        plain.transforms(),
        plain.pfs(),
        plain.lifetime());
  }

  private static List<ChildEnd> reasons(Node node) {
    return node.reports(PeerEffect.ChildRemoved.class).stream()
        .map(PeerEffect.ChildRemoved::reason)
        .toList();
  }
}
