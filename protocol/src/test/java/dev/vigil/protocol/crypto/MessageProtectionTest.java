package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.protocol.crypto.MessageProtection.Opening;
import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class MessageProtectionTest {
  private static final int BODIES = 300;

  @ParameterizedTest
  @EnumSource
  void whatIsProtectedOpensToTheSameBytes(EncryptionAlgorithm cipher) {
    Random random = new Random(cipher.keyBytes());
    for (int length = 1; length <= BODIES; length++) {
      Octets message = message(random, length);
      Secret key = Secret.wrap(random(random, cipher.keyBytes()).toArray());
      Octets iv = random(random, cipher.blockBytes());
      Protected sealed = MessageProtection.protect(cipher, key, iv, message);
      Octets datagram = sealed.datagram();

      int body = datagram.length() - Header.BYTES;
      assertThat(body % cipher.blockBytes()).isZero();
      assertThat(body - length).isBetween(0, cipher.blockBytes() - 1);
      assertThat(datagram.intAt(24)).isEqualTo(datagram.length());
      assertThat(datagram.at(19) & Header.ENCRYPTION).isOne();
      assertThat(datagram.slice(0, 19)).isEqualTo(message.slice(0, 19));
      assertThat(sealed.lastBlock()).isEqualTo(datagram.tail(cipher.blockBytes()));

      Octets clear = opened(cipher, key, iv, datagram, sealed.lastBlock());
      assertThat(clear.slice(0, Header.BYTES)).isEqualTo(datagram.slice(0, Header.BYTES));
      assertThat(clear.slice(Header.BYTES, length)).isEqualTo(message.tail(length));
      assertThat(clear.tail(body - length)).isEqualTo(Octets.of(new byte[body - length]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void neitherArgumentIsWrittenTo(EncryptionAlgorithm cipher) {
    Random random = new Random(5);
    Octets message = message(random, 40);
    Octets copy = Octets.of(message.toArray());
    Secret key = Secret.wrap(random(random, cipher.keyBytes()).toArray());
    Octets iv = random(random, cipher.blockBytes());
    Octets ivCopy = Octets.of(iv.toArray());
    Octets datagram = MessageProtection.protect(cipher, key, iv, message).datagram();
    Octets datagramCopy = Octets.of(datagram.toArray());
    opened(cipher, key, iv, datagram, datagram.tail(cipher.blockBytes()));

    assertThat(message).isEqualTo(copy);
    assertThat(iv).isEqualTo(ivCopy);
    assertThat(datagram).isEqualTo(datagramCopy);
  }

  @ParameterizedTest
  @EnumSource
  void partsOfBlocksAreRefused(EncryptionAlgorithm cipher) {
    Random random = new Random(6);
    Secret key = Secret.wrap(random(random, cipher.keyBytes()).toArray());
    Octets iv = random(random, cipher.blockBytes());
    for (int length = 0; length < 200; length++) {
      Opening opening = MessageProtection.open(cipher, key, iv, random(random, length));
      int body = length - Header.BYTES;
      if (body <= 0 || body % cipher.blockBytes() != 0) {
        assertThat(opening).isEqualTo(new Opening.Refused());
      } else {
        assertThat(opening).isInstanceOf(Opening.Opened.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyOfTheWrongLengthIsAnErrorThatDoesNotShowIt(EncryptionAlgorithm cipher) {
    Secret key = Secret.ofText("wrong");
    Octets iv = Octets.of(new byte[cipher.blockBytes()]);
    assertThatThrownBy(() -> MessageProtection.protect(cipher, key, iv, message(new Random(1), 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("wrong");
  }

  private static Octets opened(
      EncryptionAlgorithm cipher, Secret key, Octets iv, Octets datagram, Octets nextIv) {
    return switch (MessageProtection.open(cipher, key, iv, datagram)) {
      case Opening.Opened(Octets clear, Octets lastBlock) -> {
        assertThat(lastBlock).isEqualTo(nextIv);
        yield clear;
      }
      case Opening.Refused() -> throw new AssertionError("refused");
    };
  }

  private static Octets message(Random random, int body) {
    return random(random, Header.BYTES + body);
  }

  private static Octets random(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Octets.wrap(bytes);
  }
}
