package dev.vigil.protocol.wire;

/**
 * One half of the cookie pair that names an ISAKMP SA: 8 bytes, most significant first (RFC 2408
 * §3.1). Zero stands for "not chosen yet".
 */
public record Cookie(long value) {
  public static final Cookie NONE = new Cookie(0);
  public static final int BYTES = 8;

  public boolean isNone() {
    return value == 0;
  }

  public Octets octets() {
    return Octets.ofLong(value);
  }

  /** Sixteen hex digits, as debug output and Wireshark show it. */
  @Override
  public String toString() {
    return "%016x".formatted(value);
  }
}
