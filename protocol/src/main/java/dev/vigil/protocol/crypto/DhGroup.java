package dev.vigil.protocol.crypto;

import java.util.Optional;

/** Diffie-Hellman groups by their number (RFC 2409 §6, RFC 3526, RFC 5903, RFC 5114). */
public enum DhGroup {
  MODP_768(1, 768, 96, false),
  MODP_1024(2, 1024, 128, false),
  MODP_1536(5, 1536, 192, false),
  MODP_2048(14, 2048, 256, false),
  MODP_3072(15, 3072, 384, false),
  MODP_4096(16, 4096, 512, false),
  ECP_256(19, 256, 64, true),
  ECP_384(20, 384, 96, true),
  ECP_521(21, 521, 132, true),
  MODP_2048_256(24, 2048, 256, false);

  private final int number;
  private final int bits;
  private final int publicBytes;
  private final boolean elliptic;

  DhGroup(int number, int bits, int publicBytes, boolean elliptic) {
    this.number = number;
    this.bits = bits;
    this.publicBytes = publicBytes;
    this.elliptic = elliptic;
  }

  public int number() {
    return number;
  }

  /** Of the modulus or of the field. */
  public int bits() {
    return bits;
  }

  /** Length of the key exchange payload's data: exactly this, with leading zeros. */
  public int publicBytes() {
    return publicBytes;
  }

  public boolean elliptic() {
    return elliptic;
  }

  public static Optional<DhGroup> of(int number) {
    for (DhGroup group : values()) {
      if (group.number == number) {
        return Optional.of(group);
      }
    }
    return Optional.empty();
  }
}
