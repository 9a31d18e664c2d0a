package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;
import java.math.BigInteger;

/** The arithmetic of one group. */
sealed interface DhArithmetic permits ModpArithmetic, EcpArithmetic {
  DiffieHellman.KeyPair generate(Entropy entropy);

  DiffieHellman.KeyPair pairOf(Secret privateValue);

  /**
   * @param peerPublic of the right length, otherwise unchecked
   */
  DiffieHellman.Agreement agree(Secret privateValue, Octets peerPublic);

  /** Big-endian with leading zeros. */
  static byte[] fixedLength(BigInteger number, int length) {
    byte[] twosComplement = number.toByteArray();
    byte[] fixed = new byte[length];
    int digits = Math.min(twosComplement.length, length);
    System.arraycopy(
        twosComplement, twosComplement.length - digits, fixed, length - digits, digits);
    return fixed;
  }

  static BigInteger unsigned(byte[] bytes) {
    return new BigInteger(1, bytes);
  }
}
