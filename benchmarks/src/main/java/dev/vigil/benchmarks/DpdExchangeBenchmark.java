package dev.vigil.benchmarks;

import dev.vigil.protocol.crypto.DpdDatagram;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.IkeKeys;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * The cryptography of one DPD exchange: the probe built, its acknowledgement verified. Each one is
 * another SA's, so that no key schedule is found ready. Guard: 3 µs for both together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DpdExchangeBenchmark {
  private static final int SAS = 1024;

  @Param({"AES_CBC_128", "AES_CBC_256", "TRIPLE_DES_CBC"})
  private EncryptionAlgorithm cipher = EncryptionAlgorithm.AES_CBC_128;

  @Param({"SHA1", "SHA256"})
  private HashAlgorithm hash = HashAlgorithm.SHA1;

  private final List<Sa> sas = new ArrayList<>();
  private int next;

  private record Sa(IkeKeys keys, CookiePair cookies, Octets lastBlock, byte[] ack) {}

  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int i = 0; i < SAS; i++) {
      IkeKeys keys =
          new IkeKeys(
              cipher,
              hash,
              Secret.wrap(bytes(random, hash.digestBytes())),
              Secret.wrap(bytes(random, cipher.keyBytes())));
      CookiePair cookies =
          new CookiePair(new Cookie(random.nextLong()), new Cookie(random.nextLong()));
      Octets lastBlock = Octets.wrap(bytes(random, cipher.blockBytes()));
      byte[] ack =
          DpdDatagram.ack(LivenessProtocol.DPD, keys, cookies, lastBlock, random.nextInt(), i);
      sas.add(new Sa(keys, cookies, lastBlock, ack));
    }
  }

  @Benchmark
  public void exchange(Blackhole hole) {
    Sa sa = sas.get(next++ & SAS - 1);
    hole.consume(
        DpdDatagram.query(LivenessProtocol.DPD, sa.keys, sa.cookies, sa.lastBlock, next, next));
    hole.consume(DpdDatagram.open(LivenessProtocol.DPD, sa.keys, sa.cookies, sa.lastBlock, sa.ack));
  }

  @Benchmark
  public byte[] buildProbe() {
    Sa sa = sas.get(next++ & SAS - 1);
    return DpdDatagram.query(LivenessProtocol.DPD, sa.keys, sa.cookies, sa.lastBlock, next, next);
  }

  @Benchmark
  public DpdDatagram.Opening verifyAck() {
    Sa sa = sas.get(next++ & SAS - 1);
    return DpdDatagram.open(LivenessProtocol.DPD, sa.keys, sa.cookies, sa.lastBlock, sa.ack);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
