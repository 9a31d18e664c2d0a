package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the router's document says of a dead peer and of several peers, sentence by sentence. */
class SeedFailoverTest {
  /** The interval of {@link World}, five tries two seconds apart, and one negotiation. */
  private static final Duration SCHEDULE = Duration.ofSeconds(30 + 10 + 2);

  private static List<InetAddress> failedOverTo(Node node) {
    return node.reports(PeerEffect.FailedOver.class).stream()
        .map(over -> over.to().getAddress())
        .toList();
  }

  /**
   * "DPD allows the router to detect a dead IKE peer, and when the router detects the dead state,
   * the router deletes the IPsec and IKE SAs to the peer."
   */
  @Test
  void whenAPeerIsDeadItsIpsecAndIkeSasAreDeleted() {
    World world = new World(1, Net.Weather.FAIR, 1);
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.net.run(SCHEDULE);
    assertThat(world.hub.ends()).containsExactly(CloseReason.DEAD_PEER);
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.hub.liveSas()).isZero();
    assertThat(world.hub.state().isEmpty()).isTrue();
  }

  /**
   * "If you configure multiple peers, the router switches over to the next listed peer for a
   * stateless failover." Stateless: nothing of the old SAs is in the new ones.
   */
  @Test
  void theRouterSwitchesOverToTheNextListedPeerForAStatelessFailover() {
    World world = new World(2, Net.Weather.FAIR, 3).up();
    ChildSa before = world.hub.dataPlane().values().iterator().next();
    Set<Cookie> sasBefore = world.hub.saCookies();
    world.net.cut(World.site(1));
    world.net.run(SCHEDULE);
    assertThat(failedOverTo(world.hub)).containsExactly(World.site(2));
    world.assertOneTunnel(world.hub, world.sites.get(1));
    ChildSa after = world.hub.dataPlane().values().iterator().next();
    assertThat(world.hub.saCookies()).doesNotContainAnyElementsOf(sasBefore);
    assertThat(after.inboundSpi()).isNotEqualTo(before.inboundSpi());
    assertThat(after.outboundEncryptionKey()).isNotEqualTo(before.outboundEncryptionKey());
  }

  /**
   * "This configuration causes a router to cycle through the peer list when it detects that the
   * first peer is dead."
   */
  @Test
  void theRouterCyclesThroughThePeerListWhenTheFirstPeerIsDead() {
    World world = new World(3, Net.Weather.FAIR, 3).up();
    for (int victim = 1; victim <= 3; victim++) {
      world.assertOneTunnel(world.hub, world.sites.get(victim - 1));
      world.net.cut(World.site(victim));
      world.net.mend(World.site(victim % 3 + 1));
      world.net.run(SCHEDULE);
    }
    assertThat(failedOverTo(world.hub))
        .containsExactly(World.site(2), World.site(3), World.site(1));
    world.assertOneTunnel(world.hub, world.site());
  }

  /**
   * "In this example, an SA could be set up to the IPsec peer at 10.0.0.1, 10.0.0.2, or 10.0.0.3."
   */
  @Test
  void anSaCouldBeSetUpToAnyOfThePeers() {
    for (int alive = 1; alive <= 3; alive++) {
      World world = new World(4, Net.Weather.FAIR, 3);
      for (int site = 1; site <= 3; site++) {
        if (site != alive) {
          world.net.cut(World.site(site));
        }
      }
      world.up();
      world.net.run(Duration.ofMinutes(3));
      world.assertOneTunnel(world.hub, world.sites.get(alive - 1));
    }
  }

  /** "set peer {host-name [dynamic] | ip-address}", "by repeating this command". */
  @Test
  void hostNamesAndAddressesStandInOneList() {
    World world = new World(5, Net.Weather.FAIR, 2);
    world.hub.reconfigure(
        World.settings(
            List.of(
                new PeerRef.HostName("gw.example.net", true, false),
                new PeerRef.Address(World.site(2), false))));
    world.hub.resolves("gw.example.net", World.site(1));
    world.up();
    world.assertOneTunnel(world.hub, world.site());
    world.net.cut(World.site(1));
    world.net.run(SCHEDULE);
    world.assertOneTunnel(world.hub, world.sites.get(1));
  }

  /**
   * "If DPD is enabled and the peer is unreachable for some time, you can use the clear crypto
   * session command to manually clear IKE and IPsec SAs."
   */
  @Test
  void sessionsWithAnUnreachablePeerCanBeClearedByHand() {
    World world = new World(6, Net.Weather.FAIR, 1).up();
    world.net.cut(World.site(1));
    world.net.run(Duration.ofSeconds(5));
    world.hub.tell(PeerEvent.Clear.ALL);
    world.net.run(Duration.ofSeconds(1));
    assertThat(world.hub.liveSas()).isZero();
    assertThat(world.hub.dataPlane()).isEmpty();
    assertThat(world.hub.state().isEmpty()).isTrue();
  }
}
