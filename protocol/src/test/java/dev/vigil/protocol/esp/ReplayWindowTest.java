package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
  /** What RFC 4303 §3.4.3 says, with all numbers that ever came remembered. */
  private static final class Model {
    private final int size;
    private final Set<Long> seen = new HashSet<>();
    private long top;

    Model(int size) {
      this.size = size;
    }

    boolean take(long number) {
      if (number == 0 || number <= top - size || !seen.add(number)) {
        return false;
      }
      top = Math.max(top, number);
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 95, 96, 97, 128, 256, 512, 1000, 1024})
  void doesWhatASetOfAllNumbersDoes(int size) {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ReplayWindow window = new ReplayWindow(size);
      Model model = new Model(size);
      int taken = 0;
      for (int step = 0; step < 5_000; step++) {
        long number = next(random, model.top, size);
        boolean admitted = window.admits((int) number);
        boolean expected = model.take(number);
        assertThat(window.take((int) number))
            .as("size %d, seed %d, step %d, number %d", size, seed, step, number)
            .isEqualTo(expected)
            .isEqualTo(admitted);
        taken += expected ? 1 : 0;
      }
      assertThat(taken).as("seed %d", seed).isBetween(500, 4_900);
    }
  }

  /** Mostly around the window's two edges, now and then far ahead or far behind. */
  private static long next(SplittableRandom random, long top, int size) {
    long number =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> top + random.nextInt(1, 4);
          case 4, 5, 6 -> top - random.nextInt(size + 2);
          case 7 -> top - size + random.nextInt(-2, 3);
          case 8 -> top + random.nextInt(2 * size);
          default -> random.nextInt(50) == 0 ? top + random.nextInt(1 << 20) : random.nextLong(99);
        };
    return Math.clamp(number, 0, EspSealer.LAST_SEQUENCE);
  }

  /** RFC 4303 §3.3.3: "the first packet sent ... will contain a sequence number of 1". */
  @Test
  void zeroIsNoPacketsNumber() {
    assertThat(new ReplayWindow(64).admits(0)).isFalse();
    assertThat(new ReplayWindow(64).take(0)).isFalse();
  }

  @Test
  void numbersAreUnsigned() {
    ReplayWindow window = new ReplayWindow(64);
    assertThat(window.take(0x7fff_ffff)).isTrue();
    assertThat(window.take(0x8000_0000)).isTrue();
    assertThat(window.take(0xffff_ffff)).isTrue();
    assertThat(window.take(0xffff_ffff)).isFalse();
    assertThat(window.take(0xffff_ffff - 63)).isTrue();
    assertThat(window.take(0xffff_ffff - 64)).isFalse();
    assertThat(window.take(1)).isFalse();
  }

  @Test
  void askingMovesNothing() {
    ReplayWindow window = new ReplayWindow(64);
    assertThat(window.take(1)).isTrue();
    assertThat(window.admits(1_000_000)).isTrue();
    assertThat(window.admits(2)).isTrue();
    assertThat(window.take(2)).isTrue();
  }

  @Test
  void noWindowTakesEverything() {
    ReplayWindow window = new ReplayWindow(0);
    for (int number : new int[] {7, 7, 0, 0, -1, -1}) {
      assertThat(window.admits(number) && window.take(number)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 32, 63, 1025, Integer.MAX_VALUE})
  void sizesOutOfRangeAreRefused(int size) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ReplayWindow(size));
  }

  /** Four threads bring the same numbers in slightly different orders: each is taken once. */
  @Test
  void ofSeveralThreadsOneTakesANumber() throws InterruptedException {
    int numbers = 100_000;
    int threads = 4;
    ReplayWindow window = new ReplayWindow(1024);
    AtomicIntegerArray taken = new AtomicIntegerArray(numbers + 1);
    CountDownLatch start = new CountDownLatch(1);
    Thread[] receivers = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      SplittableRandom random = new SplittableRandom(t);
      receivers[t] =
          Thread.ofPlatform()
              .start(() -> {
                await(start);
                for (int i = 1; i <= numbers; i++) {
                  int number = Math.clamp((long) i + random.nextInt(-8, 9), 1, numbers);
                  if (window.take(number)) {
                    taken.incrementAndGet(number);
                  }
                }
              });
    }
    start.countDown();
    for (Thread receiver : receivers) {
      receiver.join();
    }
    int once = 0;
    for (int number = 1; number <= numbers; number++) {
      assertThat(taken.get(number)).as("number %d", number).isLessThan(2);
      once += taken.get(number);
    }
    assertThat(once).isGreaterThan(numbers / 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
