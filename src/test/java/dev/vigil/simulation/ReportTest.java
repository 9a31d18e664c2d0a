package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The document about the simulation says what the code does; and the run that writes it. */
class ReportTest {
  /** How to write it anew; the document says so, too. */
  private static final String COMMAND =
      "mvn -Pfast -pl src -am test -Dtest=ReportTest -Dvigil.excluded-groups= -Dvigil.sim.write=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  /** All tables and diagrams: ten minutes of two processors. Or the diagrams alone. */
  @Test
  @Timeout(value = 38, unit = TimeUnit.MINUTES)
  @Tag("writes-documents")
  void write() throws IOException {
    Figures figures = Figures.read();
    if (Boolean.getBoolean("vigil.sim.write")) {
      tables(figures);
      figures.write();
    }
    Figures.diagram("dpd-false-deaths.svg", Report.falseDeaths(figures));
    Figures.diagram("dpd-detection.svg", Report.delays(figures));
    Figures.diagram("dpd-strict.svg", Report.strictPlot(figures));
    assertThat(figures.rows("losses")).hasSizeGreaterThan(8);
  }

  private static void tables(Figures figures) {
    figures.put("control", Report.CONTROL_HEAD, Report.control());
    Report.rates(figures, Scale.PEERS, Duration.ofMinutes(5));
    Report.numberings(figures, Scale.PEERS);
    Report.strict(figures, Scale.PEERS);
    Report.probers(figures, Scale.PEERS);
    Report.losses(figures, Scale.PEERS);
  }

  @Test
  void theDocumentNamesSeedAndCommand() throws IOException {
    assertThat(Figures.read().text()).contains(COMMAND).contains("seed " + Report.SEED);
  }

  /** A small run with the document's seed, figure by figure. */
  @Test
  void theControlRunGivesTheDocumentsFigures() throws IOException {
    assertThat(Figures.read().rows("control"))
        .as("what DPD does has changed: write the document anew with " + COMMAND)
        .isEqualTo(Report.control());
  }

  @Test
  void theDiagramsShowTheTables() throws IOException {
    Figures figures = Figures.read();

    assertThat(Figures.diagram("dpd-false-deaths.svg")).isEqualTo(Report.falseDeaths(figures));
    assertThat(Figures.diagram("dpd-detection.svg")).isEqualTo(Report.delays(figures));
    assertThat(Figures.diagram("dpd-strict.svg")).isEqualTo(Report.strictPlot(figures));
  }

  /** The columns beside each other: what was counted can be what was expected. */
  @Test
  void theTableOfLossesIsWhatArithmeticSays() throws IOException {
    List<List<String>> rows = Figures.read().rows("losses");
    for (List<String> row : rows) {
      Weather weather = Weather.losing(Figures.number(row.getFirst()) / 100);
      double arithmetic = Arithmetic.falseDeathsPerMillionHours(Populations.PERIODIC, weather);
      double expected = arithmetic * Figures.number(row.get(1)) / 1e6;
      long counted = (long) Figures.number(row.get(2));

      assertThat(row.get(4)).isEqualTo(Figures.number(arithmetic));
      // The first and the last schedule of each peer are not whole.
      assertThat(Arithmetic.atLeast(counted, 1.02 * expected)).as("%s", row).isGreaterThan(1e-6);
      assertThat(Arithmetic.atMost(counted, 0.98 * expected)).as("%s", row).isGreaterThan(1e-6);
      assertThat(Figures.number(row.get(8)))
          .as("%s", row)
          .isLessThanOrEqualTo(DetectionStudy.longest(weather).toMillis() / 1000.0);
    }
  }

  @Test
  void theTableOfRatesKeepsItsBounds() throws IOException {
    List<List<String>> rows = Figures.read().rows("rates");
    RateStudy.Event[] events = RateStudy.Event.values();

    assertThat(rows).hasSameSizeAs(events);
    for (int i = 0; i < events.length; i++) {
      assertThat(rows.get(i).getFirst()).isEqualTo(events[i].words());
      assertThat(Figures.number(rows.get(i).get(4)))
          .isLessThanOrEqualTo(RateStudy.bound(events[i]));
    }
  }
}
