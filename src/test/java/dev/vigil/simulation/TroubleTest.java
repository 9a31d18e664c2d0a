package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Sites that stand still and return, a head-end that does, a clock that nobody can rely on. */
class TroubleTest {
  private static final int PEERS = 2_000;
  private static final Duration TIME = Duration.ofMinutes(15);

  private static Simulation simulation(Weather weather) {
    return Simulation.of(Scale.SEED, Populations.PERIODIC, weather, PEERS, Populations.silent())
        .establishAll();
  }

  /** Again and again, each time after a random wait. */
  private static void everySoOften(Simulation simulation, int least, int most, Runnable what) {
    simulation.after(
        Duration.ofMillis(least + simulation.random().nextInt(most - least)),
        () -> {
          what.run();
          everySoOften(simulation, least, most, what);
        });
  }

  private static void forEachSite(Simulation simulation, IntConsumer what) {
    for (int i = 0; i < simulation.size(); i++) {
      what.accept(i);
    }
  }

  private static void freeze(Simulation simulation, int index, long millis) {
    Site site = simulation.site(index);
    if (!site.lives()) {
      return;
    }
    site.freeze(simulation.now(), simulation.now() + millis);
    simulation.after(
        Duration.ofMillis(millis),
        () -> {
          site.revive();
          if (simulation.headEnd().isDead(index)) {
            simulation.establish(index);
          }
        });
  }

  /** All five tries wait for it, and are answered at once when it goes on. */
  @Test
  void aSiteThatStandsStillForLessThanTheScheduleIsNotLost() {
    Simulation simulation = simulation(Weather.losing(0));
    forEachSite(
        simulation,
        i ->
            everySoOften(
                simulation,
                12_000,
                60_000,
                () -> freeze(simulation, i, simulation.random().nextInt(9_700))));
    simulation.run(TIME);

    assertThat(simulation.tally().detections.total()).as(Scale.told("found")).isZero();
    assertThat(simulation.tally().falseDeaths()).as(Scale.told("lost")).isZero();
  }

  @Test
  void aSiteThatStandsStillForLongerIsFoundAndReturns() {
    Simulation simulation = simulation(Weather.losing(0.05));
    int[] frozen = {0};
    forEachSite(
        simulation,
        i ->
            everySoOften(
                simulation,
                90_000,
                120_000,
                () -> {
                  frozen[0] += simulation.site(i).lives() ? 1 : 0;
                  freeze(simulation, i, 21_000 + simulation.random().nextInt(30_000));
                }));
    simulation.run(TIME);
    // The last ones are found, too, and nothing is left of any of them.
    int open = 0;
    for (int i = 0; i < PEERS; i++) {
      open += simulation.site(i).lives() ? 0 : 1;
    }

    assertThat(frozen[0]).isGreaterThan(5 * PEERS);
    assertThat(simulation.tally().detections.total())
        .isBetween((long) frozen[0] - open, (long) frozen[0]);
    assertThat(simulation.tally().detections.longest())
        .as(Scale.told("longest"))
        .isLessThanOrEqualTo(DetectionStudy.longest(Weather.losing(0)));
  }

  /** Pauses of the collector, of the machine below: what came meanwhile is handled afterwards. */
  @Test
  void aHeadEndThatStandsStillLosesNobody() {
    Simulation simulation = simulation(Weather.losing(0));
    everySoOften(
        simulation,
        15_000,
        40_000,
        () ->
            simulation.pause(
                Duration.ofMillis(20 + simulation.random().nextInt(14_000)), Integer.MAX_VALUE));
    simulation.run(TIME);

    assertThat(simulation.tally().schedules()).isGreaterThan(50L * PEERS);
    assertThat(simulation.tally().falseDeaths()).as(Scale.told("lost")).isZero();
  }

  /** Its sockets overflow meanwhile, so that most answers are gone. */
  @Test
  void norWhenItsSocketsOverflowMeanwhile() {
    Simulation simulation = simulation(Weather.losing(0));
    everySoOften(
        simulation,
        25_000,
        40_000,
        () -> simulation.pause(Duration.ofMillis(20 + simulation.random().nextInt(14_000)), 10));
    simulation.run(TIME);

    assertThat(simulation.tally().falseDeaths()).as(Scale.told("lost")).isZero();
  }

  @Test
  void aClockThatIsSetToAndFroLosesNobody() {
    Simulation simulation = simulation(Weather.losing(0));
    everySoOften(simulation, 10_000, 30_000, () -> jump(simulation));
    simulation.run(TIME);

    assertThat(simulation.tally().schedules()).isGreaterThan(40L * PEERS);
    assertThat(simulation.tally().falseDeaths()).as(Scale.told("lost")).isZero();
  }

  /** Milliseconds or days, either way. */
  private static void jump(Simulation simulation) {
    long reach = (long) Math.pow(10, 1 + 7 * simulation.random().nextDouble());
    simulation.headEnd().setClock(Duration.ofMillis(simulation.random().nextLong(-reach, reach)));
  }

  /** All die, and before they are found out the head-end stands still once. */
  @Test
  void aHeadEndThatStandsStillFindsTheDeadAfterwards() {
    Simulation simulation = simulation(Weather.losing(0));
    simulation.run(Duration.ofSeconds(30));
    forEachSite(simulation, i -> simulation.site(i).die(simulation.now()));
    simulation.run(Duration.ofSeconds(7));
    Duration pause = Duration.ofSeconds(8);
    simulation.pause(pause, Integer.MAX_VALUE);
    simulation.run(Duration.ofMinutes(2));

    assertThat(simulation.tally().detections.total()).isEqualTo(PEERS);
    assertThat(simulation.tally().detections.longest())
        .as(Scale.told("longest"))
        .isLessThanOrEqualTo(
            DetectionStudy.longest(Weather.losing(0))
                .plus(pause)
                .plus(Populations.PERIODIC.interval()));
  }

  /** A site dies, and the clock is set once while it is being found out. */
  @Test
  void aClockThatIsSetHidesNoDeadSiteForLongerThanOneMoreRound() {
    Simulation simulation = simulation(Weather.losing(0));
    simulation.run(Duration.ofSeconds(30));
    forEachSite(simulation, i -> simulation.site(i).die(simulation.now()));
    simulation.run(Duration.ofMillis(7_000));
    simulation.headEnd().setClock(Duration.ofHours(simulation.random().nextBoolean() ? 2 : -2));
    simulation.run(Duration.ofMinutes(2));

    assertThat(simulation.tally().detections.total()).isEqualTo(PEERS);
    assertThat(simulation.tally().detections.longest())
        .as(Scale.told("longest"))
        .isLessThanOrEqualTo(
            DetectionStudy.longest(Weather.losing(0)).plus(Populations.PERIODIC.interval()));
  }
}
