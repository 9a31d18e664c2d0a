package dev.vigil.benchmarks;

import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.esp.EspOpener;
import dev.vigil.protocol.esp.EspOpening;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
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

/**
 * One ESP packet sealed or opened, each time another SA's, beside the bare cipher and MAC of the
 * JDK, an engine of each kept for every SA.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EspBenchmark {
  private static final int SAS = 256;
  private static final int HEADER = 8;

  @Param({"AES_CBC_128", "TRIPLE_DES_CBC"})
  private EncryptionAlgorithm cipher = EncryptionAlgorithm.AES_CBC_128;

  /** Bytes of the inner IP packet. */
  @Param({"64", "1400"})
  private int size = 64;

  private final List<Sa> sas = new ArrayList<>();
  private final SplittableRandom cheap = new SplittableRandom(1);
  private final Entropy entropy = cheap::nextBytes;
  private final SecureRandom secure = new SecureRandom();
  private final Entropy secureEntropy = secure::nextBytes;
  private Octets packet = Octets.EMPTY;
  private byte[] plain = {};
  private int next;

  private record Sa(
      EspSealer sealer,
      EspOpener opener,
      EspOpener withoutWindow,
      Octets sealed,
      byte[] sealedBytes,
      SecretKeySpec key,
      Cipher encryption,
      Cipher decryption,
      Mac mac) {}

  @Setup
  public void prepare() throws GeneralSecurityException, UnknownHostException {
    InetAddress here = InetAddress.getByName("10.0.0.1");
    InetAddress there = InetAddress.getByName("10.0.0.2");
    packet = IcmpEcho.request(here, there, 1, 1, size).packet();
    int block = cipher.blockBytes();
    int text = (size + 2 + block - 1) / block * block;
    plain = Arrays.copyOf(packet.toArray(), text);
    Random random = new Random(1);
    for (int i = 0; i < SAS; i++) {
      byte[] cipherKey = bytes(random, cipher.keyBytes());
      byte[] macKey = bytes(random, 20);
      ChildSa child =
          EspSas.child(cipher, HashAlgorithm.SHA1, here, Secret.of(cipherKey), Secret.of(macKey));
      Octets sealed = new EspSealer(child).seal(packet, IpProtocol.IPV4, entropy).orElseThrow();
      String name = block == 8 ? "DESede" : "AES";
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(macKey, "HmacSHA1"));
      sas.add(
          new Sa(
              new EspSealer(child),
              new EspOpener(child, 64),
              new EspOpener(child, 0),
              sealed,
              sealed.toArray(),
              new SecretKeySpec(cipherKey, name),
              Cipher.getInstance(name + "/CBC/NoPadding"),
              Cipher.getInstance(name + "/CBC/NoPadding"),
              mac));
    }
  }

  @Benchmark
  public Optional<Octets> seal() {
    return sas.get(next++ & SAS - 1).sealer.seal(packet, IpProtocol.IPV4, entropy);
  }

  /** With the platform's secure generator, 16 or 8 bytes at a time. */
  @Benchmark
  public Optional<Octets> sealSecureRandom() {
    return sas.get(next++ & SAS - 1).sealer.seal(packet, IpProtocol.IPV4, secureEntropy);
  }

  @Benchmark
  public Optional<Octets> sealSameSa() {
    return sas.getFirst().sealer.seal(packet, IpProtocol.IPV4, entropy);
  }

  @Benchmark
  public EspOpening open() {
    Sa sa = sas.get(next++ & SAS - 1);
    return sa.withoutWindow.open(sa.sealed);
  }

  @Benchmark
  public EspOpening openSameSa() {
    Sa sa = sas.getFirst();
    return sa.withoutWindow.open(sa.sealed);
  }

  /** Both, with the replay window. */
  @Benchmark
  public EspOpening sealAndOpen() {
    Sa sa = sas.get(next++ & SAS - 1);
    return sa.opener.open(sa.sealer.seal(packet, IpProtocol.IPV4, entropy).orElseThrow());
  }

  /** The same bytes through the JDK's engines, kept keyed. */
  @Benchmark
  public byte[] bareSeal() throws GeneralSecurityException {
    Sa sa = sas.get(next++ & SAS - 1);
    int iv = cipher.blockBytes();
    byte[] out = new byte[HEADER + iv + plain.length + 12];
    sa.encryption.init(
        Cipher.ENCRYPT_MODE, sa.key, new IvParameterSpec(sa.sealedBytes, HEADER, iv));
    sa.encryption.doFinal(plain, 0, plain.length, out, HEADER + iv);
    sa.mac.update(out, 0, out.length - 12);
    System.arraycopy(sa.mac.doFinal(), 0, out, out.length - 12, 12);
    return out;
  }

  /** As {@link #bareSeal}. */
  @Benchmark
  public byte[] bareOpen() throws GeneralSecurityException {
    Sa sa = sas.get(next++ & SAS - 1);
    int iv = cipher.blockBytes();
    byte[] in = sa.sealedBytes;
    sa.mac.update(in, 0, in.length - 12);
    if (!Arrays.equals(sa.mac.doFinal(), 0, 12, in, in.length - 12, in.length)) {
      throw new IllegalStateException("the reference is wrong");
    }
    sa.decryption.init(Cipher.DECRYPT_MODE, sa.key, new IvParameterSpec(in, HEADER, iv));
    return sa.decryption.doFinal(in, HEADER + iv, in.length - 12 - HEADER - iv);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
