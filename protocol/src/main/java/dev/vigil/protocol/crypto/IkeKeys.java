package dev.vigil.protocol.crypto;

/**
 * What protects the messages of one IKE SA after phase 1.
 *
 * @param skeyidA key of the HASH payload
 * @param cipherKey as {@link KeyDerivation#cipherKey} gives it
 */
public record IkeKeys(
    EncryptionAlgorithm encryption, HashAlgorithm hash, Secret skeyidA, Secret cipherKey) {}
