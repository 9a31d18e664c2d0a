package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.PeerModel;
import java.time.Duration;

/** What becomes of the head-end in the eyes of sites that watch it. */
final class ProberStudy {
  /**
   * @param questions that sites asked
   * @param deaths how often one of them gave the living head-end up
   * @param promised the most that its own schedule allows for such loss
   */
  record Row(PeerModel.Kind kind, double loss, long questions, long deaths, double promised) {}

  private ProberStudy() {}

  /** The head-end only answers: on demand, with nothing to send. */
  static Row run(long seed, PeerModel.Kind kind, Weather weather, int peers, Duration time) {
    DpdSettings settings = DpdSettings.onDemand(Duration.ofSeconds(10));
    Simulation simulation =
        Simulation.of(seed, settings, weather, peers, Populations.asking(kind)).establishAll();
    simulation.run(time);
    long questions = simulation.tally().questionsOfSites();
    // Of its first tries, of which there are no more than questions, so many find no answer at all.
    double fails = weather.failure();
    double first = questions * (1 - fails) / (1 - Math.pow(fails, Prober.tries(kind)));
    double promised = first * Math.pow(fails, Prober.tries(kind));
    return new Row(
        kind, weather.there(), questions, simulation.tally().deathsOfHeadEnd(), promised);
  }
}
