package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tries that ask with every number which a peer may expect: no numbering can lose such a peer. */
class EveryNumberTest {
  private static final Instant START = Instant.parse("2026-11-24T15:00:00Z");
  private static final DpdSettings SETTINGS =
      DpdSettings.periodic(Duration.ofSeconds(10)).withEveryNumber();
  private static final int FATES = 243; // 3^5

  /** What becomes of all messages of one try. */
  private enum Fate {
    DELIVERED,
    REQUESTS_LOST,
    ACKS_LOST
  }

  private DpdState state =
      DpdMachine.step(DpdState.initial(SETTINGS, 99, START), new DpdEvent.Enabled(-1), START)
          .next();

  @Test
  void eachTryAddsANumberUntilOneIsAnswered() {
    assertThat(asked()).containsExactly(99);
    assertThat(asked()).containsExactly(99, 100);
    assertThat(asked()).containsExactly(99, 100, 101);
    answer(100);

    assertThat(asked()).as("what may have been missed of the answers").containsExactly(101, 102);
    answer(102);
    assertThat(asked()).containsExactly(103);
    assertThat(state.errors()).isZero();
  }

  /** "No living peer is lost": whatever four tries lose, the fifth is answered. */
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void noFourLossesKillAnyPeerHoweverStrict(PeerModel.Kind kind) {
    DpdState fresh = state;
    for (int code = 0; code < FATES; code++) {
      List<Fate> fates = fates(code);
      state = fresh;
      PeerModel peer = kind.fresh();
      peer.answers(0, 98);
      boolean answered = false;
      for (int attempt = 0; attempt < DpdSettings.TRIES && !answered; attempt++) {
        answered = tried(peer, fates.get(attempt), 10 * attempt);
      }
      assertThat(answered).as("%s %s", kind, fates).isEqualTo(fates.contains(Fate.DELIVERED));
    }
  }

  /** A peer that lives by other signs and never answers must not make the tries grow for ever. */
  @Test
  void whatWasNeverAnsweredIsAskedWithinABound() {
    for (int schedule = 0; schedule < 40; schedule++) {
      assertThat(asked()).hasSizeLessThanOrEqualTo(ProbeNumbers.SWEEP);
      Instant heard = due().minusSeconds(1);
      state =
          DpdMachine.step(state, new DpdEvent.ProofOfLife(DpdEvent.Source.IKE, heard), heard)
              .next();
    }
    assertThat(asked()).hasSize(ProbeNumbers.SWEEP);
  }

  private boolean tried(PeerModel peer, Fate fate, int messageId) {
    List<Integer> acks = new ArrayList<>();
    int id = messageId;
    for (int number : asked()) {
      id++;
      if (fate != Fate.REQUESTS_LOST && peer.answers(id, number)) {
        acks.add(number);
      }
    }
    return fate == Fate.DELIVERED && !acks.isEmpty();
  }

  private Instant due() {
    return DpdMachine.nextDeadline(state).orElseThrow();
  }

  /** The numbers of the next try. */
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

  private static List<Fate> fates(int code) {
    List<Fate> fates = new ArrayList<>();
    for (int rest = code, i = 0; i < DpdSettings.TRIES; i++, rest /= 3) {
      fates.add(Fate.values()[rest % 3]);
    }
    return fates;
  }
}
