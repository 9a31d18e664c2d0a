package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.KeyDerivation;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Proposal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Everything that both sides' keys come from.
 *
 * @param pfs the shared secret of the exchange's own Diffie-Hellman
 * @param ni body of the initiator's nonce payload
 * @param nr body of the responder's
 */
record ChildKeys(Phase1Result phase1, Optional<Secret> pfs, Octets ni, Octets nr) {
  /** "The SPI chosen by the destination of the SA is used to derive KEYMAT" (RFC 2409 §5.5). */
  ChildSa child(
      ChildRequest agreed, Role role, int outboundSpi, boolean udpEncapsulated, Instant now) {
    EspTransform protection = agreed.transforms().getFirst();
    int cipherBytes = protection.encryption().map(EncryptionAlgorithm::keyBytes).orElse(0);
    int macBytes = protection.authentication().map(HashAlgorithm::digestBytes).orElse(0);
    byte[] inbound = keymat(agreed.inboundSpi(), cipherBytes + macBytes);
    byte[] outbound = keymat(outboundSpi, cipherBytes + macBytes);
    return new ChildSa(
        agreed,
        role,
        phase1.cookies(),
        outboundSpi,
        part(inbound, 0, cipherBytes),
        part(inbound, cipherBytes, macBytes),
        part(outbound, 0, cipherBytes),
        part(outbound, cipherBytes, macBytes),
        udpEncapsulated,
        now);
  }

  private byte[] keymat(int spi, int length) {
    return KeyDerivation.keymat(
            phase1.hash(), phase1.skeyidD(), pfs, Proposal.ESP, spi, ni, nr, length)
        .reveal();
  }

  private static Secret part(byte[] keymat, int from, int length) {
    return Secret.wrap(Arrays.copyOfRange(keymat, from, from + length));
  }
}
