package dev.vigil.actors.resume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.cookie.PeerTag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WakeQueueTest {
  private static final Instant EPOCH = Instant.EPOCH;
  private static final Duration TICK = Duration.ofMillis(50);

  private final Set<PeerTag> alive = new HashSet<>();
  private Duration now = Duration.ZERO;

  private List<PeerTag> due(WakeQueue queue) {
    now = now.plus(TICK);
    return queue.due(now, alive::contains, tag -> true);
  }

  private static void fill(WakeQueue queue, int peers) {
    for (int i = 0; i < peers; i++) {
      queue.add(new PeerTag(i), EPOCH);
    }
  }

  @Test
  void whoseLastQuestionIsOldestIsFirstAndWhoNeverAskedIsLast() {
    WakeQueue queue = new WakeQueue(1000);
    queue.add(new PeerTag(1), Instant.MAX);
    queue.add(new PeerTag(2), EPOCH.plusSeconds(9));
    queue.add(new PeerTag(3), EPOCH.plusSeconds(2));
    queue.add(new PeerTag(3), EPOCH.plusSeconds(20));

    assertThat(due(queue)).containsExactly(new PeerTag(3), new PeerTag(2), new PeerTag(1));
  }

  @Test
  void theRateIsKeptAndNobodyIsLeftOut() {
    WakeQueue queue = new WakeQueue(1000);
    fill(queue, 500);
    List<PeerTag> all = new ArrayList<>();
    for (int tick = 0; tick < 10; tick++) {
      List<PeerTag> some = due(queue);
      assertThat(some).hasSize(50);
      all.addAll(some);
      alive.addAll(some);
    }

    assertThat(new HashSet<>(all)).hasSize(500);
    assertThat(due(queue)).isEmpty();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.takeResumed()).isEqualTo(500);
  }

  @Test
  void aSlowRateIsKeptToo() {
    WakeQueue queue = new WakeQueue(3);
    fill(queue, 100);
    int sent = 0;
    for (int tick = 0; tick < 200; tick++) {
      List<PeerTag> some = due(queue);
      alive.addAll(some);
      sent += some.size();
    }

    assertThat(sent).isBetween(29, 30);
  }

  /** More would only lie in mailboxes, and be told a second time before they are at their turn. */
  @Test
  void noMoreAreUnderWayThanAQuarterOfASecondAllows() {
    WakeQueue queue = new WakeQueue(1000);
    fill(queue, 2000);
    int sent = 0;
    while (now.compareTo(Duration.ofMillis(950)) < 0) {
      sent += due(queue).size();
    }

    assertThat(sent).isEqualTo(250);
  }

  @Test
  void whatDoesNotComeToLifeIsToldAgainAfterOneSecondThenTwoAndNeverInAStorm() {
    WakeQueue queue = new WakeQueue(1000);
    fill(queue, 2);
    alive.add(new PeerTag(1));
    List<Long> at = new ArrayList<>();
    while (now.compareTo(Duration.ofSeconds(100)) < 0) {
      for (PeerTag tag : due(queue)) {
        assertThat(tag).isEqualTo(new PeerTag(0));
        at.add(now.minus(TICK).toSeconds());
      }
    }

    assertThat(at).containsExactly(0L, 1L, 3L, 7L, 15L, 31L, 63L, 95L);
  }

  /** A shard that nobody can claim must not hold the others up. */
  @Test
  void whatDoesNotComeToLifeGivesItsPlaceToOthers() {
    WakeQueue queue = new WakeQueue(100);
    fill(queue, 100);
    Set<PeerTag> told = new HashSet<>();
    while (now.compareTo(Duration.ofSeconds(10)) < 0) {
      told.addAll(due(queue));
    }

    assertThat(told).hasSize(100);
  }

  @Test
  void whatIsForgottenIsNotToldAgain() {
    WakeQueue queue = new WakeQueue(20);
    fill(queue, 100);
    due(queue);
    queue.forget(tag -> true);

    assertThat(queue.isEmpty()).isTrue();
    now = now.plusSeconds(5);
    assertThat(due(queue)).isEmpty();
  }
}
