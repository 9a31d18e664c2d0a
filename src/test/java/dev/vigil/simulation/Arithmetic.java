package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdSettings;

/**
 * What the schedule promises by itself. A try fails when its question or its answer is lost, which
 * is 1 - (1 - p)^2 likely when each datagram is lost with probability p; the peer is given up when
 * all five tries of a schedule fail.
 */
final class Arithmetic {
  private Arithmetic() {}

  /** How likely one schedule gives a living peer up. */
  static double deathOfSchedule(Weather weather) {
    return Math.pow(weather.failure(), DpdSettings.TRIES);
  }

  /**
   * Deaths of living peers for each million hours that peers lived, periodic and with nothing but
   * DPD to be heard. A schedule that was answered is followed by the next an interval after it
   * began; one that was not takes its five retry intervals, and the SA which comes next is asked
   * for the first time after half an interval on the average.
   */
  static double falseDeathsPerMillionHours(DpdSettings settings, Weather weather) {
    double dies = deathOfSchedule(weather);
    double answered = settings.interval().toMillis();
    double unanswered = settings.patience().toMillis() + settings.interval().toMillis() / 2.0;
    return 1e6 * 3_600_000 * dies / ((1 - dies) * answered + dies * unanswered);
  }

  /** How likely a Poisson variable of that mean is to reach {@code count}. */
  static double atLeast(long count, double mean) {
    double term = Math.exp(-mean);
    double below = 0;
    for (long k = 0; k < count; k++) {
      below += term;
      term *= mean / (k + 1);
    }
    return mean > 600 ? normalAtLeast(count, mean) : Math.max(0, 1 - below);
  }

  /** How likely it is not to exceed {@code count}. */
  static double atMost(long count, double mean) {
    return 1 - atLeast(count + 1, mean);
  }

  /** A crude bound is enough: how far out, in standard deviations, becomes one of two answers. */
  private static double normalAtLeast(long count, double mean) {
    double deviations = (count - mean) / Math.sqrt(mean);
    return deviations > 5 ? 0 : deviations < -5 ? 1 : 0.5;
  }
}
