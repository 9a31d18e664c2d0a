package dev.vigil.actors.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SealingTest {
  private static final Secret KEY = Secret.of(new byte[32]);
  private static final byte[] PLACE = Place.record(3, new PeerTag(0x018001));
  private static final Octets CLEAR = Octets.ofHex("00010203");

  private final Sealing sealing = new Sealing(List.of(KEY), new SecureEntropy());

  @Test
  void theSameRecordNeverLooksTheSame() {
    assertThat(sealing.seal(PLACE, 1, 2, CLEAR)).isNotEqualTo(sealing.seal(PLACE, 1, 2, CLEAR));
  }

  @Test
  void aRecordInAnotherPlaceOrWithAnyBitChangedDoesNotOpen() {
    byte[] sealed = sealing.seal(PLACE, 1, 2, CLEAR);

    assertThatThrownBy(() -> sealing.open(Place.record(3, new PeerTag(0x018002)), sealed))
        .isInstanceOf(Damaged.class);
    assertThatThrownBy(() -> sealing.open(Place.of(Place.HEAD, 3, 0x018001), sealed))
        .isInstanceOf(Damaged.class);
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> sealing.open(PLACE, changed)).isInstanceOf(Damaged.class);
    }
    assertThatThrownBy(() -> sealing.open(PLACE, new byte[10])).isInstanceOf(Damaged.class);
  }

  @Test
  void aRecordOfThisFormatStaysReadable() {
    Octets golden = Octets.ofHex(GOLDEN);

    assertThat(sealing.open(PLACE, golden.toArray()))
        .isEqualTo(new Sealing.Opened(0x1122, 0x3344, CLEAR));
  }

  /**
   * Sealed once by this format's code under a key of zeros: kept, so that no change goes unseen.
   */
  private static final String GOLDEN =
      "01c60d3a1200000000000011220000000000003344000102030405060708090a0b"
          + "88ca31510cf6e5993b634510a63c8c0a932767e9";
}
