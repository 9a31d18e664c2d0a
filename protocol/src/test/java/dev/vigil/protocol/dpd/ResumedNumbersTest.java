package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which numbers a new owner asks with, who does not know which were used last. */
final class ResumedNumbersTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DpdSettings SETTINGS = DpdSettings.periodic(Duration.ofSeconds(10));

  private DpdState state = DpdState.initial(SETTINGS, 99, START);
  private int messageId;

  private void resume(int lastProbe, int awaited, Duration unseen, Instant now) {
    state =
        DpdState.resumed(
            SETTINGS, true, lastProbe, awaited, unseen, OptionalInt.empty(), START, -1, now);
  }

  @Test
  void whoKnowsExactlyGoesOnWithTheNext() {
    resume(120, 121, Duration.ZERO, START);

    assertThat(asked()).containsExactly(121);
    assertThat(asked()).as("as any retry").containsExactly(121);
    assertThat(asked()).containsExactly(122);
  }

  @Test
  void whoMayHaveMissedSomeAsksInOrder() {
    resume(120, 121, Duration.ofSeconds(7), START);

    assertThat(asked()).containsExactly(121, 122, 123, 124);
    answer(124);
    assertThat(asked()).as("all is known again").containsExactly(125);
  }

  @Test
  void whatWasUnansweredIsAskedAgain() {
    resume(120, 119, Duration.ZERO, START);

    assertThat(asked()).containsExactly(119, 120, 121);
  }

  @Test
  void aLongAbsenceIsAskedAboutWithinABound() {
    resume(120, 121, Duration.ofHours(3), START);

    List<Integer> numbers = asked();
    assertThat(numbers).hasSize(ProbeNumbers.UNSURE_SWEEP);
    assertThat(numbers.getLast()).isGreaterThan(120 + 1080);
    assertThat(asked()).hasSize(ProbeNumbers.UNSURE_SWEEP);
  }

  @Test
  void theFirstQuestionComesAnywhereInAnInterval() {
    Random random = new Random(5);
    int early = 0;
    for (int i = 0; i < 1000; i++) {
      state =
          DpdState.resumed(
              SETTINGS,
              true,
              7,
              8,
              Duration.ZERO,
              OptionalInt.empty(),
              START,
              random.nextInt(),
              START);
      assertThat(due()).isBetween(START, START.plus(SETTINGS.interval()));
      early += due().isBefore(START.plusSeconds(5)) ? 1 : 0;
    }
    assertThat(early).isBetween(430, 570);
  }

  /** However far an owner had come since its numbers were told, and whatever one try loses. */
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void noPeerIsLostHoweverStrict(PeerModel.Kind kind) {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      PeerModel peer = kind.fresh();
      int told = 1000;
      int seconds = random.nextInt(30);
      int used = told + random.nextInt(1 + seconds / 10 + 1);
      for (int number = told; number <= used; number++) {
        assertThat(peer.answers(messageId++, number)).isTrue();
      }
      resume(told, told + 1, Duration.ofSeconds(seconds + 2), START);
      for (int schedule = 0; schedule < 4; schedule++) {
        boolean answered = false;
        for (int attempt = 0; attempt < DpdSettings.TRIES && !answered; attempt++) {
          answered = tried(peer, random, schedule == 0 && attempt == 0 ? 30 : 0);
        }
        assertThat(answered).as("%s, seed %d, schedule %d", kind, seed, schedule).isTrue();
      }
      assertThat(state.probes().unsure()).as("%s, seed %d", kind, seed).isFalse();
    }
  }

  private boolean tried(PeerModel peer, Random random, int loss) {
    boolean answered = false;
    for (int number : asked()) {
      if (random.nextInt(100) >= loss
          && peer.answers(messageId++, number)
          && random.nextInt(100) >= loss) {
        answer(number);
        answered = true;
      }
    }
    return answered;
  }

  private Instant due() {
    return DpdMachine.nextDeadline(state).orElseThrow();
  }

  private List<Integer> asked() {
    DpdMachine.Step step = DpdMachine.step(state, new DpdEvent.Deadline(), due());
    state = step.next();
    return step.effects().stream()
        .filter(DpdEffect.SendRUThere.class::isInstance)
        .map(effect -> ((DpdEffect.SendRUThere) effect).number())
        .toList();
  }

  private void answer(int number) {
    Instant now = state.triedAt().plusMillis(20);
    state = DpdMachine.step(state, new DpdEvent.AckReceived(number), now).next();
  }
}
