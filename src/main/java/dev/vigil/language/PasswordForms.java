package dev.vigil.language;

import dev.vigil.protocol.config.HiddenSecret;
import dev.vigil.protocol.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Makes of a password in clear what the router would store of it. */
final class PasswordForms {
  /** The router's alphabet in the order of the digits of base 64. */
  private static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String USUAL_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private static final int SALT_LENGTH = 14;
  private static final int ROUNDS = 20_000;
  private static final int HASH_BITS = 256;

  /** The router's type 7 is made with this; all the world knows it. */
  private static final String MASK = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";

  private static final int MASK_STARTS = 16;

  private PasswordForms() {}

  /**
   * Type 8: PBKDF2 with HMAC-SHA-256, 20,000 rounds and a salt of 14 characters. Of the router's
   * hashes it is the one that needs no more than a JDK has, and not a weak one.
   */
  static HiddenSecret hashed(Secret clear, RandomGenerator random) {
    StringBuilder salt = new StringBuilder();
    for (int i = 0; i < SALT_LENGTH; i++) {
      salt.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    return hashed(clear, salt.toString());
  }

  static HiddenSecret hashed(Secret clear, String salt) {
    char[] password = text(clear).toCharArray();
    PBEKeySpec spec =
        new PBEKeySpec(password, salt.getBytes(StandardCharsets.US_ASCII), ROUNDS, HASH_BITS);
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return new HiddenSecret(8, Secret.ofText("$8$" + salt + "$" + base64(hash)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with HMAC-SHA-256", e);
    } finally {
      spec.clearPassword();
    }
  }

  private static String base64(byte[] hash) {
    StringBuilder text = new StringBuilder();
    Base64.getEncoder()
        .withoutPadding()
        .encodeToString(hash)
        .chars()
        .forEach(c -> text.append(DIGITS.charAt(USUAL_DIGITS.indexOf(c))));
    return text.toString();
  }

  /** Type 7: not readable at a glance, and by no means secret. */
  static HiddenSecret masked(Secret clear, RandomGenerator random) {
    return masked(clear, random.nextInt(MASK_STARTS));
  }

  static HiddenSecret masked(Secret clear, int start) {
    StringBuilder text = new StringBuilder("%02d".formatted(start));
    byte[] octets = clear.reveal();
    for (int i = 0; i < octets.length; i++) {
      int masked = (octets[i] & 0xFF) ^ MASK.charAt((start + i) % MASK.length());
      text.append("%02X".formatted(masked));
    }
    return new HiddenSecret(7, Secret.ofText(text.toString()));
  }

  private static String text(Secret secret) {
    return new String(secret.reveal(), StandardCharsets.UTF_8);
  }
}
