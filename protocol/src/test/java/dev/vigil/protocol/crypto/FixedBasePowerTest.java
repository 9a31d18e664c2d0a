package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table against {@link BigInteger#modPow}. */
final class FixedBasePowerTest {
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ECP_.*")
  void sameAsModPowInEveryGroup(DhGroup group) {
    BigInteger prime = ModpArithmetic.of(group).prime();
    Random random = new Random(group.number());
    BigInteger base = new BigInteger(group.bits() - 1, random);
    FixedBasePower powers = new FixedBasePower(base, prime, 70);
    for (int i = 0; i < 40; i++) {
      BigInteger exponent = new BigInteger(random.nextInt(71), random);
      check(powers, base, prime, exponent);
    }
    check(powers, base, prime, BigInteger.ZERO);
    check(powers, base, prime, BigInteger.ONE);
    check(powers, base, prime, BigInteger.ONE.shiftLeft(70).subtract(BigInteger.ONE));
  }

  /** Small limbs and moduli next to a power of two, where carries run to the top. */
  @Test
  void sameAsModPowForAwkwardModuli() {
    Random random = new Random(11);
    for (int bits = 2; bits <= 320; bits++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bits);
      check(power.subtract(BigInteger.ONE), random);
      check(power.add(BigInteger.ONE), random);
      check(new BigInteger(bits, random).setBit(0).setBit(bits - 1), random);
    }
  }

  private static void check(BigInteger modulus, Random random) {
    BigInteger base = modulus.subtract(BigInteger.ONE);
    BigInteger other = new BigInteger(modulus.bitLength(), random).mod(modulus);
    for (BigInteger number : new BigInteger[] {base, other, BigInteger.TWO.mod(modulus)}) {
      FixedBasePower powers = new FixedBasePower(number, modulus, 23);
      for (int i = 0; i < 3; i++) {
        check(powers, number, modulus, new BigInteger(23, random));
      }
    }
  }

  private static void check(
      FixedBasePower powers, BigInteger base, BigInteger modulus, BigInteger exponent) {
    assertThat(powers.exponentBits()).isGreaterThanOrEqualTo(exponent.bitLength());
    assertThat(powers.power(DhArithmetic.fixedLength(exponent, 10)))
        .isEqualTo(base.modPow(exponent, modulus));
  }
}
