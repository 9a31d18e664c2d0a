package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdEvent.RequestReceived;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the peer's questions are answered, and which count as a sign of life. */
class RequestsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DpdSettings SETTINGS = DpdSettings.periodic(Duration.ofSeconds(10));

  private DpdState state =
      DpdMachine.step(DpdState.initial(SETTINGS, 1, START), new DpdEvent.Enabled(-1), START).next();

  private boolean answered(int number, long atMillis) {
    DpdMachine.Step step =
        DpdMachine.step(state, new RequestReceived(number), START.plusMillis(atMillis));
    state = step.next();
    boolean sent = step.effects().contains(new DpdEffect.SendAck(number));
    assertThat(step.effects()).hasSize(1);
    return sent;
  }

  /** The pace of every known peer's retries, and of its probes, over an hour. */
  @ParameterizedTest
  @CsvSource({
    "strongSwan, 10000, 0",
    "libreswan, 10000, 1",
    "racoon, 5000, 1",
    "isakmpd, 5000, 0",
    "vpnc at its quickest, 1000, 0",
    "router, 2000, 1"
  })
  void everyKnownPeersQuestionsAreAllAnswered(String peer, long pace, int step) {
    int number = 0x7000_0000;
    for (long at = 0; at < 3_600_000; at += pace) {
      assertThat(answered(number, at)).as("%s at %d ms", peer, at).isTrue();
      number += step;
    }
  }

  @Test
  void gapsAndStepsBackAreAnsweredToo() {
    for (int number : new int[] {5, 500_000, 7, 0, -1, Integer.MIN_VALUE}) {
      assertThat(answered(number, 1_000)).as("%d", number).isTrue();
    }
  }

  @Test
  void onlyANumberAboveAllBeforeIsASignOfLife() {
    answered(50, 1_000);
    assertThat(state.heard()).isEqualTo(START.plusMillis(1_000));
    answered(50, 2_000);
    answered(49, 3_000);
    assertThat(state.heard()).isEqualTo(START.plusMillis(1_000));
    answered(51, 4_000);
    assertThat(state.heard()).isEqualTo(START.plusMillis(4_000));
  }

  /** In a circle modulo 2^32 each of these would be above the one before, for ever. */
  @Test
  void noCircleOfRecordedQuestionsCountsAgain() {
    int[] recorded = {0x1000_0000, 0x6000_0000, 0xb000_0000};
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < recorded.length; i++) {
        answered(recorded[i], 10_000L * round + 1_000L * i);
      }
    }

    assertThat(state.heard()).isEqualTo(START.plusMillis(2_000));
  }

  @Test
  void aFloodOfRepeatsIsAnsweredAtABoundedRateAndNeverSilenced() {
    answered(9, 0);
    int answers = 0;
    for (long at = 0; at < 60_000; at += 10) {
      answers += answered(9, at) ? 1 : 0;
    }

    assertThat(answers).isBetween(60, 66);
    assertThat(answered(10, 60_000)).as("a new number is not held up by repeats").isTrue();
  }

  @Test
  void aFloodOfNewNumbersIsBoundedToo() {
    int answers = 0;
    for (int i = 0; i < 6_000; i++) {
      answers += answered(100 + i, 10L * i) ? 1 : 0;
    }

    assertThat(answers).isBetween(300, 312);
  }

  @Test
  void aNewNumberThatWasNotAnsweredIsAnsweredWhenItIsRepeated() {
    int number = 0;
    while (answered(++number, 0)) {}

    assertThat(answered(number, 100)).isTrue();
  }

  @Test
  void aClockSetBackDoesNotSilence() {
    for (int i = 0; i < 20; i++) {
      answered(1, 10_000_000);
    }

    assertThat(answered(1, 0)).isFalse();
    assertThat(answered(1, 1_000)).isTrue();
  }
}
