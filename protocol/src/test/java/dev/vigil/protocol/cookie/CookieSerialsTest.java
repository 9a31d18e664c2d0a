package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CookieSerialsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");

  @Test
  void aBurstIsServedThenTheClockSetsThePace() {
    CookieSerials serials = CookieSerials.startingAt(NOW);
    int used = 0;
    for (Optional<CookieSerials> next = serials.next(NOW); next.isPresent(); used++) {
      serials = next.get();
      next = serials.next(NOW);
    }

    assertThat(used).isEqualTo(CookieSerials.AHEAD);
    assertThat(serials.next(NOW.plusMillis(2))).isPresent();
    assertThat(serials.next(NOW.plusMillis(2)).orElseThrow().next(NOW.plusMillis(2))).isEmpty();
  }

  @Test
  void strangersLeaveAReserveThatWeMayUse() {
    CookieSerials serials = CookieSerials.startingAt(NOW);
    int strangers = 0;
    for (var next = serials.nextForStranger(NOW); next.isPresent(); strangers++) {
      serials = next.get();
      next = serials.nextForStranger(NOW);
    }
    int own = 0;
    for (var next = serials.next(NOW); next.isPresent(); own++) {
      serials = next.get();
      next = serials.next(NOW);
    }

    assertThat(strangers).isEqualTo(CookieSerials.AHEAD - CookieSerials.RESERVE);
    assertThat(own).isEqualTo(CookieSerials.RESERVE);
  }

  /** Owners follow one another in bursts and lulls, two seconds or more apart. */
  @Test
  void noNumberComesBackAcrossRestarts() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Set<Long> used = new HashSet<>();
      Instant now = NOW;
      for (int owner = 0; owner < 10; owner++) {
        CookieSerials serials = CookieSerials.startingAt(now);
        for (int i = 0; i < 3_000; i++) {
          now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(40) : 0);
          Optional<CookieSerials> next = serials.next(now);
          if (next.isPresent()) {
            serials = next.get();
            assertThat(used.add(serials.last())).as("seed %d", seed).isTrue();
          }
        }
        now = now.plusMillis(2_050 + random.nextInt(5_000));
      }
    }
  }

  /** A supervised restart within the same millisecond. */
  @Test
  void anOwnerThatDidNotRunAheadMayFollowAtOnce() {
    CookieSerials first = CookieSerials.startingAt(NOW.minusSeconds(60)).next(NOW).orElseThrow();

    assertThat(CookieSerials.startingAt(NOW).next(NOW).orElseThrow().last())
        .isGreaterThan(first.last());
  }

  @Test
  void aClockThatGoesBackRepeatsNothing() {
    CookieSerials serials = CookieSerials.startingAt(NOW).next(NOW).orElseThrow();

    assertThat(serials.next(NOW.minusSeconds(1)).orElseThrow().last())
        .isEqualTo(serials.last() + 1);
    assertThat(serials.next(NOW.minusSeconds(60))).isEmpty();
  }
}
