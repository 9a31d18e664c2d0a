package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.wire.Octets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where published answers are silent: the formulas of RFC 2409 spelled out with the JDK's HMAC. */
final class KeyDerivationTest {
  private static final Octets NI = Octets.ofHex("00112233445566778899");
  private static final Octets NR = Octets.ofHex("aabbccddeeff00112233");
  private static final Octets PFS = Octets.ofHex("0077".repeat(64));
  private static final Octets PROTOCOL_AND_SPI = Octets.ofHex("03deadbeef");

  /** RFC 2409 §5.5: "KEYMAT = prf(SKEYID_d, g(qm)^xy | protocol | SPI | Ni_b | Nr_b)". */
  @ParameterizedTest
  @EnumSource
  void keymatWithPfsChainsItsBlocks(HashAlgorithm hash) throws GeneralSecurityException {
    Octets d = Octets.ofHex("5d".repeat(hash.digestBytes()));
    Octets seed = PFS.plus(PROTOCOL_AND_SPI).plus(NI).plus(NR);
    Octets k1 = hmac(hash, d, seed);
    Octets k2 = hmac(hash, d, k1.plus(seed));
    Octets k3 = hmac(hash, d, k2.plus(seed));
    Octets all = k1.plus(k2).plus(k3);
    for (int length = 1; length <= all.length(); length++) {
      assertThat(keymat(hash, d, Optional.of(Secret.wrap(PFS.toArray())), length))
          .isEqualTo(Secret.wrap(all.slice(0, length).toArray()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keymatWithoutPfsIsAnother(HashAlgorithm hash) throws GeneralSecurityException {
    Octets d = Octets.ofHex("5d".repeat(hash.digestBytes()));
    Octets k1 = hmac(hash, d, PROTOCOL_AND_SPI.plus(NI).plus(NR));
    assertThat(keymat(hash, d, Optional.empty(), hash.digestBytes()))
        .isEqualTo(Secret.wrap(k1.toArray()));
  }

  /** RFC 2409 Appendix B: "K1 = prf(SKEYID_e, 0)", "K2 = prf(SKEYID_e, K1)". */
  @Test
  void aCipherKeyLongerThanSkeyidEIsExpanded() throws GeneralSecurityException {
    Octets e = Octets.ofHex("e5".repeat(16));
    Octets k1 = hmac(HashAlgorithm.MD5, e, Octets.of((byte) 0));
    Octets k2 = hmac(HashAlgorithm.MD5, e, k1);
    Secret skeyidE = Secret.wrap(e.toArray());
    assertThat(KeyDerivation.cipherKey(EncryptionAlgorithm.AES_CBC_256, HashAlgorithm.MD5, skeyidE))
        .isEqualTo(Secret.wrap(k1.plus(k2).toArray()));
    assertThat(
            KeyDerivation.cipherKey(EncryptionAlgorithm.TRIPLE_DES_CBC, HashAlgorithm.MD5, skeyidE))
        .isEqualTo(Secret.wrap(k1.plus(k2).slice(0, 24).toArray()));
    assertThat(KeyDerivation.cipherKey(EncryptionAlgorithm.AES_CBC_128, HashAlgorithm.MD5, skeyidE))
        .isEqualTo(skeyidE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0101010101010101",
        // The same key with other parity bits.
        "0001000100010001",
        "fefefefefefefefe",
        "1f1f1f1fe0e0e0e0",
        "01fe01fe01fe01fe",
        "fee0fee0fef1fef1"
      })
  void weakDesKeysAreSteppedOver(String weak) {
    Octets strong = Octets.ofHex("0123456789abcdef");
    Octets skeyidE = Octets.ofHex(weak).plus(strong).plus(Octets.ofInt(0));
    assertThat(des(skeyidE)).isEqualTo(Secret.wrap(strong.toArray()));
    assertThat(des(strong.plus(skeyidE))).isEqualTo(Secret.wrap(strong.toArray()));
  }

  private static Secret des(Octets skeyidE) {
    return KeyDerivation.cipherKey(
        EncryptionAlgorithm.DES_CBC, HashAlgorithm.SHA1, Secret.wrap(skeyidE.toArray()));
  }

  private static Secret keymat(HashAlgorithm hash, Octets d, Optional<Secret> pfs, int length) {
    return KeyDerivation.keymat(hash, Secret.wrap(d.toArray()), pfs, 3, 0xdeadbeef, NI, NR, length);
  }

  private static Octets hmac(HashAlgorithm hash, Octets key, Octets text)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("Hmac" + hash.name());
    mac.init(new SecretKeySpec(key.toArray(), "HMAC"));
    return Octets.wrap(mac.doFinal(text.toArray()));
  }
}
