package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What must hold whatever the network does: thousands of lives in virtual time, each from its seed,
 * which a failure names.
 */
class DpdPropertyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final DpdSettings SETTINGS = DpdSettings.periodic(Duration.ofSeconds(10));
  private static final int LIVES = 1_000;

  /** Loses all tries of each schedule but one, delays and repeats what is left. */
  private static final class FourOfFiveLost implements WatchedPeer.Network {
    private final SplittableRandom random;
    private final int losses;
    private int schedule = -1;
    private boolean[] spared = {};

    FourOfFiveLost(SplittableRandom random, int losses) {
      this.random = random;
      this.losses = losses;
    }

    @Override
    public List<Duration> copies(WatchedPeer.Datagram datagram) {
      if (datagram.schedule() > schedule) {
        schedule = datagram.schedule();
        spared = sparedTries();
      }
      boolean spare = datagram.schedule() < schedule || spared[datagram.attempt()];
      if (!spare && random.nextBoolean() == datagram.request()) {
        return List.of();
      }
      // The answer to a try that was not spared is lost at the latest.
      if (!spare && !datagram.request()) {
        return List.of();
      }
      return delays();
    }

    private boolean[] sparedTries() {
      boolean[] all = {true, true, true, true, true};
      for (int lost = 0; lost < losses; ) {
        int at = random.nextInt(5);
        lost += all[at] ? 1 : 0;
        all[at] = false;
      }
      return all;
    }

    /** The first copy within the retry interval for there and back, others up to a minute late. */
    private List<Duration> delays() {
      List<Duration> delays = new ArrayList<>();
      delays.add(Duration.ofMillis(random.nextInt(990)));
      while (random.nextInt(3) == 0) {
        delays.add(Duration.ofMillis(random.nextInt(60_000)));
      }
      return delays;
    }
  }

  private static WatchedPeer watch(
      PeerModel peer, WatchedPeer.Network network, SplittableRandom random) {
    WatchedPeer watched = new WatchedPeer(peer, network, SETTINGS, random.nextInt(), START);
    watched.feed(new DpdEvent.Enabled(random.nextInt()));
    return watched;
  }

  @ParameterizedTest
  @EnumSource(
      value = PeerModel.Kind.class,
      names = {"RISING", "STRICT"},
      mode = EnumSource.Mode.EXCLUDE)
  void noLossOfFourTriesNoRepeatAndNoDelayKillsALivingPeer(PeerModel.Kind kind) {
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int losses = random.nextInt(5);
      WatchedPeer watched = watch(kind.fresh(), new FourOfFiveLost(random, losses), random);
      watched.disturb(at -> random.nextInt(4) == 0, Duration.ofMillis(700), START.plusSeconds(600));
      watched.runUntil(START.plusSeconds(600));

      assertThat(watched.declaredDead()).as("seed %d, losses %d", seed, losses).isFalse();
      assertThat(watched.schedules()).as("seed %d", seed).isGreaterThan(20);
    }
  }

  /**
   * The strict peer of RFC 3706 §6.2: the loss of any one try of a schedule, in either direction.
   */
  @Test
  void noSingleLossKillsAStrictPeer() {
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WatchedPeer watched =
          watch(PeerModel.Kind.STRICT.fresh(), new FourOfFiveLost(random, 1), random);
      watched.runUntil(START.plusSeconds(600));

      assertThat(watched.declaredDead()).as("seed %d", seed).isFalse();
    }
  }

  /**
   * A peer dies; an outsider repeats all it ever recorded, both ways, as if the SA had let it pass.
   * The death is seen as soon as it would be without.
   */
  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void nothingThatIsReplayedKeepsADeadPeerAlive(PeerModel.Kind kind) {
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      WatchedPeer.Network quick = datagram -> List.of(Duration.ofMillis(random.nextInt(900)));
      WatchedPeer watched = watch(kind.fresh(), quick, random);
      List<Integer> asked = new ArrayList<>();
      for (int i = random.nextInt(5); i >= 0; i--) {
        asked.add(random.nextInt());
        watched.feed(new DpdEvent.RequestReceived(asked.getLast()));
      }
      Instant death = START.plusMillis(30_000 + random.nextInt(60_000));
      watched.runUntil(death);
      watched.killPeer();
      replay(watched, random, asked, death);
      watched.runUntil(death.plusSeconds(600));

      assertThat(watched.declaredDead()).as("seed %d", seed).isTrue();
      Duration patience = SETTINGS.interval().plus(SETTINGS.patience());
      assertThat(watched.now())
          .as("seed %d", seed)
          .isBeforeOrEqualTo(watched.lastAck().plus(patience));
    }
  }

  /** Everything that was ever received, every few milliseconds. */
  private static void replay(
      WatchedPeer watched, SplittableRandom random, List<Integer> asked, Instant death) {
    List<Integer> answered = List.copyOf(watched.numbers());
    boolean open = watched.state().phase() == DpdState.Phase.ASKING;
    int known = answered.size() - (open ? 1 : 0); // the answer to the open one is still on its way
    for (int at = 0; at < 60_000; at += 1 + random.nextInt(200)) {
      int choice = random.nextInt(3);
      DpdEvent event =
          choice == 0
              ? new DpdEvent.RequestReceived(asked.get(random.nextInt(asked.size())))
              : choice == 1 && known > 0
                  ? new DpdEvent.AckReceived(answered.get(random.nextInt(known)))
                  : new DpdEvent.Deadline();
      watched.at(death.plusMillis(at), () -> watched.feed(event));
    }
  }

  /** Who holds genuine answers back gains one cycle at most, however many there are. */
  @Test
  void answersThatWereHeldBackCountOnceAtMost() {
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Integer> held = new ArrayList<>();
      WatchedPeer.Network holding =
          datagram -> {
            if (datagram.request() || datagram.schedule() < 3) {
              return List.of(Duration.ofMillis(20));
            }
            held.add(datagram.number());
            return List.of();
          };
      WatchedPeer watched = watch(PeerModel.Kind.STRONGSWAN.fresh(), holding, random);
      Instant release = START.plusSeconds(40 + random.nextInt(12));
      watched.runUntil(release);
      watched.killPeer();
      for (int at = 0; at < 120_000; at += 50) {
        watched.at(
            release.plusMillis(at),
            () -> {
              if (!held.isEmpty()) {
                watched.feed(new DpdEvent.AckReceived(held.get(random.nextInt(held.size()))));
              }
            });
      }
      watched.runUntil(release.plusSeconds(600));

      assertThat(watched.declaredDead()).as("seed %d", seed).isTrue();
      Duration cycle = SETTINGS.interval().plus(SETTINGS.patience());
      assertThat(watched.now())
          .as("seed %d", seed)
          .isBeforeOrEqualTo(release.plus(cycle.multipliedBy(2)));
    }
  }

  /**
   * Random events at random times, to and fro: nothing throws, and nothing waits longer than a
   * period.
   */
  @Test
  void noOrderOfEventsStopsTheWatch() {
    for (long seed = 0; seed < LIVES; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      DpdState state = DpdState.initial(SETTINGS, random.nextInt(), START);
      state = DpdMachine.step(state, new DpdEvent.Enabled(random.nextInt()), START).next();
      Instant now = START;
      for (int i = 0; i < 200 && state.phase() != DpdState.Phase.DEAD; i++) {
        now = now.plusMillis(random.nextInt(-2_000, 5_000));
        state = DpdMachine.step(state, anyEvent(random, state, now), now).next();
        if (state.phase() != DpdState.Phase.DEAD) {
          Instant due = DpdMachine.nextDeadline(state).orElseThrow();
          assertThat(due).as("seed %d", seed).isBeforeOrEqualTo(now.plus(SETTINGS.interval()));
        }
      }
    }
  }

  private static DpdEvent anyEvent(SplittableRandom random, DpdState state, Instant now) {
    int near = state.lastNumber() + random.nextInt(-3, 4);
    return switch (random.nextInt(7)) {
      case 0, 1 -> new DpdEvent.Deadline();
      case 2 -> new DpdEvent.AckReceived(random.nextBoolean() ? near : random.nextInt());
      case 3 -> new DpdEvent.RequestReceived(random.nextBoolean() ? near : random.nextInt());
      case 4 -> new DpdEvent.ProofOfLife(DpdEvent.Source.IKE, now);
      case 5 -> new DpdEvent.OutboundTraffic(now);
      default -> new DpdEvent.Enabled(random.nextInt());
    };
  }

  /**
   * 100,000 SAs that start at one instant: no 10 ms sees more than half as much again as its share.
   */
  @Test
  void manyPeersAreNeverAskedInOneTick() {
    SplittableRandom random = new SplittableRandom(1);
    List<DpdState> states = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      DpdState state = DpdState.initial(SETTINGS, random.nextInt(), START);
      states.add(DpdMachine.step(state, new DpdEvent.Enabled(random.nextInt()), START).next());
    }
    assertThat(busiestTick(states)).isLessThan(150);

    // All nodes stand still for 33 s: what was missed is not made up for in a burst.
    Instant after = START.plusSeconds(43);
    List<DpdState> woken = new ArrayList<>();
    int atOnce = 0;
    for (DpdState state : states) {
      DpdMachine.Step step = DpdMachine.step(state, new DpdEvent.Deadline(), after);
      atOnce += step.effects().size();
      woken.add(step.next());
    }
    assertThat(atOnce).isZero();
    assertThat(busiestTick(woken)).isLessThan(150);
  }

  private static int busiestTick(List<DpdState> states) {
    int[] ticks = new int[10_000];
    int busiest = 0;
    for (DpdState state : states) {
      long due = DpdMachine.nextDeadline(state).orElseThrow().toEpochMilli();
      busiest = Math.max(busiest, ++ticks[(int) (due / 10 % ticks.length)]);
    }
    return busiest;
  }
}
