package dev.vigil.protocol.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the vectors of the reference implementation: key 00 01 … 0f, message 00 01 02 …. */
class SipHashTest {
  private static final SipHash HASH = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** The result's bytes come least significant first there. */
  @ParameterizedTest
  @CsvSource({
    "0, 310e0edd47db6f72",
    "4, b7877127e09427cf",
    "8, 6224939a79f5f593",
    "15, e545be4961ca29a1",
    "16, db9bc2577fcc2a3f"
  })
  void agreesWithTheReference(int length, String expected) {
    byte[] message = new byte[length];
    for (int i = 0; i < length; i++) {
      message[i] = (byte) i;
    }

    assertThat(HASH.hash(message))
        .isEqualTo(Long.reverseBytes(Long.parseUnsignedLong(expected, 16)));
  }

  @Test
  void aWordHashesLikeItsEightBytes() {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, (byte) 0x88};
    long word = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();

    assertThat(HASH.hash(word)).isEqualTo(HASH.hash(bytes));
  }

  @Test
  void itsTextFormShowsNoKey() {
    assertThat(HASH).hasToString("SipHash under a secret key");
  }
}
