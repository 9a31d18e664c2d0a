package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;
import java.security.MessageDigest;

/**
 * Where the chain of CBC blocks begins (RFC 2409 Appendix B). Within an exchange the IV of each
 * message is the last cipher block of the one before it, whoever sent that.
 */
public final class InitializationVector {
  private InitializationVector() {}

  /**
   * For the first encrypted message of phase 1: "derived from a hash of a concatenation of the
   * initiator's public Diffie-Hellman value and the responder's public Diffie-Hellman value using
   * the negotiated hash algorithm", cut to the cipher's block size.
   */
  public static Octets ofPhase1(
      EncryptionAlgorithm encryption, HashAlgorithm hash, Octets gxi, Octets gxr) {
    MessageDigest engine = Digests.ofThread().engine(hash);
    engine.update(gxi.toArray());
    engine.update(gxr.toArray());
    return Octets.of(engine.digest(), 0, encryption.blockBytes());
  }

  /**
   * For the first message of every later exchange: "derived from a hash of a concatenation of the
   * last phase 1 CBC output block and the phase 2 message id".
   */
  public static Octets ofExchange(
      EncryptionAlgorithm encryption, HashAlgorithm hash, Octets lastPhase1Block, int messageId) {
    MessageDigest engine = Digests.ofThread().engine(hash);
    engine.update(lastPhase1Block.toArray());
    engine.update(Octets.ofInt(messageId).toArray());
    return Octets.of(engine.digest(), 0, encryption.blockBytes());
  }
}
