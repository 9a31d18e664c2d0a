package dev.vigil.benchmarks;

import dev.vigil.actors.dataplane.DataPlane;
import dev.vigil.actors.dataplane.DataPlanes;
import dev.vigil.actors.dataplane.PairOwner;
import dev.vigil.actors.dataplane.TrafficStamps;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.udp.DatagramSink;
import dev.vigil.actors.udp.EspSink;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.EncryptionAlgorithm;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.HashAlgorithm;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpProtocol;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.NodeSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A ping through a tunnel, in and its answer out, among so many pairs of IPsec SAs and without a
 * network; and what it costs to tell the IKE SA of a packet, by stamp or by message.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init")
public class DataPlaneBenchmark {
  private static final int BATCH = 1024;
  private static final int FIRST_SPI = 0x1000_0000;
  private static final TrafficSelector INSIDE =
      TrafficSelector.network(InetAddress.ofLiteral("10.0.0.0"), 16);

  @Param({"1", "100000"})
  private int pairs = 1;

  private final Semaphore taken = new Semaphore(0);
  private final TrafficStamps stamps = TrafficStamps.unread();
  private final Path path =
      new Path(
          new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 4500),
          new InetSocketAddress(InetAddress.ofLiteral("198.51.100.1"), 4500),
          true);
  private DataPlane plane;
  private Octets ping;
  private ActorSystem<Instant> system;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    Entropy entropy = random::nextBytes;
    Counters counters = new Counters();
    plane =
        DataPlanes.of(
            NodeSettings.DataPlane.LOOPBACK,
            new NoEdge(),
            counters,
            new JunkLog(counters),
            entropy,
            InstantSource.system());
    for (int i = 0; i < pairs; i++) {
      // Without replay check, so that one packet does again and again.
      plane.install(
          child(i, site(i), INSIDE, false), path, 0, Sequences.FRESH, stamps, new NoOwner());
    }
    int last = pairs - 1;
    IcmpEcho echo =
        IcmpEcho.request(site(last).prefix(), InetAddress.ofLiteral("10.0.0.1"), 1, 1, 100);
    ping =
        new EspSealer(child(last, INSIDE, site(last), true))
            .seal(echo.packet(), IpProtocol.IPV4, entropy)
            .orElseThrow();
    system =
        ActorSystem.create(
            Behaviors.receiveMessage(at -> {
              taken.release();
              return Behaviors.same();
            }),
            "benchmark");
  }

  private static TrafficSelector site(int number) {
    int low = number + 1;
    return TrafficSelector.host(
        InetAddress.ofLiteral(
            "172." + (16 + (low >> 16)) + "." + (low >> 8 & 0xff) + "." + (low & 0xff)));
  }

  /** All pairs have the same keys, which is nothing to look-ups. */
  private static ChildSa child(
      int number, TrafficSelector remote, TrafficSelector local, boolean mirrored) {
    Secret cipher = Secret.wrap(new byte[16]);
    Secret mac = Secret.wrap(new byte[20]);
    ChildRequest request =
        new ChildRequest(
            "benchmark 1",
            local,
            remote,
            List.of(
                new EspTransform(
                    Optional.of(EncryptionAlgorithm.AES_CBC_128),
                    Optional.of(HashAlgorithm.SHA1),
                    true)),
            Optional.empty(),
            new ChildLifetime(Duration.ofHours(1), 0),
            mirrored ? 0x7000_0000 + number : FIRST_SPI + number);
    int outboundSpi = mirrored ? FIRST_SPI + number : 0x7000_0000 + number;
    return new ChildSa(
        request,
        Role.RESPONDER,
        new CookiePair(new Cookie(1), new Cookie(2)),
        outboundSpi,
        cipher,
        mac,
        cipher,
        mac,
        true,
        Instant.EPOCH);
  }

  @TearDown
  public void tearDown() {
    system.terminate();
  }

  /** Opened, checked, answered, looked up, sealed. */
  @Benchmark
  public void pingAndAnswer() {
    plane.received(ping, path);
  }

  /** What two packets leave for the IKE SA. */
  @Benchmark
  public void twoStamps() {
    Instant now = Instant.now();
    stamps.inbound(now);
    stamps.outbound(now);
  }

  /** What one packet would cost as a message, to an actor that does nothing with it. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public void oneMessage() throws InterruptedException {
    for (int i = 0; i < BATCH; i++) {
      system.tell(Instant.now());
    }
    taken.acquire(BATCH);
  }

  private static final class NoOwner implements PairOwner {
    @Override
    public void wornOut(int inboundSpi, boolean hard) {}

    @Override
    public void sequencesNeeded(int inboundSpi) {}

    @Override
    public void moved(int inboundSpi, Path to) {}
  }

  private static final class NoEdge implements UdpEdge {
    @Override
    public String kind() {
      return "none";
    }

    @Override
    public List<LocalSocket> sockets() {
      return List.of();
    }

    @Override
    public void start(DatagramSink sink, EspSink esp, Executor later) {}

    @Override
    public void send(Octets datagram, Path to) {}

    @Override
    public void sendEsp(Octets esp, Path to) {}

    @Override
    public void sendNatKeepalive(Path to) {}

    @Override
    public void close() {}
  }
}
