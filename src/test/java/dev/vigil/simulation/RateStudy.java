package dev.vigil.simulation;

import java.time.Duration;

/** How even the stream of R-U-THERE messages is, and what a storm makes of it. */
final class RateStudy {
  /** A retry interval and more: what was open when a line came back is answered. */
  private static final Duration BREATH = Duration.ofSeconds(3);

  /** An interval and more: every probe that was put off has been sent. */
  private static final Duration ROUND = Duration.ofSeconds(11);

  /**
   * @param worst R-U-THERE messages of the busiest 10 ms from the event until the measured time
   * @param mean for each 10 ms of the measured time
   * @param busiest of the 10 ms with most of them
   * @param falseDeaths of living sites, from the event on
   */
  record Row(Event event, int worst, double mean, int busiest, long falseDeaths) {
    double ratio() {
      return busiest / mean;
    }
  }

  /** What happens to a head-end and all its sites. */
  enum Event {
    START("all SAs are set up in one instant"),
    ASKING("the same, with sites that ask as well"),
    LOSS("10 % of loss each way"),
    TAKEOVER("one node takes over all SAs of others at once"),
    PART("a third of the SAs comes to a node that has two thirds"),
    RETURN("a power cut, then all sites are back within two seconds"),
    OUTAGE("all lines are cut for 7.5 s"),
    PAUSE("the head-end stands still for 5 s"),
    LONG_PAUSE("the head-end stands still for 40 s"),
    FORWARD("its clock is set an hour forward"),
    BACK("its clock is set an hour back");

    private final String words;

    Event(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Simulation simulation;
  private final Event event;

  private RateStudy(Simulation simulation, Event event) {
    this.simulation = simulation;
    this.event = event;
  }

  /**
   * @param time how long is measured
   */
  static Row run(long seed, Event event, int peers, Duration time) {
    Weather weather = Weather.losing(event == Event.LOSS ? 0.1 : 0);
    Simulation simulation =
        Simulation.of(
            seed,
            Populations.PERIODIC,
            weather,
            peers,
            event == Event.ASKING ? Populations.asking() : Populations.silent());
    return new RateStudy(simulation, event).row(time);
  }

  private Row row(Duration time) {
    establish(0, event == Event.PART ? simulation.size() * 2 / 3 : simulation.size());
    if (event != Event.START && event != Event.ASKING && event != Event.LOSS) {
      simulation.run(Duration.ofSeconds(12));
    }
    Tally storm = simulation.measure();
    happen();
    Tally calm = simulation.measure();
    simulation.run(time);
    return new Row(
        event,
        Math.max(storm.probes.busiest(), calm.probes.busiest()),
        calm.probes.mean(simulation.now()),
        calm.probes.busiest(),
        storm.falseDeaths() + calm.falseDeaths());
  }

  /** Until it is over and what followed at once has passed. */
  private void happen() {
    switch (event) {
      case START, ASKING, LOSS -> {}
      case TAKEOVER -> establish(0, simulation.size());
      case PART -> establish(simulation.size() * 2 / 3, simulation.size());
      case RETURN -> powerCut();
      case OUTAGE -> {
        cut(true);
        simulation.run(Duration.ofMillis(7_500));
        cut(false);
        simulation.run(BREATH);
      }
      case PAUSE -> stand(Duration.ofSeconds(5));
      case LONG_PAUSE -> stand(Duration.ofSeconds(40));
      case FORWARD -> clock(Duration.ofHours(1));
      case BACK -> clock(Duration.ofHours(-1));
    }
  }

  /**
   * The busiest 10 ms to the mean. Where sites ask as often as we do, each pair of watches comes to
   * rest on the earlier of two random phases, and the earlier of two is nowhere as likely as at the
   * beginning, where it is twice as likely as on the average.
   */
  static double bound(Event event) {
    return event == Event.ASKING ? 2 * 1.5 : 1.5;
  }

  private void establish(int from, int to) {
    for (int i = from; i < to; i++) {
      simulation.establish(i);
    }
  }

  /** The head-end first has to find them all dead. */
  private void powerCut() {
    for (int i = 0; i < simulation.size(); i++) {
      simulation.site(i).die(simulation.now());
    }
    simulation.run(Duration.ofSeconds(60));
    for (int i = 0; i < simulation.size(); i++) {
      int site = i;
      Duration wait = Duration.ofMillis(simulation.random().nextInt(2_000));
      simulation.after(
          wait,
          () -> {
            simulation.site(site).revive();
            simulation.establish(site);
          });
    }
  }

  private void cut(boolean down) {
    for (int i = 0; i < simulation.size(); i++) {
      simulation.site(i).cut(down, simulation.now());
    }
  }

  private void stand(Duration time) {
    simulation.pause(time, simulation.size() / 10);
    simulation.run(time.plus(ROUND));
  }

  private void clock(Duration by) {
    simulation.headEnd().setClock(by);
    simulation.run(ROUND);
  }
}
