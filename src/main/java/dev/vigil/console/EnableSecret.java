package dev.vigil.console;

import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.HiddenSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What {@code enable} asks for: the configuration's {@code enable secret}, or else its {@code
 * enable password}. Reversibly hidden (7), or hashed as the router does: SHA-256 without salt (4),
 * MD5-crypt (5), PBKDF2 (8), scrypt (9).
 */
final class EnableSecret {
  private static final Pattern SALTED = Pattern.compile("\\$([0-9])\\$([^$]+)\\$(\\S+)");
  private static final int PBKDF2_ROUNDS = 20_000;
  private static final int SCRYPT_COST = 16_384;
  private static final int HASH_BYTES = 32;
  private static final String USUAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String ROUTERS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /** The constant that the router's type 7 is made with; known to all, so it hides nothing. */
  private static final String VIGENERE = "dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87";

  private final int form;
  private final String value;

  EnableSecret(HiddenSecret hidden) {
    this.form = hidden.form();
    this.value = new String(hidden.text().reveal(), StandardCharsets.UTF_8);
  }

  /** The one of a configuration; a secret goes before a password. */
  static Optional<EnableSecret> of(HeadEndConfig config) {
    return config.enableSecret().or(config::enablePassword).map(EnableSecret::new);
  }

  /** Whether this is it. A form that cannot be compared with anything is never the right one. */
  boolean is(String entered) {
    try {
      return switch (form) {
        case 4 ->
            same(routersBase64(MessageDigest.getInstance("SHA-256").digest(bytes(entered))), value);
        case 5, 8, 9 -> hashed(entered);
        case 7 -> same(entered, revealed());
        default -> false;
      };
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private boolean hashed(String entered) throws GeneralSecurityException {
    Matcher parts = SALTED.matcher(value);
    if (!parts.matches()) {
      return false;
    }
    String salt = parts.group(2);
    return switch (parts.group(1)) {
      case "1" -> same(Md5Crypt.of(entered, salt), value);
      case "8" -> same(routersBase64(pbkdf2(entered, salt)), parts.group(3));
      case "9" ->
          same(
              routersBase64(
                  SCrypt.generate(bytes(entered), bytes(salt), SCRYPT_COST, 1, 1, HASH_BYTES)),
              parts.group(3));
      default -> false;
    };
  }

  private static byte[] pbkdf2(String entered, String salt) throws GeneralSecurityException {
    PBEKeySpec spec =
        new PBEKeySpec(entered.toCharArray(), bytes(salt), PBKDF2_ROUNDS, 8 * HASH_BYTES);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static String routersBase64(byte[] hash) {
    StringBuilder text = new StringBuilder();
    for (char c : Base64.getEncoder().withoutPadding().encodeToString(hash).toCharArray()) {
      text.append(ROUTERS.charAt(USUAL.indexOf(c)));
    }
    return text.toString();
  }

  private String revealed() {
    int offset = Integer.parseInt(value.substring(0, 2));
    StringBuilder text = new StringBuilder();
    for (int i = 2; i + 1 < value.length(); i += 2) {
      int key = VIGENERE.charAt((offset + i / 2 - 1) % VIGENERE.length());
      text.append((char) (Integer.parseInt(value.substring(i, i + 2), 16) ^ key));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(bytes(a), bytes(b));
  }
}
