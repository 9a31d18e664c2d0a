package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.crypto.Secret;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpiCodecTest {
  private static final Secret SECRET = Secret.ofText("a cluster's secret of some length");

  @Test
  void anSpiLeadsToThePeersShard() {
    SplittableRandom random = new SplittableRandom(1);
    SpiCodec codec = SpiCodec.of(SECRET, 9);
    SpiCodec otherNode = SpiCodec.of(SECRET, 9);
    for (int i = 0; i < 100_000; i++) {
      PeerTag tag = new PeerTag(random.nextInt(1 << 24));
      int spi = codec.encode(tag, random.nextInt());

      assertThat(otherNode.shard(spi)).isEqualTo(tag.shard(9));
      assertThat(Integer.toUnsignedLong(spi)).isGreaterThanOrEqualTo(256);
    }
  }

  /** All SPIs of shards that hold a reserved one: it is stepped over, at the price of a repeat. */
  @Test
  void reservedValuesAreNeverMadeAndTheRestHardlyTwice() {
    SpiCodec codec = SpiCodec.of(SECRET, 16);
    for (int reserved = 0; reserved < 256; reserved += 17) {
      PeerTag tag = new PeerTag(codec.shard(reserved) << 8);
      Set<Integer> spis = new HashSet<>();
      for (int number = 0; number < 1 << 16; number++) {
        spis.add(codec.encode(tag, number));
      }
      assertThat(spis).doesNotContain(reserved).hasSizeGreaterThanOrEqualTo((1 << 16) - 3);
    }
  }

  @Test
  void theNumberOfShardsHasBounds() {
    assertThatThrownBy(() -> SpiCodec.of(SECRET, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpiCodec.of(SECRET, 17)).isInstanceOf(IllegalArgumentException.class);
  }
}
