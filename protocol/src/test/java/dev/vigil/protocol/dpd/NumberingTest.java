package dev.vigil.protocol.dpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which number a retry carries: every numbering that never goes back, against every peer, under
 * every way to lose five tries. ADR 0005 quotes what is asserted here.
 */
class NumberingTest {
  private static final int TRIES = DpdSettings.TRIES;
  private static final int FATES = 243; // 3^5
  private static final int FIRST = 10;

  /** Steps of the numbering in use: repeat, advance, repeat, advance. */
  private static final List<Integer> CHOSEN = List.of(0, 0, 1, 1, 2);

  /** What becomes of one try. */
  private enum Fate {
    DELIVERED,
    REQUEST_LOST,
    ACK_LOST
  }

  @Test
  void theMachineSendsEachNumberTwice() {
    assertThat(numbersOf(ProbeNumbers.startingAt(FIRST))).isEqualTo(CHOSEN);
  }

  @ParameterizedTest
  @EnumSource(PeerModel.Kind.class)
  void noFourLossesKillARealPeer(PeerModel.Kind kind) {
    int losses = fewestFatalLosses(CHOSEN, kind);

    assertThat(losses).isEqualTo(kind.real() ? 5 : kind == PeerModel.Kind.RISING ? 3 : 2);
  }

  @Test
  void noNumberingAtAllSurvivesEveryTwoLossesWithAStrictPeer() {
    for (List<Integer> numbering : numberings()) {
      assertThat(fewestFatalLosses(numbering, PeerModel.Kind.STRICT))
          .as("%s", numbering)
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void oneLossKillsAStrictPeerWhereTheFirstRetryAdvancesOrNoneDoes() {
    for (List<Integer> numbering : numberings()) {
      boolean fragile = numbering.get(1) == 1 || numbering.get(4) == 0;
      assertThat(fewestFatalLosses(numbering, PeerModel.Kind.STRICT) == 1)
          .as("%s", numbering)
          .isEqualTo(fragile);
    }
  }

  @Test
  void repeatingOneNumberSilencesLibreswan() {
    assertThat(fewestFatalLosses(List.of(0, 0, 0, 0, 0), PeerModel.Kind.LIBRESWAN)).isEqualTo(4);
  }

  /** At one percent of loss each way nothing is safer for a strict peer than what is chosen. */
  @Test
  void amongTheBestForStrictPeersTheChosenOneIsBestForRisingOnes() {
    double chosen = deathRate(CHOSEN, PeerModel.Kind.STRICT, 0.01);
    double chosenRising = deathRate(CHOSEN, PeerModel.Kind.RISING, 0.01);

    assertThat(chosen).isBetween(0.9e-4, 1.1e-4);
    for (List<Integer> numbering : numberings()) {
      double strict = deathRate(numbering, PeerModel.Kind.STRICT, 0.01);
      assertThat(strict).as("%s", numbering).isGreaterThan(0.95 * chosen);
      if (strict < 1.1 * chosen) {
        assertThat(deathRate(numbering, PeerModel.Kind.RISING, 0.01))
            .as("%s", numbering)
            .isGreaterThanOrEqualTo(chosenRising);
      }
    }
  }

  /**
   * Over many schedules, with what one leaves for the next: false deaths of a strict peer that
   * shows no other sign of life, at five percent of loss each way.
   */
  @Test
  void overALongLifeEveryOtherSchemeKillsStrictPeersMoreOften() {
    double advancing = deathsPerSchedule(1, 20_261_124);
    double twice = deathsPerSchedule(ProbeNumbers.SENDINGS, 20_261_124);
    double never = deathsPerSchedule(Integer.MAX_VALUE, 20_261_124);

    assertThat(twice).isLessThan(0.005);
    assertThat(advancing).isGreaterThan(10 * twice);
    assertThat(never).isGreaterThan(10 * twice);
  }

  private static double deathsPerSchedule(int sendings, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int schedules = 50_000;
    int deaths = 0;
    PeerModel peer = PeerModel.Kind.STRICT.fresh();
    int number = FIRST;
    int sent = 0;
    for (int i = 0; i < schedules; i++) {
      boolean answered = false;
      for (int attempt = 0; attempt < TRIES && !answered; attempt++) {
        if (sent == sendings) {
          number++;
          sent = 0;
        }
        sent++;
        boolean arrived = random.nextDouble() >= 0.05;
        answered = arrived && peer.answers(0, number) && random.nextDouble() >= 0.05;
      }
      number++;
      sent = 0;
      if (!answered) {
        deaths++;
        peer = PeerModel.Kind.STRICT.fresh();
      }
    }
    return (double) deaths / schedules;
  }

  private static List<Integer> numbersOf(ProbeNumbers start) {
    List<Integer> numbers = new ArrayList<>();
    ProbeNumbers at = start.probe();
    numbers.add(at.last() - FIRST);
    for (int attempt = 1; attempt < TRIES; attempt++) {
      at = at.retry();
      numbers.add(at.last() - FIRST);
    }
    return numbers;
  }

  /** All sixteen: each retry repeats the number before or takes the next one. */
  private static List<List<Integer>> numberings() {
    List<List<Integer>> all = new ArrayList<>();
    for (int steps = 0; steps < 1 << (TRIES - 1); steps++) {
      List<Integer> numbers = new ArrayList<>(List.of(0));
      for (int retry = 0; retry < TRIES - 1; retry++) {
        numbers.add(numbers.getLast() + (steps >>> retry & 1));
      }
      all.add(numbers);
    }
    return all;
  }

  private static int fewestFatalLosses(List<Integer> numbering, PeerModel.Kind kind) {
    int fewest = Integer.MAX_VALUE;
    for (int code = 0; code < FATES; code++) {
      List<Fate> fates = fates(code);
      if (!survives(numbering, kind, fates)) {
        int losses = (int) fates.stream().filter(fate -> fate != Fate.DELIVERED).count();
        fewest = Math.min(fewest, losses);
      }
    }
    return fewest;
  }

  /** How likely one schedule kills the living peer when each datagram is lost with {@code loss}. */
  private static double deathRate(List<Integer> numbering, PeerModel.Kind kind, double loss) {
    double rate = 0;
    for (int code = 0; code < FATES; code++) {
      List<Fate> fates = fates(code);
      if (!survives(numbering, kind, fates)) {
        rate +=
            fates.stream().mapToDouble(fate -> likelihood(fate, loss)).reduce(1, (a, b) -> a * b);
      }
    }
    return rate;
  }

  private static double likelihood(Fate fate, double loss) {
    return switch (fate) {
      case DELIVERED -> (1 - loss) * (1 - loss);
      case REQUEST_LOST -> loss;
      case ACK_LOST -> (1 - loss) * loss;
    };
  }

  private static boolean survives(List<Integer> numbering, PeerModel.Kind kind, List<Fate> fates) {
    PeerModel peer = kind.fresh();
    peer.answers(0, FIRST - 1);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Fate fate = fates.get(attempt);
      boolean answered =
          fate != Fate.REQUEST_LOST && peer.answers(attempt + 1, FIRST + numbering.get(attempt));
      if (answered && fate == Fate.DELIVERED) {
        return true;
      }
    }
    return false;
  }

  private static List<Fate> fates(int code) {
    List<Fate> fates = new ArrayList<>();
    for (int rest = code, i = 0; i < TRIES; i++, rest /= 3) {
      fates.add(Fate.values()[rest % 3]);
    }
    return fates;
  }
}
