package dev.vigil.simulation;

import dev.vigil.protocol.dpd.PeerModel;
import java.time.Duration;
import java.util.function.IntFunction;

/** How many living peers are lost at a rate of loss. */
final class LossStudy {
  /** Peers do not meet, so many can be simulated a few at a time, which the caches like. */
  private static final int BLOCK = 2_000;

  /**
   * @param hours that all peers lived, together
   * @param schedules that were answered or ended in a death
   */
  record Row(double loss, double hours, long schedules, long falseDeaths, long questions) {
    double perMillionHours() {
      return 1e6 * falseDeaths / hours;
    }

    double ofSchedules() {
      return (double) falseDeaths / schedules;
    }

    double questionsForEach() {
      return (double) questions / schedules;
    }

    /** How many of them the schedule itself would lose. */
    double expected() {
      return schedules * Arithmetic.deathOfSchedule(Weather.losing(loss));
    }
  }

  private LossStudy() {}

  /** Periodic, peers of every real kind, in equal parts, that only answer. */
  static Row silent(long seed, double loss, int peers, Duration time) {
    return run(
        seed, Numbering.Scheme.MIXED, Weather.losing(loss), peers, time, Populations.silent());
  }

  static Row of(
      long seed,
      Numbering.Scheme scheme,
      PeerModel.Kind kind,
      double loss,
      int peers,
      Duration time) {
    return run(seed, scheme, Weather.losing(loss), peers, time, Populations.silent(kind));
  }

  static Row run(
      long seed,
      Numbering.Scheme scheme,
      Weather weather,
      int peers,
      Duration time,
      IntFunction<Site> population) {
    long schedules = 0;
    long falseDeaths = 0;
    long questions = 0;
    for (int from = 0; from < peers; from += BLOCK) {
      Simulation simulation =
          new Simulation(
              seed + from,
              Populations.PERIODIC,
              scheme,
              weather,
              Math.min(BLOCK, peers - from),
              population);
      simulation.establishAll().run(time);
      Tally tally = simulation.tally();
      schedules += tally.schedules();
      falseDeaths += tally.falseDeaths();
      questions += tally.probes.total();
    }
    double hours = peers * (time.toMillis() / 3_600_000.0);
    return new Row(weather.there(), hours, schedules, falseDeaths, questions);
  }
}
