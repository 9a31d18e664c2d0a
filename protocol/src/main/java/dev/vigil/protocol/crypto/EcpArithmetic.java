package dev.vigil.protocol.crypto;

import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.wire.Octets;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** The curves of RFC 5903: a public value is x and y, a shared secret x alone (§7). */
final class EcpArithmetic implements DhArithmetic {
  private static final Map<DhGroup, EcpArithmetic> GROUPS = new EnumMap<>(DhGroup.class);

  static {
    put(DhGroup.ECP_256, "P-256");
    put(DhGroup.ECP_384, "P-384");
    put(DhGroup.ECP_521, "P-521");
  }

  private final DhGroup group;
  private final X9ECParameters curve;

  private EcpArithmetic(DhGroup group, X9ECParameters curve) {
    this.group = group;
    this.curve = curve;
  }

  private static void put(DhGroup group, String curve) {
    GROUPS.put(group, new EcpArithmetic(group, CustomNamedCurves.getByName(curve)));
  }

  static EcpArithmetic of(DhGroup group) {
    EcpArithmetic arithmetic = GROUPS.get(group);
    if (arithmetic == null) {
      throw new IllegalArgumentException(group + " is not a curve");
    }
    return arithmetic;
  }

  /** A number below the order, without bias: too large ones are drawn again. */
  @Override
  public KeyPair generate(Entropy entropy) {
    int bits = curve.getN().bitLength();
    while (true) {
      byte[] candidate = entropy.bytes(coordinateBytes());
      candidate[0] &= (byte) (0xff >>> 8 * candidate.length - bits);
      if (inRange(DhArithmetic.unsigned(candidate))) {
        return pairOf(Secret.wrap(candidate));
      }
    }
  }

  @Override
  public KeyPair pairOf(Secret privateValue) {
    BigInteger scalar = DhArithmetic.unsigned(privateValue.reveal());
    if (!inRange(scalar)) {
      throw new IllegalArgumentException("private value out of range");
    }
    ECPoint point = new FixedPointCombMultiplier().multiply(curve.getG(), scalar).normalize();
    byte[] joined = new byte[group.publicBytes()];
    byte[] x = point.getAffineXCoord().getEncoded();
    byte[] y = point.getAffineYCoord().getEncoded();
    System.arraycopy(x, 0, joined, 0, x.length);
    System.arraycopy(y, 0, joined, x.length, y.length);
    return new KeyPair(group, privateValue, Octets.wrap(joined));
  }

  /**
   * RFC 6989 §2.3: the value must not be the point at infinity, and its coordinates must satisfy
   * the curve's equation. These curves have no other subgroup.
   */
  @Override
  public Agreement agree(Secret privateValue, Octets peerPublic) {
    int half = coordinateBytes();
    BigInteger field = curve.getCurve().getField().getCharacteristic();
    BigInteger x = DhArithmetic.unsigned(peerPublic.slice(0, half).toArray());
    BigInteger y = DhArithmetic.unsigned(peerPublic.slice(half, half).toArray());
    if (x.compareTo(field) >= 0 || y.compareTo(field) >= 0) {
      return new Agreement.Refused("coordinate is not below the field's prime");
    }
    ECPoint peer = curve.getCurve().createPoint(x, y);
    if (peer.isInfinity() || !peer.isValid()) {
      return new Agreement.Refused("public value is not a point of the curve");
    }
    ECPoint shared = peer.multiply(DhArithmetic.unsigned(privateValue.reveal())).normalize();
    if (shared.isInfinity()) {
      return new Agreement.Refused("shared point is the point at infinity");
    }
    return new Agreement.Agreed(Secret.wrap(shared.getAffineXCoord().getEncoded()));
  }

  private int coordinateBytes() {
    return group.publicBytes() / 2;
  }

  private boolean inRange(BigInteger scalar) {
    return scalar.signum() > 0 && scalar.compareTo(curve.getN()) < 0;
  }
}
