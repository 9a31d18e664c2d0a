package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.PeerRef;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.config.Vrfs;
import dev.vigil.protocol.quickmode.ChildOffer;
import dev.vigil.protocol.sa.SaSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** One address that is another host in each VRF. */
class VrfSeparationTest {
  private static final InetAddress IN_RED = Net.address("10.0.9.1");
  private static final String RED = "red 1";

  private static ChildOffer red(boolean hub) {
    ChildOffer usual = World.offer(hub, World.CHILD_LIFE);
    TrafficSelector one = TrafficSelector.network(Net.address("172.16.1.0"), 24);
    TrafficSelector two = TrafficSelector.network(Net.address("172.16.2.0"), 24);
    return new ChildOffer(
        RED, hub ? one : two, hub ? two : one, usual.transforms(), usual.pfs(), usual.lifetime());
  }

  /** Both entries are for the site's address, the second one from our address in VRF red. */
  private static PeerSettings hub() {
    List<ChildOffer> usual = List.of(World.offer(true, World.CHILD_LIFE));
    PeerSettings base = World.settings(World.HUB, List.of(World.site(1)));
    PeerSettings.AddressBook book =
        new PeerSettings.AddressBook() {
          @Override
          public Optional<SaSettings> find(InetAddress remote, InetAddress local) {
            return base.addresses().find(remote, local);
          }

          @Override
          public Vrfs vrfs(InetAddress remote, InetAddress local) {
            Optional<String> red = Optional.of("red");
            return local.equals(IN_RED) ? new Vrfs(red, red) : Vrfs.GLOBAL;
          }
        };
    List<PeerRef> peers = List.of(new PeerRef.Address(World.site(1), false));
    return new PeerSettings(
        List.of(
            new Connection(ENTRY, World.HUB, peers, usual),
            new Connection(RED, IN_RED, peers, List.of(red(true)))),
        book,
        500,
        500,
        8,
        PeerTimings.DEFAULT);
  }

  @Test
  void whatIsForAHostInOneVrfIsNotNegotiatedWithTheHostOfThatAddressInAnother() {
    World world = new World(1, Net.Weather.FAIR, 1);
    world
        .site()
        .reconfigure(
            World.settings(
                World.site(1),
                List.of(World.HUB),
                List.of(World.offer(false, World.CHILD_LIFE), red(false)),
                World.IKE_LIFE,
                OptionalInt.empty()));
    world.hub.reconfigure(hub());
    world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
    world.net.run(Duration.ofSeconds(5));
    world.assertOneTunnel(world.hub, world.site());

    world.hub.tell(new PeerEvent.TrafficFor(RED));
    world.net.run(Duration.ofSeconds(5));

    assertThat(world.site().dataPlane()).hasSize(1);
    assertThat(world.hub.reports(PeerEffect.StartInitiator.class))
        .extracting(start -> start.path().local().getAddress())
        .containsExactly(World.HUB, IN_RED);
  }
}
