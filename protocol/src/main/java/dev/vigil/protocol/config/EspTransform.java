package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.util.Optional;

/**
 * ESP protection.
 *
 * @param encryption empty for ESP_NULL (RFC 2410)
 * @param authentication empty for none (refused together with ESP_NULL)
 * @param tunnel tunnel mode, else transport mode
 */
public record EspTransform(
    Optional<EncryptionAlgorithm> encryption,
    Optional<HashAlgorithm> authentication,
    boolean tunnel) {}
