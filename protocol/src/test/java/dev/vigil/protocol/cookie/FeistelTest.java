package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The network itself: against QUIC-LB's published vector, and as a permutation. */
class FeistelTest {
  private static final int QUIC_LB_BYTES = 7;

  /**
   * Round function of draft-ietf-quic-load-balancers: AES-ECB of the half, zeros, the length in
   * bytes and the pass; of its outcome the left half takes the first bits, the right half those
   * that are left when it starts in mid-byte.
   */
  private static Feistel.Round aes(byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    return (pass, half) -> {
      boolean fromLeft = (pass & 1) == 1;
      byte[] block =
          ByteBuffer.allocate(16)
              .putInt((int) (fromLeft ? half << 4 : half))
              .put(14, (byte) QUIC_LB_BYTES)
              .put(15, (byte) pass)
              .array();
      try {
        int first = ByteBuffer.wrap(cipher.doFinal(block)).getInt();
        return fromLeft ? first & 0x0fff_ffffL : first >>> 4;
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }

  @Test
  void fourPassesOfAesGiveTheVectorOfQuicLb() throws GeneralSecurityException {
    byte[] key = HexFormat.of().parseHex("8f95f09245765f80256934e50c66207f");
    Feistel quicLb = new Feistel(28, 4, aes(key));
    long serverIdAndNonce = HexFormat.fromHexDigitsToLong("ed793aee080dbf");

    long enciphered = quicLb.encipher(serverIdAndNonce);

    assertThat(enciphered).isEqualTo(HexFormat.fromHexDigitsToLong("20b1d07b359d3c"));
    assertThat(quicLb.decipher(enciphered)).isEqualTo(serverIdAndNonce);
  }

  @Test
  void everyBlockHasItsOwnImage() {
    SipHash hash = new SipHash(1, 2);
    Feistel small = new Feistel(8, 10, (pass, half) -> hash.hash((long) pass << 56 | half));
    BitSet images = new BitSet();
    for (int block = 0; block < 1 << 16; block++) {
      long image = small.encipher(block);
      assertThat(small.decipher(image)).isEqualTo(block);
      images.set((int) image);
    }

    assertThat(images.cardinality()).isEqualTo(1 << 16);
  }

  /** One bit of difference changes each bit of the image with probability one half. */
  @Test
  void aSingleBitChangesHalfOfTheImage() {
    SipHash hash = new SipHash(3, 4);
    Feistel wide = new Feistel(31, 10, (pass, half) -> hash.hash((long) pass << 56 | half));
    SplittableRandom random = new SplittableRandom(5);
    int samples = 4_000;
    int[] changes = new int[62];
    for (int i = 0; i < samples; i++) {
      long block = random.nextLong() >>> 2;
      long difference = wide.encipher(block) ^ wide.encipher(block ^ 1L << random.nextInt(62));
      for (int bit = 0; bit < 62; bit++) {
        changes[bit] += (int) (difference >>> bit & 1);
      }
    }

    // 5 standard deviations of a fair coin: 5 * sqrt(4000) / 2
    assertThat(Arrays.stream(changes).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(1_842, 2_158));
  }
}
