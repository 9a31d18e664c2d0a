package dev.vigil.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A power cut takes all sites of a head-end and gives them back in one moment: whole machines, with
 * real keys. Sites do not meet, so one after the other lives through the same minutes, and what the
 * head-end sends to all of them is added up.
 */
class MassReturnTest {
  private static final int SITES = Integer.getInteger("vigil.sites", 120);
  private static final int UP = 120;
  private static final int CUT = 300;
  private static final int AFTER = 120;
  private static final Instant BACK = Net.START.plusSeconds(UP + CUT);

  /** What the head-end sent, for each second. */
  private final int[] seconds = new int[UP + CUT + AFTER + 1];

  private final List<World> worlds = new ArrayList<>();

  private void live(long seed) {
    Random random = new Random(seed);
    World world = new World(seed, Net.Weather.FAIR, 1);
    worlds.add(world);
    world.net.listen(sender -> {
      if (sender.equals(World.HUB)) {
        seconds[(int) Duration.between(Net.START, world.net.now()).toSeconds()]++;
      }
    });
    world.net.run(Duration.ofMillis(random.nextInt(5_000)));
    world.hub.tell(new PeerEvent.BringUp(World.ENTRY));
    world.net.run(Duration.between(world.net.now(), Net.START.plusSeconds(UP)));
    world.assertOneTunnel(world.hub, world.site());

    world.net.cut(World.site(1));
    world.site().reboot();
    world.net.run(Duration.ofSeconds(CUT));
    assertThat(world.hub.dataPlane()).as("seed %d, in the dark", seed).isEmpty();

    world.net.mend(World.site(1));
    world.net.run(Duration.ofMillis(random.nextInt(2_000)));
    world.site().tell(new PeerEvent.BringUp(World.ENTRY));
    world.net.run(Duration.between(world.net.now(), BACK.plusSeconds(AFTER)));
    world.assertOneTunnel(world.hub, world.site());
  }

  /** From one second to another. */
  private int sent(int from, int to) {
    return Arrays.stream(seconds, from, to).sum();
  }

  private int busiest(int from, int to) {
    return Arrays.stream(seconds, from, to).max().orElseThrow();
  }

  @Test
  void allSitesAreBackAtOnceAndTheHeadEndStaysQuiet() {
    for (int seed = 0; seed < SITES; seed++) {
      live(seed);
    }
    int back = UP + CUT;

    // Every site is called again and again, each at its own times.
    assertThat(busiest(UP, back)).as("each second of the dark").isLessThan(SITES / 2);
    assertThat(busiest(UP + 60, back)).as("once all are found").isLessThan(SITES / 3);
    assertThat(sent(UP + 60, back)).as("calls into the dark").isLessThan(20 * SITES);
    // Main Mode, Quick Mode, and what two that call each other at once have to tell.
    assertThat(sent(back, back + 5)).as("to set all up again").isLessThan(6 * SITES);
    assertThat(busiest(back + 3, back + AFTER)).as("from then on").isLessThan(SITES / 4);
  }
}
