package dev.vigil.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Block ciphers in CBC mode, without padding, in place: one cached engine per thread and cipher.
 */
final class CbcCipher {
  private static final ThreadLocal<CbcCipher> OF_THREAD = ThreadLocal.withInitial(CbcCipher::new);

  private final Cipher aes = newEngine("AES");
  private final Cipher tripleDes = newEngine("DESede");
  private final Cipher des = newEngine("DES");

  private CbcCipher() {}

  static CbcCipher ofThread() {
    return OF_THREAD.get();
  }

  /**
   * Encrypts {@code length} bytes of {@code text} from {@code at} where they lie.
   *
   * @param iv holds the IV, one block long, from {@code ivAt}
   * @param length a multiple of the cipher's block size
   */
  void encrypt(
      EncryptionAlgorithm algorithm,
      Secret key,
      byte[] iv,
      int ivAt,
      byte[] text,
      int at,
      int length) {
    run(Cipher.ENCRYPT_MODE, algorithm, key, iv, ivAt, text, at, length);
  }

  /** The reverse of {@link #encrypt}. */
  void decrypt(
      EncryptionAlgorithm algorithm,
      Secret key,
      byte[] iv,
      int ivAt,
      byte[] text,
      int at,
      int length) {
    run(Cipher.DECRYPT_MODE, algorithm, key, iv, ivAt, text, at, length);
  }

  private void run(
      int mode,
      EncryptionAlgorithm algorithm,
      Secret key,
      byte[] iv,
      int ivAt,
      byte[] text,
      int at,
      int length) {
    if (length % algorithm.blockBytes() != 0 || key.length() != algorithm.keyBytes()) {
      throw new IllegalArgumentException("not whole blocks, or not a key of " + algorithm);
    }
    try {
      Cipher engine = engine(algorithm);
      engine.init(
          mode,
          new SecretKeySpec(key.reveal(), keyName(algorithm)),
          new IvParameterSpec(iv, ivAt, algorithm.blockBytes()));
      engine.doFinal(text, at, length, text, at);
    } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("not a key or IV of " + algorithm, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CBC over whole blocks failed", e);
    }
  }

  private Cipher engine(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case DES_CBC -> des;
      case TRIPLE_DES_CBC -> tripleDes;
      case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> aes;
    };
  }

  private static String keyName(EncryptionAlgorithm algorithm) {
    return switch (algorithm) {
      case DES_CBC -> "DES";
      case TRIPLE_DES_CBC -> "DESede";
      case AES_CBC_128, AES_CBC_192, AES_CBC_256 -> "AES";
    };
  }

  private static Cipher newEngine(String cipher) {
    try {
      return Cipher.getInstance(cipher + "/CBC/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks " + cipher, e);
    }
  }
}
