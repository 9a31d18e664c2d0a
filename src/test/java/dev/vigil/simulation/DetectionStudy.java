package dev.vigil.simulation;

import java.time.Duration;

/** How long the dead are taken for living. */
final class DetectionStudy {
  /** When a dead site is back: later than any schedule ends. */
  private static final Duration DEATH = Duration.ofSeconds(45);

  /**
   * @param deaths of sites
   * @param found how many were noticed before the site was back
   */
  record Row(double loss, long deaths, Delays found) {}

  private final Simulation simulation;
  private long deaths;

  private DetectionStudy(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Each site dies a random time after it was set up, is back 45 s later, and so on. */
  static Row run(long seed, Weather weather, int peers, Duration time) {
    Simulation simulation =
        Simulation.of(seed, Populations.PERIODIC, weather, peers, Populations.silent());
    DetectionStudy study = new DetectionStudy(simulation);
    simulation.establishAll();
    for (int i = 0; i < peers; i++) {
      study.live(i, simulation.now() + time.toMillis());
    }
    simulation.run(time.plus(DEATH).plusSeconds(60));
    return new Row(weather.there(), study.deaths, simulation.tally().detections);
  }

  private void live(int site, long end) {
    Duration life = Duration.ofMillis(30_000 + simulation.random().nextInt(60_000));
    if (simulation.now() + life.toMillis() < end) {
      simulation.after(life, () -> die(site, end));
    }
  }

  private void die(int site, long end) {
    deaths++;
    simulation.site(site).die(simulation.now());
    simulation.after(
        DEATH,
        () -> {
          simulation.site(site).revive();
          simulation.establish(site);
          live(site, end);
        });
  }

  /**
   * The longest that the schedule can take: an interval of silence behind the last answer, which
   * was on its way when its sender died, five retry intervals, and the timer's grid for each.
   */
  static Duration longest(Weather weather) {
    return Populations.PERIODIC
        .interval()
        .plus(Populations.PERIODIC.patience())
        .plusMillis(weather.slowest() + 6L * TickRate.TICK);
  }
}
