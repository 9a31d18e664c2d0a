package dev.vigil.benchmarks;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.ip.FlowSelector;
import dev.vigil.protocol.ip.FlowTable;
import dev.vigil.protocol.ip.IpHeader;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
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

/** The way from an outbound packet's bytes to its SA, among 100,000, each time another one's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FlowTableBenchmark {
  private static final int SITES = 100_000;
  private static final int PACKETS = 1 << 14;
  private static final int FIRST_SITE = 0x0a00_0000;

  /** How many lengths of prefix the sites' networks have. */
  @Param({"1", "8"})
  private int shapes = 1;

  private final FlowTable<Integer> table = new FlowTable<>();
  private final Octets[] packets = new Octets[PACKETS];
  private int next;

  @Setup
  public void prepare() throws UnknownHostException {
    InetAddress here = address(0xc000_0201);
    TrafficSelector local = TrafficSelector.network(here, 24);
    for (int site = 0; site < SITES; site++) {
      int length = 28 - site % shapes;
      InetAddress network = address(FIRST_SITE + (site << 8));
      table.put(FlowSelector.of(local, TrafficSelector.network(network, length)), site);
    }
    for (int i = 0; i < PACKETS; i++) {
      int site = (int) (i * 2_654_435_761L % SITES);
      InetAddress there = address(FIRST_SITE + (site << 8) + 1);
      packets[i] =
          new IpHeader(here, there, IpProtocol.UDP, 64, i).around(Octets.wrap(new byte[36]));
    }
  }

  @Benchmark
  public Optional<Integer> find() {
    return switch (IpPacket.of(packets[next++ & PACKETS - 1])) {
      case Decoding.Decoded<IpPacket>(IpPacket packet) -> table.find(packet);
      case Decoding.Malformed<IpPacket> malformed ->
          throw new IllegalStateException(malformed.reason());
    };
  }

  private static InetAddress address(int bits) throws UnknownHostException {
    return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());
  }
}
