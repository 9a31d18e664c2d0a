package dev.vigil.benchmarks;

import dev.vigil.protocol.dpd.DpdEvent;
import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The machine's own share of Dead Peer Detection, without messages and keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DpdStepBenchmark {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final DpdEvent DEADLINE = new DpdEvent.Deadline();

  private Instant now = Instant.parse("2026-11-24T15:00:00Z");
  private DpdState state =
      DpdMachine.step(
              DpdState.initial(DpdSettings.periodic(INTERVAL), 9, now),
              new DpdEvent.Enabled(-1),
              now)
          .next();

  /** Probe due, probe out, answer in: one whole exchange. */
  @Benchmark
  public DpdMachine.Step exchange() {
    now = DpdMachine.nextDeadline(state).orElseThrow();
    DpdState asking = DpdMachine.step(state, DEADLINE, now).next();
    DpdEvent ack = new DpdEvent.AckReceived(asking.lastNumber());
    DpdMachine.Step answered = DpdMachine.step(asking, ack, now.plusMillis(20));
    state = answered.next();
    return answered;
  }

  /** A sign of life while nothing is asked: only a stamp. */
  @Benchmark
  public DpdMachine.Step signOfLife() {
    return DpdMachine.step(state, new DpdEvent.ProofOfLife(DpdEvent.Source.IKE, now), now);
  }
}
