package dev.vigil.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.PeerModel;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sites that ask us: none gives the head-end up more often than its own schedule makes it. */
class ProberTest {
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void ourAnswersCostNoSiteItsPatience(PeerModel.Kind kind) {
    for (double loss : new double[] {0, 0.05, 0.3}) {
      ProberStudy.Row row =
          ProberStudy.run(
              Scale.SEED, kind, Weather.losing(loss), 1_000, Scale.time(Duration.ofMinutes(12)));

      String told = Scale.told(row.toString());
      assertThat(row.questions()).as(told).isGreaterThan(1_000 * 9);
      assertThat(Arithmetic.atLeast(row.deaths(), row.promised())).as(told).isGreaterThan(1e-6);
    }
  }
}
