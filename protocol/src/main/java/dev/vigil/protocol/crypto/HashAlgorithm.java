package dev.vigil.protocol.crypto;

import java.util.Optional;

/**
 * Hashes, with their numbers in phase 1 (RFC 2409 Appendix A; RFC 4868 and the registry for SHA-2)
 * and as ESP authentication algorithm (RFC 2407 §4.5, RFC 4868).
 */
public enum HashAlgorithm {
  MD5(1, 1, "MD5", 16, 64, 12),
  SHA1(2, 2, "SHA-1", 20, 64, 12),
  SHA256(4, 5, "SHA-256", 32, 64, 16),
  SHA384(5, 6, "SHA-384", 48, 128, 24),
  SHA512(6, 7, "SHA-512", 64, 128, 32);

  private final int phase1Code;
  private final int espAuthentication;
  private final String digestName;
  private final int digestBytes;
  private final int blockBytes;
  private final int icvBytes;

  HashAlgorithm(
      int phase1Code,
      int espAuthentication,
      String digestName,
      int digestBytes,
      int blockBytes,
      int icvBytes) {
    this.phase1Code = phase1Code;
    this.espAuthentication = espAuthentication;
    this.digestName = digestName;
    this.digestBytes = digestBytes;
    this.blockBytes = blockBytes;
    this.icvBytes = icvBytes;
  }

  public int phase1Code() {
    return phase1Code;
  }

  public int espAuthentication() {
    return espAuthentication;
  }

  /** The JCA name of the digest. */
  public String digestName() {
    return digestName;
  }

  public int digestBytes() {
    return digestBytes;
  }

  /** Of the compression function: what HMAC pads its key to. */
  public int blockBytes() {
    return blockBytes;
  }

  /** Length of the truncated HMAC that ESP carries (RFC 2404, RFC 4868). */
  public int icvBytes() {
    return icvBytes;
  }

  public static Optional<HashAlgorithm> ofPhase1(int code) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.phase1Code == code) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  public static Optional<HashAlgorithm> ofEsp(int code) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.espAuthentication == code) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
