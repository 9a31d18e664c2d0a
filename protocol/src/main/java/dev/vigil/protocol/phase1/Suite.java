package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import java.time.Duration;

/**
 * What both sides agreed to protect the IKE SA with.
 *
 * @param lifetime the shorter of the peer's and ours
 */
public record Suite(
    EncryptionAlgorithm encryption, HashAlgorithm hash, DhGroup group, Duration lifetime) {}
