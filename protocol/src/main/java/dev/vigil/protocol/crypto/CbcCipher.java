package dev.vigil.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Block ciphers in CBC mode, without padding: one cached engine per thread and cipher. */
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

  /**
   * Encrypts the first {@code wholeBlocks} bytes of {@code head} and all of {@code tail} as one
   * text. In place a platform's cipher would copy it first.
   *
   * @param target another array than both; it holds the IV right before {@code at}, and takes the
   *     ciphertext from there
   */
  void encrypt(
      EncryptionAlgorithm algorithm,
      Secret key,
      byte[] head,
      int wholeBlocks,
      byte[] tail,
      byte[] target,
      int at) {
    try {
      Cipher engine =
          keyed(Cipher.ENCRYPT_MODE, algorithm, key, target, at - algorithm.blockBytes());
      int done = engine.update(head, 0, wholeBlocks, target, at);
      engine.doFinal(tail, 0, tail.length, target, at + done);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CBC over whole blocks failed", e);
    }
  }

  /**
   * Decrypts without changing {@code source}, which holds the IV right before {@code at}.
   *
   * @param length a multiple of the cipher's block size
   */
  byte[] decrypted(EncryptionAlgorithm algorithm, Secret key, byte[] source, int at, int length) {
    try {
      Cipher engine =
          keyed(Cipher.DECRYPT_MODE, algorithm, key, source, at - algorithm.blockBytes());
      byte[] text = new byte[length];
      engine.doFinal(source, at, length, text, 0);
      return text;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CBC over whole blocks failed", e);
    }
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
    if (length % algorithm.blockBytes() != 0) {
      throw new IllegalArgumentException("not whole blocks");
    }
    try {
      keyed(mode, algorithm, key, iv, ivAt).doFinal(text, at, length, text, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("CBC over whole blocks failed", e);
    }
  }

  private Cipher keyed(int mode, EncryptionAlgorithm algorithm, Secret key, byte[] iv, int ivAt) {
    if (key.length() != algorithm.keyBytes()) {
      throw new IllegalArgumentException("not a key of " + algorithm);
    }
    try {
      Cipher engine = engine(algorithm);
      engine.init(
          mode,
          new SecretKeySpec(key.reveal(), keyName(algorithm)),
          new IvParameterSpec(iv, ivAt, algorithm.blockBytes()));
      return engine;
    } catch (InvalidKeyException | InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("not a key or IV of " + algorithm, e);
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
