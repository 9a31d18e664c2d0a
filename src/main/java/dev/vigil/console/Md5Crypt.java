package dev.vigil.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The hash of {@code enable secret 5}: FreeBSD's {@code $1$} scheme. */
final class Md5Crypt {
  private static final String DIGITS =
      "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String MAGIC = "$1$";
  private static final int ROUNDS = 1000;
  private static final int LENGTH = 16;

  /** Which bytes of the digest three and three go into four digits each. */
  private static final int[][] TRIPLES = {
    {0, 6, 12}, {1, 7, 13}, {2, 8, 14}, {3, 9, 15}, {4, 10, 5}
  };

  private final MessageDigest md5;
  private final byte[] password;
  private final byte[] salt;

  private Md5Crypt(String password, String salt) throws NoSuchAlgorithmException {
    this.md5 = MessageDigest.getInstance("MD5");
    this.password = password.getBytes(StandardCharsets.UTF_8);
    this.salt = salt.getBytes(StandardCharsets.US_ASCII);
  }

  /** The whole of {@code $1$salt$hash}. */
  static String of(String password, String salt) throws NoSuchAlgorithmException {
    return MAGIC + salt + "$" + new Md5Crypt(password, salt).hash();
  }

  private byte[] digest(byte[]... parts) {
    for (byte[] part : parts) {
      md5.update(part);
    }
    return md5.digest();
  }

  private String hash() {
    byte[] alternate = digest(password, salt, password);
    md5.update(password);
    md5.update(MAGIC.getBytes(StandardCharsets.US_ASCII));
    md5.update(salt);
    for (int left = password.length; left > 0; left -= LENGTH) {
      md5.update(alternate, 0, Math.min(left, LENGTH));
    }
    for (int bits = password.length; bits > 0; bits >>>= 1) {
      md5.update((bits & 1) == 1 ? 0 : password[0]);
    }
    byte[] result = md5.digest();
    byte[] nothing = {};
    for (int i = 0; i < ROUNDS; i++) {
      boolean odd = (i & 1) == 1;
      result =
          digest(
              odd ? password : result,
              i % 3 == 0 ? nothing : salt,
              i % 7 == 0 ? nothing : password,
              odd ? result : password);
    }
    return encode(result);
  }

  private static String encode(byte[] digest) {
    StringBuilder text = new StringBuilder();
    for (int[] triple : TRIPLES) {
      int value =
          (digest[triple[0]] & 0xff) << 16
              | (digest[triple[1]] & 0xff) << 8
              | (digest[triple[2]] & 0xff);
      digits(text, value, 4);
    }
    digits(text, digest[11] & 0xff, 2);
    Arrays.fill(digest, (byte) 0);
    return text.toString();
  }

  private static void digits(StringBuilder text, int value, int count) {
    int rest = value;
    for (int i = 0; i < count; i++) {
      text.append(DIGITS.charAt(rest & 0x3f));
      rest >>>= 6;
    }
  }
}
