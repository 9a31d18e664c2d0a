package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;

/**
 * Key agreement in every group of {@link DhGroup}. Numbers are big-endian with leading zeros to the
 * group's full length. RFC 2409 §5: "MUST be the length of the negotiated Diffie-Hellman group
 * enforced, if necessary, by pre-pending the value with zeros"; RFC 5903 §7 for curves.
 */
public final class DiffieHellman {
  private DiffieHellman() {}

  /**
   * One side's ephemeral pair.
   *
   * @param publicValue {@link DhGroup#publicBytes} bytes: the KE payload's data
   */
  public record KeyPair(DhGroup group, Secret privateValue, Octets publicValue) {}

  /** What became of an agreement with a peer's public value. */
  public sealed interface Agreement {
    /**
     * @param sharedSecret g^xy, as long as the modulus; of a curve the x coordinate only (RFC 5903
     *     §7)
     */
    record Agreed(Secret sharedSecret) implements Agreement {}

    /**
     * The peer's value may not be used.
     *
     * @param reason one short English clause, for the log
     */
    record Refused(String reason) implements Agreement {}
  }

  /** A fresh pair; all randomness comes from {@code entropy}. */
  public static KeyPair generate(DhGroup group, Entropy entropy) {
    return arithmetic(group).generate(entropy);
  }

  /**
   * The pair of a private value that is known: a test's, or one kept over a restart.
   *
   * @throws IllegalArgumentException if it is not within the group's range
   */
  public static KeyPair pairOf(DhGroup group, Secret privateValue) {
    return arithmetic(group).pairOf(privateValue);
  }

  /**
   * @param privateValue of a pair that {@link #generate} made
   * @param peerPublic data of the peer's KE payload, checked here
   */
  public static Agreement agree(DhGroup group, Secret privateValue, Octets peerPublic) {
    if (peerPublic.length() != group.publicBytes()) {
      return new Agreement.Refused("public value is not " + group.publicBytes() + " bytes long");
    }
    return arithmetic(group).agree(privateValue, peerPublic);
  }

  private static DhArithmetic arithmetic(DhGroup group) {
    return group.elliptic() ? EcpArithmetic.of(group) : ModpArithmetic.of(group);
  }
}
