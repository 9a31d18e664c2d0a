package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.dpd.DpdState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * On-demand DPD under random traffic, held beside a naive model that sees each packet as it passes
 * and looks at its clock ten times a second. The machine sees what a data plane tells it: two
 * stamps, when its deadline comes or when it awaits traffic. Both must ask at the same times and
 * give the peer up at the same time.
 */
class OnDemandPropertyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofMillis(100);
  private static final DpdSettings SETTINGS = DpdSettings.onDemand(Duration.ofSeconds(10));
  private static final int INTERVAL = 100;
  private static final int RETRY = 20;
  private static final int TICKS = 3_000;
  private static final int LIVES = 600;

  /** What happens at each tick; packets in come at even ticks and packets out at odd ones. */
  private record Schedule(boolean[] in, boolean[] out, boolean[] ike, int[] answerAfter) {
    /** Quiet and busy times by turns, both ways apart; a peer that sleeps, wakes or dies. */
    static Schedule random(SplittableRandom random) {
      Schedule made =
          new Schedule(new boolean[TICKS], new boolean[TICKS], new boolean[TICKS], new int[TICKS]);
      int death = random.nextInt(4) == 0 ? random.nextInt(TICKS) : TICKS;
      int inEvery = 1;
      int outEvery = 1;
      boolean answering = true;
      for (int tick = 1; tick < TICKS; tick++) {
        if (random.nextInt(150) == 0) {
          inEvery = 1 << random.nextInt(1, 14);
          outEvery = 1 << random.nextInt(1, 14);
          answering = random.nextInt(4) > 0;
        }
        boolean even = tick % 2 == 0;
        boolean alive = tick < death;
        made.in[tick] = even && alive && random.nextInt(inEvery) == 0;
        made.out[tick] = !even && random.nextInt(outEvery) == 0;
        made.ike[tick] = even && alive && random.nextInt(2_000) == 0;
        boolean answers = alive && answering && random.nextInt(5) > 0;
        made.answerAfter[tick] = answers ? 2 * random.nextInt(1, 45) : 0;
      }
      return made;
    }

    /** When an answer to what is sent at {@code tick} comes, if one does. */
    Optional<Integer> answer(int tick) {
      int at = tick + answerAfter[tick];
      return at > tick && at < TICKS ? Optional.of(at) : Optional.empty();
    }
  }

  /**
   * "This argument is the number of seconds during which traffic is not received from the peer
   * before DPD retry messages are sent if there is data (IPSec) traffic to send." "If a router has
   * no traffic to send, it never sends a DPD message." "Once 1 DPD message is missed by the peer,
   * the router moves to a more aggressive state and sends the DPD retry message at the faster retry
   * interval." "The router sends one DPD R_U_THERE message and four retransmissions before it
   * finally deletes the IPsec and IKE SAs."
   *
   * <p>One thing is not in those sentences: an answer that comes after data did, but before the
   * next try would have been due, counts as well. The data is not known of yet then.
   */
  private static List<String> naive(Schedule schedule) {
    List<String> told = new ArrayList<>();
    boolean[] answers = new boolean[TICKS];
    int heard = 0;
    int sent = -1;
    int missed = -1; // -1 while nothing is asked
    int tried = 0;
    for (int now = 1; now < TICKS; now++) {
      boolean answered = answers[now] && now - tried <= RETRY;
      if (schedule.in[now] || schedule.ike[now] || answered) {
        heard = now;
        missed = -1;
      }
      if (schedule.ike[now] || answered) {
        answers = new boolean[TICKS]; // further answers are no news, see DpdMachine
      }
      if (schedule.out[now]) {
        sent = now;
      }
      boolean again = missed >= 0 && now - tried == RETRY;
      missed += again ? 1 : 0;
      if (missed == 5) {
        told.add(now + " dead");
        return told;
      }
      if (again || missed < 0 && sent > heard && now - heard >= INTERVAL) {
        missed = Math.max(missed, 0);
        tried = now;
        told.add(now + " try " + missed);
        boolean[] coming = answers;
        schedule.answer(now).ifPresent(at -> coming[at] = true);
      }
    }
    return told;
  }

  /** The machine behind a data plane, as an SA's actor has it. */
  private static final class Watched {
    private final List<String> told = new ArrayList<>();
    private final Schedule schedule;
    private final SplittableRandom random;
    private final int[] answers = new int[TICKS];
    private DpdState state;
    private int now;
    private int in = -1;
    private int out = -1;
    private int timers;

    Watched(Schedule schedule, SplittableRandom random) {
      this.schedule = schedule;
      this.random = random;
      state = DpdState.initial(SETTINGS, random.nextInt(), START);
      feed(new DpdEvent.Enabled(random.nextInt()));
    }

    List<String> run() {
      for (now = 1; now < TICKS && state.phase() != Phase.DEAD; now++) {
        in = schedule.in[now] ? now : in;
        out = schedule.out[now] ? now : out;
        if (schedule.ike[now]) {
          feed(new DpdEvent.ProofOfLife(DpdEvent.Source.IKE, time(now)));
        }
        if (answers[now] > 0) {
          feed(new DpdEvent.AckReceived(answers[now] - 1));
        }
        if (schedule.out[now] && DpdMachine.awaitsTraffic(state) || unasked()) {
          pull();
        }
        if (!due() && random.nextInt(100) == 0) {
          feed(new DpdEvent.Deadline());
        }
        wake();
        checkDeadline();
      }
      return told;
    }

    /** Now and then somebody looks at the stamps for another reason. */
    private boolean unasked() {
      return state.phase() == Phase.WATCHING && random.nextInt(100) == 0;
    }

    private void wake() {
      while (due()) {
        timers++;
        pull();
        feed(new DpdEvent.Deadline());
      }
    }

    private boolean due() {
      return DpdMachine.nextDeadline(state).filter(at -> !at.isAfter(time(now))).isPresent();
    }

    /** In either order. */
    private void pull() {
      boolean inFirst = state.phase() == Phase.DOUBTING || random.nextBoolean();
      for (boolean inbound : new boolean[] {inFirst, !inFirst}) {
        if (inbound && in >= 0) {
          feed(new DpdEvent.ProofOfLife(DpdEvent.Source.ESP, time(in)));
          in = -1;
        } else if (!inbound && out >= 0) {
          feed(new DpdEvent.OutboundTraffic(time(out)));
          out = -1;
        }
      }
    }

    /** "After which, with nothing sent, no deadline at all": and then traffic is awaited. */
    private void checkDeadline() {
      boolean none = DpdMachine.nextDeadline(state).isEmpty();
      assertThat(DpdMachine.awaitsTraffic(state)).isEqualTo(none && state.phase() != Phase.DEAD);
    }

    private void feed(DpdEvent event) {
      DpdMachine.Step step = DpdMachine.step(state, event, time(now));
      state = step.next();
      for (DpdEffect effect : step.effects()) {
        if (effect instanceof DpdEffect.SendRUThere(int number, int attempt)) {
          told.add(now + " try " + attempt);
          schedule.answer(now).ifPresent(at -> answers[at] = number + 1);
        } else if (effect instanceof DpdEffect.DeclareDead) {
          told.add(now + " dead");
        }
      }
    }

    private static Instant time(int tick) {
      return START.plus(TICK.multipliedBy(tick));
    }
  }

  @Test
  void asksAndGivesUpWhenTheNaiveModelDoes() {
    int tries = 0;
    int deaths = 0;
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Schedule schedule = Schedule.random(random);
      List<String> expected = naive(schedule);

      assertThat(new Watched(schedule, random).run()).as("seed %d", seed).isEqualTo(expected);
      tries += expected.size();
      deaths += !expected.isEmpty() && expected.getLast().endsWith("dead") ? 1 : 0;
    }
    assertThat(tries).as("the schedules are worth something").isGreaterThan(LIVES * 3);
    assertThat(deaths).isBetween(LIVES / 20, LIVES * 3 / 4);
  }

  /** A tunnel with traffic both ways costs one timer an interval and no message. */
  @Test
  void trafficBothWaysCostsOneTimerAnIntervalAndNoMessage() {
    Schedule busy =
        new Schedule(new boolean[TICKS], new boolean[TICKS], new boolean[TICKS], new int[TICKS]);
    for (int tick = 1; tick < TICKS; tick++) {
      busy.in[tick] = tick % 2 == 0;
      busy.out[tick] = tick % 2 == 1;
    }
    Watched watched = new Watched(busy, new SplittableRandom(1));

    assertThat(watched.run()).isEmpty();
    assertThat(watched.timers).isBetween(1, TICKS / INTERVAL + 1);
  }
}
