package dev.vigil.protocol.crypto;

import java.util.Optional;

/**
 * What protects the packets of one direction of a pair of IPsec SAs. It holds references only: no
 * cipher, no key schedule and no HMAC state is kept for an SA (ADR 0002).
 *
 * @param encryption empty for ESP_NULL (RFC 2410)
 * @param authentication empty for none
 * @param encryptionKey of no length for ESP_NULL
 * @param authenticationKey of no length without authentication
 */
public record EspKeys(
    Optional<EncryptionAlgorithm> encryption,
    Optional<HashAlgorithm> authentication,
    Secret encryptionKey,
    Secret authenticationKey) {
  /** RFC 4303 §2.4: "the resulting ciphertext terminates on a 4-byte boundary". */
  private static final int LEAST_ALIGNMENT = 4;

  /**
   * @throws IllegalArgumentException if the encryption key has not the length its algorithm needs
   */
  public EspKeys {
    if (encryptionKey.length() != encryption.map(EncryptionAlgorithm::keyBytes).orElse(0)) {
      throw new IllegalArgumentException("not a key of " + encryption);
    }
  }

  /** Length of the IV that each packet carries; 0 for ESP_NULL. */
  public int ivBytes() {
    return encryption.isPresent() ? encryption.get().blockBytes() : 0;
  }

  /** What the length of all that is encrypted must be a multiple of. */
  public int alignment() {
    return encryption.isPresent() ? encryption.get().blockBytes() : LEAST_ALIGNMENT;
  }

  /** Length of the integrity check value; 0 without authentication. */
  public int icvBytes() {
    return authentication.isPresent() ? authentication.get().icvBytes() : 0;
  }
}
