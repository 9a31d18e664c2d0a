package dev.vigil.protocol.esp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4303 §2.2, §3.3.3: the numbers of packets. */
class SequenceTest {
  private static final Octets INNER = Octets.ofHex("45000014000100004000a6e50a0000010a000002");
  private static final Entropy ENTROPY = new SplittableRandom(1)::nextBytes;
  private final SaPair pair =
      SaPair.of(
          new EspTransform(
              Optional.of(EncryptionAlgorithm.AES_CBC_128), Optional.of(HashAlgorithm.SHA1), true),
          new SplittableRandom(2));

  private static Optional<Integer> next(EspSealer sealer) {
    return sealer
        .seal(INNER, IpProtocol.IPV4, ENTROPY)
        .map(packet -> new EspView(packet.asBuffer()).sequence());
  }

  @Test
  void beginsWithOne() {
    EspSealer sealer = new EspSealer(pair.here());
    assertThat(sealer.sequence()).isZero();
    assertThat(next(sealer)).contains(1);
    assertThat(next(sealer)).contains(2);
    assertThat(sealer.sequence()).isEqualTo(2);
  }

  @Test
  void goesOnAboveACeiling() {
    EspSealer sealer = new EspSealer(pair.here(), 1_000_000);
    assertThat(sealer.sequence()).isEqualTo(1_000_000);
    assertThat(next(sealer)).contains(1_000_001);
  }

  @Test
  void neverWraps() {
    EspSealer sealer = new EspSealer(pair.here(), 0xffff_fffdL);
    assertThat(sealer.usedUp()).isFalse();
    assertThat(next(sealer)).contains(-2);
    assertThat(next(sealer)).contains(-1);
    assertThat(sealer.usedUp()).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(next(sealer)).isEmpty();
      assertThat(sealer.sequence()).isEqualTo(0xffff_ffffL);
    }
  }

  @Test
  void saysBeforeItsEndThatASuccessorIsDue() {
    EspSealer sealer = new EspSealer(pair.here(), EspSealer.NEARLY_USED_UP - 1);
    assertThat(sealer.nearlyUsedUp()).isFalse();
    assertThat(next(sealer)).isPresent();
    assertThat(sealer.nearlyUsedUp()).isTrue();
    assertThat(EspSealer.LAST_SEQUENCE - sealer.sequence()).isGreaterThan(1 << 27);
  }

  @Test
  void refusesACeilingThatIsNoNumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> new EspSealer(pair.here(), -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new EspSealer(pair.here(), 1L << 32));
  }

  /** Threads that seal through one SA: every number once, every packet opens. */
  @Test
  void threadsShareTheNumbers() throws InterruptedException {
    EspSealer sealer = new EspSealer(pair.here());
    EspOpener opener = new EspOpener(pair.there(), 0);
    Set<Integer> numbers = ConcurrentHashMap.newKeySet();
    Thread[] senders = new Thread[4];
    for (int t = 0; t < senders.length; t++) {
      Entropy entropy = new SplittableRandom(t)::nextBytes;
      senders[t] =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 2_000; i++) {
                  Octets packet = sealer.seal(INNER, IpProtocol.IPV4, entropy).orElseThrow();
                  if (opener.open(packet) instanceof EspOpening.Opened) {
                    numbers.add(new EspView(packet.asBuffer()).sequence());
                  }
                }
              });
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(numbers).hasSize(8_000).contains(1, 8_000);
    assertThat(sealer.sequence()).isEqualTo(8_000);
  }

  /** RFC 3602 §3: "The IV MUST be chosen at random, and MUST be unpredictable". */
  @Test
  void noIvComesTwice() {
    EspSealer sealer = new EspSealer(pair.here());
    Set<Octets> ivs = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 1_000; i++) {
      ivs.add(sealer.seal(INNER, IpProtocol.IPV4, ENTROPY).orElseThrow().slice(8, 16));
    }
    assertThat(ivs).hasSize(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "00000100 00000001 00000000, true",
    "ffffffff 00000001 00000000, true",
    "00000100 00000001 000000, false",
    "00000000 00000001 00000000, false",
    "000000ff 00000001 00000000, false"
  })
  void aViewTellsWhatCanBeEsp(String hex, boolean sound) {
    ByteBuffer bytes = Octets.ofHex("eeee" + hex.replace(" ", "")).asBuffer().position(2);
    assertThat(new EspView(bytes).isSound()).isEqualTo(sound);
    assertThat(bytes.position()).isEqualTo(2);
  }
}
