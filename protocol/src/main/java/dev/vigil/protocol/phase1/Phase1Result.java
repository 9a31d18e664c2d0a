package dev.vigil.protocol.phase1;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.IkeKeys;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.natt.NatTraversal;
import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What Main Mode leaves behind: all that the rest of the SA's life needs.
 *
 * @param skeyidD key that IPsec keys derive from
 * @param skeyidA key of the hashes of Quick Mode and Informational messages
 * @param cipherKey what {@code encryption} runs with (RFC 2409 Appendix B)
 * @param lastBlock last cipher block of phase 1, from which every later exchange's first IV comes
 * @param liveness how the peer is asked whether it lives; empty if it announced nothing for that,
 *     or nothing that we announce
 * @param natTraversal what RFC 3947 found
 * @param natVariant the dialect both speak, which also names Quick Mode's encapsulation modes
 * @param lifetime the shorter of what was negotiated and what our policy allows
 */
public record Phase1Result(
    CookiePair cookies,
    Role role,
    Path path,
    EncryptionAlgorithm encryption,
    HashAlgorithm hash,
    DhGroup group,
    Duration lifetime,
    Instant establishedAt,
    Secret skeyidD,
    Secret skeyidA,
    Secret cipherKey,
    Octets lastBlock,
    Payload.Identification localIdentity,
    Payload.Identification peerIdentity,
    Optional<LivenessProtocol> liveness,
    boolean peerUnity,
    NatTraversal natTraversal,
    Optional<NatVariant> natVariant) {
  /** What protects every later message of this SA. */
  public IkeKeys keys() {
    return new IkeKeys(encryption, hash, skeyidA, cipherKey);
  }
}
