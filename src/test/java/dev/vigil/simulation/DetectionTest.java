package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every dead one is found, within its schedule plus what the network and the timer add. */
class DetectionTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.05, 0.15, 0.3})
  void everyDeadSiteIsFoundWithinItsSchedule(double loss) {
    Weather weather = Weather.losing(loss);
    DetectionStudy.Row row =
        DetectionStudy.run(Scale.SEED, weather, 2_000, Scale.time(Duration.ofMinutes(8)));

    String told = Scale.told("loss " + loss + ", deaths " + row.deaths());
    assertThat(row.deaths()).as(told).isGreaterThan(4_000);
    assertThat(row.found().total()).as(told).isEqualTo(row.deaths());
    assertThat(row.found().longest()).as(told).isLessThanOrEqualTo(DetectionStudy.longest(weather));
  }

  /** Deaths fall anywhere in the interval: from 10 to 20 s, evenly, where nothing is lost. */
  @Test
  void withoutLossTheDelayIsSpreadEvenlyOverTheInterval() {
    DetectionStudy.Row row =
        DetectionStudy.run(Scale.SEED, Weather.losing(0), 3_000, Duration.ofMinutes(8));

    assertThat(row.found().quantile(0.0001)).isGreaterThan(Duration.ofMillis(9_800));
    assertThat(row.found().quantile(0.5))
        .isBetween(Duration.ofMillis(14_800), Duration.ofMillis(15_200));
    assertThat(row.found().quantile(0.99))
        .isBetween(Duration.ofMillis(19_700), Duration.ofMillis(20_050));
  }

  /** Answers, late and repeated, that are under way when their sender dies. */
  @Test
  void lateAnswersDelayItByNoMoreThanTheyAreLate() {
    Weather weather = Weather.wild(0.1);
    DetectionStudy.Row row = DetectionStudy.run(Scale.SEED, weather, 3_000, Duration.ofMinutes(8));

    assertThat(row.found().total()).isEqualTo(row.deaths());
    assertThat(row.found().longest()).isLessThanOrEqualTo(DetectionStudy.longest(weather));
  }
}
