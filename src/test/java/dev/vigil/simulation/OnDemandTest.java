package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * {@code crypto isakmp keepalive 10 on-demand}: who has nothing to send asks nobody, who sends and
 * hears nothing finds the dead.
 */
class OnDemandTest {
  private static final DpdSettings ON_DEMAND = DpdSettings.onDemand(Duration.ofSeconds(10));
  private static final Duration GAP = Duration.ofSeconds(3);
  private static final int PEERS = 1_000;

  private static Simulation simulation(double loss, int peers) {
    return Simulation.of(Scale.SEED, ON_DEMAND, Weather.losing(loss), peers, Populations.silent())
        .establishAll();
  }

  /** A packet every three seconds to each site, from its own moment on. */
  private static void traffic(Simulation simulation, boolean echo) {
    for (int i = 0; i < simulation.size(); i++) {
      int site = i;
      int wait = simulation.random().nextInt((int) GAP.toMillis());
      simulation.after(Duration.ofMillis(wait), () -> flow(simulation, site, echo));
    }
  }

  private static void flow(Simulation simulation, int site, boolean echo) {
    simulation.data(site, echo);
    simulation.after(GAP, () -> flow(simulation, site, echo));
  }

  private static void killAll(Simulation simulation) {
    for (int i = 0; i < simulation.size(); i++) {
      simulation.site(i).die(simulation.now());
    }
  }

  @Test
  void sitesThatNothingIsSentToAreNeverAsked() {
    Simulation simulation = simulation(0, Scale.PEERS);
    simulation.run(Duration.ofHours(2));
    killAll(simulation);
    simulation.run(Duration.ofHours(2));

    assertThat(simulation.tally().probes.total()).isZero();
    assertThat(simulation.tally().detections.total()).isZero();
  }

  @Test
  void dataBothWaysLeavesNothingToAsk() {
    Simulation simulation = simulation(0, PEERS);
    traffic(simulation, true);
    simulation.run(Duration.ofMinutes(10));

    assertThat(simulation.tally().probes.total()).isZero();
  }

  /** Nothing comes back but answers: one question for each interval. */
  @Test
  void dataOneWayIsAnsweredForByQuestions() {
    Simulation simulation = simulation(0, PEERS);
    traffic(simulation, false);
    simulation.run(Duration.ofMinutes(10));

    assertThat(simulation.tally().falseDeaths()).isZero();
    assertThat(simulation.tally().probes.total()).isBetween(55L * PEERS, 60L * PEERS);
  }

  @Test
  void lossCostsNoMoreThanTheScheduleAllows() {
    Simulation simulation = simulation(0.2, PEERS);
    traffic(simulation, false);
    simulation.run(Duration.ofMinutes(20));
    double expected =
        simulation.tally().schedules() * Arithmetic.deathOfSchedule(Weather.losing(0.2));

    long deaths = simulation.tally().falseDeaths();
    assertThat(Arithmetic.atLeast(deaths, expected))
        .as(Scale.told("" + deaths))
        .isGreaterThan(1e-6);
    assertThat(Arithmetic.atMost(deaths, expected)).as(Scale.told("" + deaths)).isGreaterThan(1e-6);
  }

  /** An interval after the last that came, or when the next packet leaves, and the five tries. */
  @Test
  void whoDiesWhileDataFlowsIsFound() {
    Simulation simulation = simulation(0.05, PEERS);
    traffic(simulation, true);
    simulation.run(Duration.ofSeconds(30));
    killAll(simulation);
    simulation.run(Duration.ofMinutes(2));

    assertThat(simulation.tally().detections.total()).isEqualTo(PEERS);
    assertThat(simulation.tally().detections.longest())
        .as(Scale.told("longest"))
        .isLessThanOrEqualTo(DetectionStudy.longest(Weather.losing(0)).plus(GAP));
  }

  /** The first packet asks at once: five retry intervals later its sender knows. */
  @Test
  void whoDiedInSilenceIsFoundWhenSomethingIsSent() {
    Simulation simulation = simulation(0, PEERS);
    simulation.run(Duration.ofMinutes(5));
    killAll(simulation);
    simulation.run(Duration.ofMinutes(10));
    long from = simulation.now();
    for (int i = 0; i < PEERS; i++) {
      simulation.data(i, true);
    }
    simulation.run(ON_DEMAND.patience().plusMillis(5L * TickRate.TICK + 1));

    assertThat(simulation.tally().detections.total()).isEqualTo(PEERS);
    assertThat(simulation.tally().detections.longest().toMillis() + 0.0)
        .isBetween(600_000.0 + 10_000, 600_000.0 + simulation.now() - from);
    assertThat(simulation.tally().probes.busiest()).as("nothing spreads them").isEqualTo(PEERS);
  }
}
