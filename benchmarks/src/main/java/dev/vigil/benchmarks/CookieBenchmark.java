package dev.vigil.benchmarks;

import dev.vigil.protocol.cookie.CookieCodec;
import dev.vigil.protocol.cookie.CookieRoute;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Cookie;
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

/** What it costs to find whom a datagram is for; guard: under a microsecond. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CookieBenchmark {
  private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
  private static final int COOKIES = 1024;

  private final CookieCodec codec = CookieCodec.of(Secret.ofText("sixteen bytes and some more"));
  private final CookieSerials serials = CookieSerials.startingAt(NOW);
  private final Cookie[] ours = new Cookie[COOKIES];
  private int next;

  public CookieBenchmark() {
    for (int i = 0; i < COOKIES; i++) {
      ours[i] = codec.encode(new PeerTag(i), serials.last() + i);
    }
  }

  @Benchmark
  public CookieRoute decodeOurs() {
    return codec.decode(ours[next++ & COOKIES - 1], NOW);
  }

  @Benchmark
  public CookieRoute decodeForeign() {
    return codec.decode(new Cookie(next++ * 0x9e37_79b9_7f4a_7c15L), NOW);
  }

  @Benchmark
  public Cookie encode() {
    return codec.encode(new PeerTag(next & 0xff_ffff), serials.last() + (next++ & 0xffff));
  }
}
