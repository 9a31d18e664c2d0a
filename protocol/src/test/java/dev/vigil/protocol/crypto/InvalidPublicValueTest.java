package dev.vigil.protocol.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Octets;
import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that would give the shared secret away, or parts of our private value. */
final class InvalidPublicValueTest {
  private static final BigInteger ONE = BigInteger.ONE;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ECP_.*")
  void trivialPowersAreRefused(DhGroup group) {
    KeyPair ours = DiffieHellman.generate(group, new Random(1)::nextBytes);
    BigInteger prime = ModpArithmetic.of(group).prime();
    for (BigInteger bad :
        new BigInteger[] {BigInteger.ZERO, ONE, prime.subtract(ONE), prime, prime.add(ONE)}) {
      assertThat(DiffieHellmanTest.refusal(ours, number(bad, group.publicBytes())))
          .contains("between 2 and p-2");
    }
    Octets largest = Octets.ofHex("ff".repeat(group.publicBytes()));
    assertThat(DiffieHellmanTest.refusal(ours, largest)).contains("between 2 and p-2");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "ECP_.*")
  void valuesNextToTheTrivialOnesAgreeWhereTheGroupHasThem(DhGroup group) {
    KeyPair ours = DiffieHellman.generate(group, new Random(1)::nextBytes);
    BigInteger prime = ModpArithmetic.of(group).prime();
    Octets pMinus2 = number(prime.subtract(BigInteger.TWO), group.publicBytes());
    if (group == DhGroup.MODP_2048_256) {
      assertThat(DiffieHellmanTest.refusal(ours, pMinus2)).contains("another order");
    } else {
      // p-2 is odd or even power of g; either way it is a value that a peer may hold.
      assertThat(DiffieHellmanTest.agreed(ours, pMinus2).length()).isEqualTo(group.publicBytes());
    }
  }

  /** Elements of small order in group 24, whose p-1 has many small factors besides q. */
  @Test
  void smallSubgroupsOfGroup24AreRefused() {
    DhGroup group = DhGroup.MODP_2048_256;
    KeyPair ours = DiffieHellman.generate(group, new Random(1)::nextBytes);
    BigInteger cofactor = Rfc5114.PRIME.subtract(ONE).divide(Rfc5114.ORDER);
    int found = 0;
    for (int factor = 2; factor < 1000; factor++) {
      BigInteger order = BigInteger.valueOf(factor);
      if (order.isProbablePrime(20) && cofactor.mod(order).signum() == 0) {
        BigInteger element = elementOfOrder(order);
        assertThat(DiffieHellmanTest.refusal(ours, number(element, group.publicBytes())))
            .containsAnyOf("another order", "between 2 and p-2");
        // Hidden in a value that is otherwise good, the small part must show as well.
        BigInteger mixed = element.multiply(Rfc5114.GENERATOR).mod(Rfc5114.PRIME);
        assertThat(DiffieHellmanTest.refusal(ours, number(mixed, group.publicBytes())))
            .contains("another order");
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"ECP_256,P-256", "ECP_384,P-384", "ECP_521,P-521"})
  void pointsOffTheCurveAreRefused(DhGroup group, String name) {
    KeyPair ours = DiffieHellman.generate(group, new Random(1)::nextBytes);
    X9ECParameters curve = CustomNamedCurves.getByName(name);
    BigInteger field = curve.getCurve().getField().getCharacteristic();
    ECPoint generator = curve.getG();
    BigInteger x = generator.getAffineXCoord().toBigInteger();
    BigInteger y = generator.getAffineYCoord().toBigInteger();

    assertThat(DiffieHellmanTest.agreed(ours, point(group, x, y)).length())
        .isEqualTo(group.publicBytes() / 2);
    // The point at infinity has no coordinates; zeros are how it would be written.
    refuses(ours, point(group, BigInteger.ZERO, BigInteger.ZERO));
    refuses(ours, point(group, x, y.add(ONE)));
    refuses(ours, point(group, x.add(ONE), y));
    refuses(ours, point(group, y, x));
    refuses(ours, point(group, field, y));
    refuses(ours, point(group, x, field));
    refuses(ours, Octets.ofHex("ff".repeat(group.publicBytes())));
    if (x.add(field).bitLength() <= 4 * group.publicBytes()) {
      // The same point with a coordinate that is not reduced.
      refuses(ours, point(group, x.add(field), y));
    }
  }

  /** A point of the quadratic twist: its x belongs to no point of the curve. */
  @ParameterizedTest
  @CsvSource({"ECP_256,P-256", "ECP_384,P-384", "ECP_521,P-521"})
  void pointsOfTheTwistAreRefused(DhGroup group, String name) {
    KeyPair ours = DiffieHellman.generate(group, new Random(1)::nextBytes);
    X9ECParameters curve = CustomNamedCurves.getByName(name);
    BigInteger field = curve.getCurve().getField().getCharacteristic();
    BigInteger a = curve.getCurve().getA().toBigInteger();
    BigInteger b = curve.getCurve().getB().toBigInteger();
    BigInteger half = field.subtract(ONE).shiftRight(1);
    BigInteger x = ONE;
    BigInteger square = right(x, a, b, field);
    while (square.modPow(half, field).equals(ONE)) {
      x = x.add(ONE);
      square = right(x, a, b, field);
    }
    refuses(ours, point(group, x, square));
    // With -1 a non-residue these primes, 3 modulo 4, give the twist's y as a root of -square.
    BigInteger twistY = field.subtract(square).modPow(field.add(ONE).shiftRight(2), field);
    assertThat(twistY.modPow(BigInteger.TWO, field)).isEqualTo(field.subtract(square));
    refuses(ours, point(group, x, twistY));
  }

  private static void refuses(KeyPair ours, Octets peer) {
    assertThat(DiffieHellmanTest.refusal(ours, peer)).containsAnyOf("point", "coordinate");
  }

  private static BigInteger right(BigInteger x, BigInteger a, BigInteger b, BigInteger field) {
    return x.pow(3).add(a.multiply(x)).add(b).mod(field);
  }

  private static BigInteger elementOfOrder(BigInteger order) {
    BigInteger exponent = Rfc5114.PRIME.subtract(ONE).divide(order);
    BigInteger base = BigInteger.TWO;
    BigInteger element = base.modPow(exponent, Rfc5114.PRIME);
    while (element.equals(ONE)) {
      base = base.add(ONE);
      element = base.modPow(exponent, Rfc5114.PRIME);
    }
    return element;
  }

  private static Octets number(BigInteger value, int length) {
    return Octets.wrap(DhArithmetic.fixedLength(value, length));
  }

  private static Octets point(DhGroup group, BigInteger x, BigInteger y) {
    int half = group.publicBytes() / 2;
    return number(x, half).plus(number(y, half));
  }
}
