package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A hundred thousand sites and one head-end: its R-U-THERE messages come evenly, whatever happened
 * to all of them at once.
 */
class RateTest {
  @ParameterizedTest
  @EnumSource(RateStudy.Event.class)
  void noTenMillisecondsSeeMoreThanHalfAsMuchAgain(RateStudy.Event event) {
    RateStudy.Row row =
        RateStudy.run(Scale.SEED, event, Scale.PEERS, Scale.time(Duration.ofSeconds(20)));

    String told = Scale.told(row.toString());
    assertThat(row.ratio()).as(told).isLessThanOrEqualTo(RateStudy.bound(event));
    if (event != RateStudy.Event.LOSS) {
      assertThat(row.falseDeaths()).as(told).isZero();
    }
  }
}
