package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.quickmode.ChildSa;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loss, repetition and reordering by seed: a failure prints the seed that brings it back. */
class StormTest {
  private static final Wire.Weather STORM =
      new Wire.Weather(0.2, 0.3, Duration.ofMillis(20), Duration.ofMillis(900));

  @ParameterizedTest
  @ValueSource(longs = {1000, 2000, 3000, 4000})
  void whatComesThroughIsTheSameOnBothSides(long firstSeed) {
    int complete = 0;
    for (long seed = firstSeed; seed < firstSeed + 100; seed++) {
      Pair pair = new Pair(seed, STORM, Pair.settings(Pair.SITE), Pair.settings(Pair.HEAD_END));
      pair.connect();
      pair.negotiate(0x3001);
      pair.run(Duration.ofMinutes(3));
      complete += check(pair, seed) ? 1 : 0;
    }
    assertThat(complete).isGreaterThan(90);
  }

  private static boolean check(Pair pair, long seed) {
    List<ChildSa> ours = children(pair.initiator);
    List<ChildSa> theirs = children(pair.responder);
    assertThat(ours).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
    assertThat(theirs).as("seed %d", seed).hasSizeLessThanOrEqualTo(1);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return false;
    }
    assertThat(ours.getFirst().inboundEncryptionKey())
        .as("seed %d", seed)
        .isEqualTo(theirs.getFirst().outboundEncryptionKey());
    return true;
  }

  private static List<ChildSa> children(Side side) {
    return side.all(SaEffect.ChildEstablished.class).stream()
        .map(SaEffect.ChildEstablished::child)
        .toList();
  }
}
