package dev.vigil.protocol.crypto;

import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Octets;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.jspecify.annotations.Nullable;

/**
 * Exponentiation modulo a prime: the Oakley groups of RFC 2409 §6 and RFC 3526, and group 24 of RFC
 * 5114 §2.3.
 */
final class ModpArithmetic implements DhArithmetic {
  private static final Map<DhGroup, ModpArithmetic> GROUPS = new EnumMap<>(DhGroup.class);

  static {
    // RFC 3526 §8 and RFC 7919 §5.2: an exponent of twice the group's strength is enough.
    put(DhGroup.MODP_768, DHStandardGroups.rfc2409_768, 256);
    put(DhGroup.MODP_1024, DHStandardGroups.rfc2409_1024, 256);
    put(DhGroup.MODP_1536, DHStandardGroups.rfc3526_1536, 256);
    put(DhGroup.MODP_2048, DHStandardGroups.rfc3526_2048, 256);
    put(DhGroup.MODP_3072, DHStandardGroups.rfc3526_3072, 288);
    put(DhGroup.MODP_4096, DHStandardGroups.rfc3526_4096, 336);
    // One bit less than the subgroup's order, so that every exponent is below it.
    GROUPS.put(
        DhGroup.MODP_2048_256,
        new ModpArithmetic(
            DhGroup.MODP_2048_256, Rfc5114.PRIME, Rfc5114.GENERATOR, Rfc5114.ORDER, 255));
  }

  private final DhGroup group;
  private final BigInteger prime;
  private final BigInteger generator;
  private final @Nullable BigInteger subgroupOrder;
  private final int exponentBits;

  /** Made when the group is first used: a few hundred kilobytes and milliseconds. */
  private volatile @Nullable FixedBasePower powers;

  private ModpArithmetic(
      DhGroup group,
      BigInteger prime,
      BigInteger generator,
      @Nullable BigInteger subgroupOrder,
      int exponentBits) {
    this.group = group;
    this.prime = prime;
    this.generator = generator;
    this.subgroupOrder = subgroupOrder;
    this.exponentBits = exponentBits;
  }

  private static void put(DhGroup group, DHParameters parameters, int exponentBits) {
    GROUPS.put(
        group, new ModpArithmetic(group, parameters.getP(), parameters.getG(), null, exponentBits));
  }

  static ModpArithmetic of(DhGroup group) {
    ModpArithmetic arithmetic = GROUPS.get(group);
    if (arithmetic == null) {
      throw new IllegalArgumentException(group + " is not a MODP group");
    }
    return arithmetic;
  }

  BigInteger prime() {
    return prime;
  }

  /** An exponent of exactly {@code exponentBits} bits, so that its length tells nothing. */
  @Override
  public KeyPair generate(Entropy entropy) {
    int length = (exponentBits + 7) / 8;
    byte[] exponent = entropy.bytes(length);
    int topBits = exponentBits - 8 * (length - 1);
    int topBit = 1 << (topBits - 1);
    exponent[0] = (byte) ((exponent[0] & (topBit - 1)) | topBit);
    return pairOf(Secret.wrap(exponent));
  }

  @Override
  public KeyPair pairOf(Secret privateValue) {
    BigInteger exponent = DhArithmetic.unsigned(privateValue.reveal());
    if (exponent.signum() == 0 || exponent.compareTo(prime) >= 0) {
      throw new IllegalArgumentException("private value out of range");
    }
    BigInteger power =
        exponent.bitLength() <= exponentBits
            ? powers().power(privateValue.reveal())
            : generator.modPow(exponent, prime);
    byte[] publicValue = DhArithmetic.fixedLength(power, group.publicBytes());
    return new KeyPair(group, privateValue, Octets.wrap(publicValue));
  }

  private FixedBasePower powers() {
    FixedBasePower made = powers;
    if (made == null) {
      made = makePowers();
    }
    return made;
  }

  private synchronized FixedBasePower makePowers() {
    FixedBasePower made = powers;
    if (made == null) {
      made = new FixedBasePower(generator, prime, exponentBits);
      powers = made;
    }
    return made;
  }

  /**
   * RFC 6989 §2.1: the value must lie between 1 and p-1, both left out, where the group has a safe
   * prime; §2.2 for group 24: it must also give 1 when raised to the subgroup's order.
   */
  @Override
  public Agreement agree(Secret privateValue, Octets peerPublic) {
    BigInteger peer = DhArithmetic.unsigned(peerPublic.toArray());
    if (peer.compareTo(BigInteger.ONE) <= 0
        || peer.compareTo(prime.subtract(BigInteger.ONE)) >= 0) {
      return new Agreement.Refused("public value is not between 2 and p-2");
    }
    if (subgroupOrder != null && !peer.modPow(subgroupOrder, prime).equals(BigInteger.ONE)) {
      return new Agreement.Refused("public value is of another order than the group");
    }
    BigInteger shared = peer.modPow(DhArithmetic.unsigned(privateValue.reveal()), prime);
    return new Agreement.Agreed(Secret.wrap(DhArithmetic.fixedLength(shared, group.publicBytes())));
  }
}
