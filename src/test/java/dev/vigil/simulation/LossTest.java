package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.PeerModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No living peer is lost below the rate of loss at which the schedule's own arithmetic says so, and
 * above it no more and no fewer than it says.
 */
class LossTest {
  /** Chance that a test fails although all is well. */
  private static final double MISTRUST = 1e-6;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3})
  void asManyFalseDeathsAsTheScheduleAllows(double loss) {
    LossStudy.Row row =
        LossStudy.silent(Scale.SEED, loss, 4_000, Scale.time(Duration.ofMinutes(10)));

    double expected = row.expected();
    String told = Scale.told("%s, expected %.3g".formatted(row, expected));
    assertThat(Arithmetic.atLeast(row.falseDeaths(), expected)).as(told).isGreaterThan(MISTRUST);
    assertThat(Arithmetic.atMost(row.falseDeaths(), expected)).as(told).isGreaterThan(MISTRUST);
    if (expected < MISTRUST) {
      assertThat(row.falseDeaths()).as(told).isZero();
    }
  }

  /** Late, repeated and reordered datagrams save some, they kill none. */
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void wildWeatherKillsNoMoreThanLossAlone(PeerModel.Kind kind) {
    Duration time = Scale.time(Duration.ofMinutes(10));
    LossStudy.Row wild =
        LossStudy.run(
            Scale.SEED,
            Numbering.Scheme.MIXED,
            Weather.wild(0.2),
            1_000,
            time,
            Populations.silent(kind));

    double expected =
        kind.real()
            ? wild.expected()
            : 1.2
                * LossStudy.of(Scale.SEED, Numbering.Scheme.MIXED, kind, 0.2, 1_000, time)
                    .falseDeaths();
    assertThat(Arithmetic.atLeast(wild.falseDeaths(), expected))
        .as(Scale.told(wild + ", expected at most " + expected))
        .isGreaterThan(MISTRUST);
  }

  /** With loss only, and only on the way back: that is what numbering is a trap for. */
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void lostAnswersAloneKillNoMoreThanTheyMust(PeerModel.Kind kind) {
    Weather weather = new Weather(0, 0.1, 20, 80, 0);
    LossStudy.Row row =
        LossStudy.run(
            Scale.SEED,
            Numbering.Scheme.MIXED,
            weather,
            1_000,
            Scale.time(Duration.ofMinutes(10)),
            Populations.silent(kind));

    double rate = kind.real() ? Arithmetic.deathOfSchedule(weather) : 0.01;
    assertThat(Arithmetic.atLeast(row.falseDeaths(), row.schedules() * rate))
        .as(Scale.told(row.toString()))
        .isGreaterThan(MISTRUST);
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    LossStudy.Row one = LossStudy.silent(7, 0.15, 500, Duration.ofMinutes(10));
    LossStudy.Row two = LossStudy.silent(7, 0.15, 500, Duration.ofMinutes(10));
    LossStudy.Row other = LossStudy.silent(8, 0.15, 500, Duration.ofMinutes(10));

    assertThat(one).isEqualTo(two).isNotEqualTo(other);
  }
}
