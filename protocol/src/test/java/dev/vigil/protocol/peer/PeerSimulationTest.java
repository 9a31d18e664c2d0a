package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.ENTRY;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A thousand runs through bad weather, deaths and returns: whatever happened, one tunnel is left.
 */
class PeerSimulationTest {
  private static final int SEEDS = Integer.getInteger("vigil.seeds", 500);

  /** Longer than an IKE SA lives: one that serves nothing any more ends with its lifetime. */
  private static final Duration SETTLE = World.IKE_LIFE.plusMinutes(2);

  @Test
  void repeatedAndReorderedDatagramsNeverTakeATunnelDown() {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        World world = new World(seed, Net.Weather.GUSTY, 1);
        world.hub.tell(new PeerEvent.BringUp(ENTRY));
        if (seed % 2 == 0) {
          world.site().tell(new PeerEvent.BringUp(ENTRY));
        }
        world.net.run(World.IKE_LIFE.plus(SETTLE));
        World.assertNeverDown(world.hub);
        World.assertNeverDown(world.site());
        world.net.weather(Net.Weather.FAIR);
        settled(world, world.site());
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  @Test
  void lossDeathsAndReturnsEndWithOneTunnel() {
    for (int seed = 0; seed < SEEDS; seed++) {
      try {
        Random random = new Random(seed);
        World world = new World(seed, Net.Weather.FOUL, 2);
        world.hub.tell(new PeerEvent.BringUp(ENTRY));
        for (int i = 0; i < 4; i++) {
          int victim = 1 + random.nextInt(2);
          world.net.run(Duration.ofSeconds(random.nextInt(200)));
          world.net.cut(World.site(victim));
          if (random.nextBoolean()) {
            world.sites.get(victim - 1).reboot();
          }
          world.net.run(Duration.ofSeconds(random.nextInt(200)));
          world.net.mend(World.site(victim));
        }
        world.net.weather(Net.Weather.FAIR);
        world.net.run(SETTLE);
        Node peer = world.sites.get(world.sites.get(0).dataPlane().isEmpty() ? 1 : 0);
        settled(world, peer);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  @Test
  void whateverIsClearedWheneverEndsWithOneTunnel() {
    for (int seed = 0; seed < SEEDS / 2; seed++) {
      try {
        Random random = new Random(seed);
        World world = new World(seed, Net.Weather.FOUL, 2);
        for (int i = 0; i < 12; i++) {
          Node node = List.of(world.hub, world.site(), world.sites.get(1)).get(random.nextInt(3));
          meddle(world, node, random);
          world.net.run(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 300 : 60_000)));
        }
        world.net.mend(World.site(1));
        world.net.mend(World.site(2));
        world.net.weather(Net.Weather.FAIR);
        world.hub.tell(new PeerEvent.BringUp(ENTRY));
        world.net.run(SETTLE);
        Node peer = world.sites.get(world.sites.get(0).dataPlane().isEmpty() ? 1 : 0);
        settled(world, peer);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private static void meddle(World world, Node node, Random random) {
    switch (random.nextInt(9)) {
      case 0 -> world.hub.tell(new PeerEvent.BringUp(ENTRY));
      case 1, 2 -> world.hub.tell(new PeerEvent.TrafficFor(ENTRY));
      case 3 -> node.tell(new PeerEvent.ClearIke(Optional.empty()));
      case 4 -> node.tell(PeerEvent.ClearChildren.ALL);
      case 5 -> node.tell(PeerEvent.Clear.ALL);
      case 6 ->
          node.dataPlane().keySet().stream()
              .findFirst()
              .ifPresent(spi -> node.tell(new PeerEvent.ChildWornOut(spi, random.nextBoolean())));
      case 7 -> world.net.cut(World.site(1 + random.nextInt(2)));
      default -> world.net.mend(World.site(1 + random.nextInt(2)));
    }
  }

  /** Not in the middle of a rekey, which is a matter of at most three minutes. */
  private static void settled(World world, Node peer) {
    for (int minute = 0; minute < 6; minute++) {
      if (world.hub.liveSas() == 1
          && peer.liveSas() == 1
          && world.hub.dataPlane().size() == 1
          && peer.dataPlane().size() == 1) {
        break;
      }
      world.net.run(Duration.ofSeconds(45));
    }
    world.assertOneTunnel(world.hub, peer);
  }
}
