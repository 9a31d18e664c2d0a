package dev.vigil.benchmarks;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the choice of providers for key agreement rests on (ADR 0002): the bare alternatives. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DhProviderBenchmark {
  /** Exponents of several lengths modulo the prime of group 14. */
  @State(Scope.Thread)
  public static class Modp2048 {
    @Param({"225", "256", "320", "2047"})
    private int exponentBits = 256;

    private final BigInteger prime = DHStandardGroups.rfc3526_2048.getP();
    private final BigInteger base = new BigInteger(2047, new Random(1));
    private BigInteger exponent = BigInteger.ONE;

    @Setup
    public void prepare() {
      exponent = new BigInteger(exponentBits, new Random(2)).setBit(exponentBits - 1);
    }
  }

  /** One curve, in both libraries. */
  @State(Scope.Thread)
  public static class Curve {
    @Param({"256", "384", "521"})
    private int bits = 256;

    private X9ECParameters bouncy = CustomNamedCurves.getByName("P-256");
    private BigInteger scalar = BigInteger.ONE;
    private ECPoint peer = bouncy.getG();
    private final KeyPairGenerator generator;
    private final KeyFactory factory;
    private final KeyAgreement agreement;
    private KeyPair ours;
    private KeyPair theirs;

    public Curve() {
      try {
        generator = KeyPairGenerator.getInstance("EC");
        factory = KeyFactory.getInstance("EC");
        agreement = KeyAgreement.getInstance("ECDH");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      ours = generator.generateKeyPair();
      theirs = ours;
    }

    @Setup
    public void prepare() throws GeneralSecurityException {
      bouncy = CustomNamedCurves.getByName("P-" + bits);
      scalar = new BigInteger(bits - 1, new Random(3));
      peer = bouncy.getG().multiply(new BigInteger(bits - 1, new Random(4))).normalize();
      generator.initialize(new ECGenParameterSpec(String.format(Locale.ROOT, "secp%dr1", bits)));
      ours = generator.generateKeyPair();
      theirs = generator.generateKeyPair();
    }
  }

  @Benchmark
  public BigInteger modPow(Modp2048 group) {
    return group.base.modPow(group.exponent, group.prime);
  }

  @Benchmark
  public ECPoint bouncyGenerate(Curve curve) {
    return new FixedPointCombMultiplier().multiply(curve.bouncy.getG(), curve.scalar).normalize();
  }

  @Benchmark
  public ECPoint bouncyAgree(Curve curve) {
    return curve.peer.multiply(curve.scalar).normalize();
  }

  @Benchmark
  public KeyPair jdkGenerate(Curve curve) {
    return curve.generator.generateKeyPair();
  }

  @Benchmark
  public byte[] jdkAgree(Curve curve) throws GeneralSecurityException {
    ECPrivateKey ours = (ECPrivateKey) curve.ours.getPrivate();
    ECPublicKey theirs = (ECPublicKey) curve.theirs.getPublic();
    curve.agreement.init(
        curve.factory.generatePrivate(new ECPrivateKeySpec(ours.getS(), ours.getParams())));
    curve.agreement.doPhase(
        curve.factory.generatePublic(new ECPublicKeySpec(theirs.getW(), theirs.getParams())), true);
    return curve.agreement.generateSecret();
  }
}
