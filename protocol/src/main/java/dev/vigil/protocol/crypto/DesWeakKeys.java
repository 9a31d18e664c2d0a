package dev.vigil.protocol.crypto;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** The DES keys of RFC 2409 Appendix A that no SA may use. */
final class DesWeakKeys {
  private static final int KEY_BYTES = 8;
  private static final Set<Long> KEYS = new HashSet<>();

  static {
    String weakThenSemiWeak =
        """
        0101010101010101 1f1f1f1fe0e0e0e0 e0e0e0e01f1f1f1f fefefefefefefefe
        01fe01fe01fe01fe 1fe01fe00ef10ef1 01e001e001f101f1 1ffe1ffe0efe0efe
        011f011f010e010e e0fee0fef1fef1fe fe01fe01fe01fe01 e01fe01ff10ef10e
        e001e001f101f101 fe1ffe1ffe0efe0e 1f011f010e010e01 fee0fee0fef1fef1
        """;
    for (String key : weakThenSemiWeak.trim().split("\\s+")) {
      KEYS.add(HexFormat.fromHexDigitsToLong(key));
    }
  }

  private DesWeakKeys() {}

  /**
   * RFC 2409 Appendix B: "The key for DES-CBC is derived from the first eight (8) non-weak and
   * non-semi-weak (see Appendix A) bytes of SKEYID_e."
   */
  static Secret firstStrong(Secret skeyidE) {
    byte[] source = skeyidE.reveal();
    for (int at = 0; at + KEY_BYTES <= source.length; at += KEY_BYTES) {
      if (!isWeak(source, at)) {
        return Secret.wrap(Arrays.copyOfRange(source, at, at + KEY_BYTES));
      }
    }
    throw new IllegalArgumentException("SKEYID_e holds weak keys only");
  }

  /** Whether the eight bytes from {@code at} are weak or semi-weak, whatever their parity bits. */
  static boolean isWeak(byte[] key, int at) {
    long odd = 0;
    for (int i = 0; i < KEY_BYTES; i++) {
      int upper = key[at + i] & 0xfe;
      int parity = (Integer.bitCount(upper) + 1) & 1;
      odd = odd << 8 | upper | parity;
    }
    return KEYS.contains(odd);
  }
}
