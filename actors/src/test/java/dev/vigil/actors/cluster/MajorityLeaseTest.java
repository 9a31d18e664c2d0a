package dev.vigil.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The lease with a clock that the test moves, near that clock's overflow. */
class MajorityLeaseTest {
  private static final Voter A = new Voter("pekko://vigil@127.0.0.1:1", 1);
  private static final Voter B = new Voter("pekko://vigil@127.0.0.1:2", 2);
  private static final Voter C = new Voter("pekko://vigil@127.0.0.1:3", 3);
  private static final Voter EARLIER_B = new Voter("pekko://vigil@127.0.0.1:2", 9);
  private static final Electorate THREE = new Electorate(Set.of(A, B, C), Optional.of(A));

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - Duration.ofSeconds(1).toNanos());
  private final MajorityLease lease = new MajorityLease(clock::get);
  private final LeaseRounds rounds = new LeaseRounds(lease, A);

  private void pass(long milliseconds) {
    clock.addAndGet(Duration.ofMillis(milliseconds).toNanos());
  }

  @Test
  void itIsNotHeldBeforeAMajorityHasAnswered() {
    long round = rounds.ask(THREE);
    assertThat(lease.holds()).isFalse();

    rounds.granted(EARLIER_B, round);
    assertThat(lease.holds()).isFalse();

    rounds.granted(B, round);
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void itLastsTwoSecondsFromTheQuestionNotFromTheAnswer() {
    long round = rounds.ask(THREE);
    pass(1500);
    rounds.granted(C, round);
    pass(499);
    assertThat(lease.holds()).isTrue();
    pass(1);
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void whoWasFrozenHasLostItBeforeItsFirstInstruction() {
    rounds.granted(B, rounds.ask(THREE));
    long lastQuestion = rounds.ask(THREE);
    pass(8000);
    assertThat(lease.holds()).isFalse();

    // An answer that waited in the socket meanwhile extends nothing.
    rounds.granted(B, lastQuestion);
    assertThat(lease.holds()).isFalse();

    rounds.granted(B, rounds.ask(THREE));
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void aLateAnswerToAnOldQuestionTakesNothingBack() {
    long first = rounds.ask(THREE);
    pass(250);
    long second = rounds.ask(THREE);
    rounds.granted(B, second);
    rounds.granted(B, first);
    pass(1900);
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void oneRefusalEndsItAtOnceWhateverOthersGrant() {
    long round = rounds.ask(THREE);
    rounds.granted(B, round);
    rounds.refused(round);
    assertThat(lease.holds()).isFalse();
    rounds.granted(C, round);
    for (int i = 0; i < LeaseRounds.BARRED; i++) {
      pass(250);
      rounds.granted(B, rounds.ask(THREE));
      assertThat(lease.holds()).isFalse();
    }
    pass(250);
    rounds.granted(B, rounds.ask(THREE));
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void whoIsNoMemberHasNone() {
    rounds.granted(B, rounds.ask(THREE));
    rounds.abstain();
    assertThat(lease.holds()).isFalse();
  }

  @Test
  void theLastOfAClusterIsItsOwnMajority() {
    rounds.ask(new Electorate(Set.of(A), Optional.of(A)));
    assertThat(lease.holds()).isTrue();
  }

  @Test
  void ofTwoOnlyTheOneThatKeepMajorityKeepsMayActAlone() {
    Electorate firstKept = new Electorate(Set.of(A, B), Optional.of(A));
    Electorate otherKept = new Electorate(Set.of(A, B), Optional.of(B));
    Electorate unquiet = new Electorate(Set.of(A, B), Optional.empty());

    assertThat(firstKept.decides(Set.of(A))).isTrue();
    assertThat(otherKept.decides(Set.of(A))).isFalse();
    assertThat(unquiet.decides(Set.of(A))).isFalse();
    assertThat(otherKept.decides(Set.of(A, B))).isTrue();
  }
}
