package dev.vigil.protocol.wire;

/**
 * A data attribute (RFC 2408 §3.3).
 *
 * @param type 15 bits
 * @param basic true for the short form (AF = 1), whose value is exactly two bytes
 */
public record Attribute(int type, boolean basic, Octets value) {
  public static Attribute basic(int type, int value) {
    return new Attribute(type, true, Octets.of((byte) (value >>> 8), (byte) value));
  }

  public static Attribute variable(int type, Octets value) {
    return new Attribute(type, false, value);
  }

  /**
   * The value as a number, whichever form it came in: "variable length attributes MUST NOT be
   * assumed to be of a given size" (a life duration may come with 2, 4 or 8 bytes).
   *
   * @return -1 if it is empty or larger than 63 bits
   */
  public long number() {
    long number = 0;
    if (value.isEmpty()) {
      return -1;
    }
    for (int i = 0; i < value.length(); i++) {
      if (number >>> 55 != 0) {
        return -1;
      }
      number = number << 8 | value.at(i);
    }
    return number;
  }
}
