package dev.vigil.simulation;

/** What a run showed, from the moment on at which the counting was begun. */
final class Tally {
  final TickRate probes;
  final Delays detections = new Delays();
  private long answered;
  private long falseDeaths;
  private long questionsOfSites;
  private long deathsOfHeadEnd;

  Tally(long now) {
    probes = new TickRate(now);
  }

  /** A schedule of ours came to an end of its own. */
  void schedule(boolean wasAnswered) {
    answered += wasAnswered ? 1 : 0;
    falseDeaths += wasAnswered ? 0 : 1;
  }

  /** A site asked. */
  void siteAsks() {
    questionsOfSites++;
  }

  /** A site gave the living head-end up. */
  void headEndGivenUp() {
    deathsOfHeadEnd++;
  }

  /** Schedules that were answered or lost a living site. */
  long schedules() {
    return answered + falseDeaths;
  }

  /** Living sites that were given up. */
  long falseDeaths() {
    return falseDeaths;
  }

  long questionsOfSites() {
    return questionsOfSites;
  }

  long deathsOfHeadEnd() {
    return deathsOfHeadEnd;
  }
}
