package dev.vigil.protocol.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The head-end dies after each of the things that it does, whether it was a message or a record,
 * and another owner goes on from the last record: the site never loses its tunnel.
 */
final class TakeoverTest {
  private static final Duration ABSENCE = Duration.ofSeconds(5);
  private static final Duration DPD = Duration.ofSeconds(95);
  private static final Duration SETTLE = Duration.ofMinutes(3);

  /** Who calls whom, and in which weather. */
  static Stream<Arguments> stories() {
    return Stream.of(
        Arguments.of(true, Net.Weather.FAIR),
        Arguments.of(false, Net.Weather.FAIR),
        Arguments.of(true, Net.Weather.GUSTY),
        Arguments.of(false, Net.Weather.GUSTY));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void noDeathOfAnOwnerCostsATunnel(boolean hubCalls, Net.Weather weather) {
    boolean died = true;
    int deaths = 0;
    for (int step = 0; died; step++) {
      try {
        died = played(step, hubCalls, weather);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("death after effect " + step, failure);
      }
      deaths += died ? 1 : 0;
    }
    assertThat(deaths).isGreaterThan(15);
  }

  private static boolean played(int step, boolean hubCalls, Net.Weather weather) {
    World world = new World(7, weather, 1);
    world.hub.dieAfter(step);
    (hubCalls ? world.hub : world.site()).tell(new PeerEvent.BringUp(World.ENTRY));
    boolean died = live(world, Duration.ofSeconds(10), false);
    if (!world.hub.isDead()) {
      world.hub.hasten();
    }
    died = live(world, Duration.ofSeconds(10), died);
    world.site().hasten();
    died = live(world, DPD, died);
    died = live(world, World.IKE_LIFE, died);
    world.hub.dieAfter(Long.MAX_VALUE);
    world.net.weather(Net.Weather.FAIR);
    world.hub.tell(new PeerEvent.BringUp(World.ENTRY));
    world.net.run(SETTLE);
    for (int more = 0; more < 6 && !alone(world); more++) {
      world.net.run(Duration.ofSeconds(45));
    }
    assertThat(world.site().reports(PeerEffect.SessionDown.class)).isEmpty();
    // In gusty weather the site's Delete of an old pair may overtake the message that completes the
    // new one for the next owner.
    if (weather.equals(Net.Weather.FAIR)) {
      assertThat(world.hub.reports(PeerEffect.SessionDown.class)).isEmpty();
    }
    world.assertOneTunnel(world.hub, world.site());
    return died;
  }

  private static boolean alone(World world) {
    return world.hub.dataPlane().size() == 1 && world.hub.liveSas() == 1;
  }

  /** Its numbers are told every few seconds; it is missed for five or six. */
  private static boolean live(World world, Duration time, boolean diedBefore) {
    boolean died = diedBefore;
    for (long second = 0; second < time.toSeconds(); second++) {
      world.net.run(Duration.ofSeconds(1));
      if (world.hub.isDead()) {
        died = true;
        world.net.run(ABSENCE);
        world.hub.replace();
      }
      if (second % 5 == 4) {
        world.hub.tellProgress(false);
      }
    }
    return died;
  }
}
