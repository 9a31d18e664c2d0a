package dev.vigil.protocol.crypto;

import java.util.Optional;

/**
 * Block ciphers in CBC mode, with their numbers in phase 1 (RFC 2409 Appendix A, attribute 1 and
 * 14) and as ESP transform (RFC 2407 §4.4.4, RFC 3602).
 */
public enum EncryptionAlgorithm {
  DES_CBC(1, 2, 8, 8, false),
  TRIPLE_DES_CBC(5, 3, 24, 8, false),
  AES_CBC_128(7, 12, 16, 16, true),
  AES_CBC_192(7, 12, 24, 16, true),
  AES_CBC_256(7, 12, 32, 16, true);

  private final int phase1Code;
  private final int espTransform;
  private final int keyBytes;
  private final int blockBytes;
  private final boolean keyLengthAttribute;

  EncryptionAlgorithm(
      int phase1Code, int espTransform, int keyBytes, int blockBytes, boolean keyLengthAttribute) {
    this.phase1Code = phase1Code;
    this.espTransform = espTransform;
    this.keyBytes = keyBytes;
    this.blockBytes = blockBytes;
    this.keyLengthAttribute = keyLengthAttribute;
  }

  /** Value of the phase-1 attribute "Encryption Algorithm". */
  public int phase1Code() {
    return phase1Code;
  }

  /** Transform id in an ESP proposal. */
  public int espTransform() {
    return espTransform;
  }

  public int keyBytes() {
    return keyBytes;
  }

  public int blockBytes() {
    return blockBytes;
  }

  /** Whether a proposal must say the key length, in bits. */
  public boolean needsKeyLength() {
    return keyLengthAttribute;
  }

  /**
   * @param keyBits the key length attribute, 0 where it was absent; AES without one means 128 bits
   *     (RFC 3602 §5.3 has the ESP rule; peers do the same in phase 1)
   */
  public static Optional<EncryptionAlgorithm> ofPhase1(int code, int keyBits) {
    for (EncryptionAlgorithm algorithm : values()) {
      if (algorithm.phase1Code == code && algorithm.fits(keyBits)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** As {@link #ofPhase1}, for an ESP transform id. */
  public static Optional<EncryptionAlgorithm> ofEsp(int transform, int keyBits) {
    for (EncryptionAlgorithm algorithm : values()) {
      if (algorithm.espTransform == transform && algorithm.fits(keyBits)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  private boolean fits(int keyBits) {
    return keyLengthAttribute ? (keyBits == 0 ? 128 : keyBits) == 8 * keyBytes : keyBits == 0;
  }
}
