package dev.vigil.benchmarks;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.crypto.DiffieHellman;
import dev.vigil.protocol.crypto.DiffieHellman.Agreement;
import dev.vigil.protocol.crypto.DiffieHellman.KeyPair;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.wire.Octets;
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

/** A pair made and a secret agreed, in every group; random numbers cost next to nothing here. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DiffieHellmanBenchmark {
  @Param private DhGroup group = DhGroup.MODP_2048;

  private final Entropy entropy = new Random(1)::nextBytes;
  private KeyPair ours = DiffieHellman.generate(group, entropy);
  private Octets peer = ours.publicValue();

  @Setup
  public void prepare() {
    ours = DiffieHellman.generate(group, entropy);
    peer = DiffieHellman.generate(group, entropy).publicValue();
  }

  @Benchmark
  public KeyPair generate() {
    return DiffieHellman.generate(group, entropy);
  }

  @Benchmark
  public Agreement agree() {
    return DiffieHellman.agree(group, ours.privateValue(), peer);
  }
}
