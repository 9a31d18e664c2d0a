package dev.vigil.actors.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the answers to the questions of one node. A round is one question to all members. Whoever
 * refuses ends the lease, and nothing that was or will be asked within {@link #BARRED} rounds gives
 * it back.
 */
final class LeaseRounds {
  /** Older rounds are over: their answers could extend the lease by nothing. */
  private static final int KEPT = 8;

  /** A second at four rounds a second: gossip has come round by then. */
  static final int BARRED = 4;

  private record Round(long number, long askedAt, Electorate electorate, Set<Voter> granted) {}

  private final MajorityLease lease;
  private final Voter self;
  private final Deque<Round> rounds = new ArrayDeque<>();
  private long last;
  private long barredTo;

  LeaseRounds(MajorityLease lease, Voter self) {
    this.lease = lease;
    this.self = self;
  }

  /**
   * Begins a round, at this moment; the question is sent after that.
   *
   * @return its number
   */
  long ask(Electorate electorate) {
    last++;
    Round round = new Round(last, lease.nanoTime(), electorate, new HashSet<>(Set.of(self)));
    rounds.addLast(round);
    if (rounds.size() > KEPT) {
      rounds.removeFirst();
    }
    settle(round);
    return last;
  }

  /** This node is no full member: it neither asks nor acts. */
  void abstain() {
    barredTo = last;
    lease.revoke();
  }

  void granted(Voter by, long number) {
    for (Round round : rounds) {
      if (round.number() == number) {
        round.granted().add(by);
        settle(round);
      }
    }
  }

  void refused(long number) {
    if (number <= last) {
      barredTo = Math.max(barredTo, number + BARRED);
      lease.revoke();
    }
  }

  private void settle(Round round) {
    if (round.number() > barredTo && round.electorate().decides(round.granted())) {
      lease.extend(round.askedAt());
    }
  }
}
