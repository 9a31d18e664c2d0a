package dev.vigil.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.SettingsFile;
import dev.vigil.settings.UdpSettings;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What the UDP edge costs: echoes datagrams of 92 bytes, as a DPD message has, and prints the
 * process's CPU time for each one received and answered. The load comes from another process, so
 * that it is not in the figure. Arguments: {@code nio | batched | unbatched | plain}, datagrams a
 * second, seconds; {@code unbatched} is the batched edge made to send one by one.
 */
public final class UdpEdgeEcho {
  private static final int BYTES = 92;
  private static final int WARM_UP_SECONDS = 4;
  private static final String SERVER = "127.0.0.1";
  private static final String CLIENT = "127.0.0.2";

  private UdpEdgeEcho() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("load")) {
      load(
          Integer.parseInt(arguments[1]),
          Integer.parseInt(arguments[2]),
          Integer.parseInt(arguments[3]));
      return;
    }
    int rate = Integer.parseInt(arguments[1]);
    int seconds = Integer.parseInt(arguments[2]);
    LongAdder echoed = new LongAdder();
    int port = arguments[0].equals("plain") ? plain(echoed) : edge(arguments[0], echoed);
    Process load = startLoad(port, rate, WARM_UP_SECONDS + seconds + 1);
    Thread.sleep(WARM_UP_SECONDS * 1000L);
    long cpuBefore = cpuNanos();
    long before = echoed.sum();
    Thread.sleep(seconds * 1000L);
    long cpu = cpuNanos() - cpuBefore;
    long count = echoed.sum() - before;
    System.out.printf(
        "%s rate=%d echoed=%d/s cpu=%.2f us each%n",
        arguments[0], rate, count / seconds, cpu / 1000.0 / count);
    load.waitFor();
    System.exit(0);
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static UdpSettings settings(String address, String kind) throws Exception {
    return SettingsFile.parse(
            """
            vigil.udp { listen = ["%s"], port = 0, nat-port = 0, edge = %s }
            """
                .formatted(address, kind))
        .udp();
  }

  private static int edge(String kind, LongAdder echoed) throws Exception {
    UdpEdge edge =
        UdpEdge.open(settings(SERVER, kind.replace("unb", "b")), new Counters(), Lease.ALWAYS);
    Queue<Runnable> later = new ArrayDeque<>();
    edge.start(
        batch -> {
          for (Datagram datagram : batch) {
            edge.send(datagram.bytes(), datagram.path());
            echoed.increment();
          }
          for (Runnable task = later.poll(); task != null; task = later.poll()) {
            task.run();
          }
        },
        (esp, path) -> {},
        kind.equals("batched") ? later::add : Runnable::run);
    return port(edge);
  }

  private static int port(UdpEdge edge) {
    return edge.sockets().stream()
        .filter(socket -> !socket.marked())
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }

  /** The least that Java offers: one blocking socket, one loop. */
  private static int plain(LongAdder echoed) throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(SERVER));
    socket.setReceiveBufferSize(4 << 20);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
          while (true) {
            try {
              packet.setLength(2048);
              socket.receive(packet);
              socket.send(packet);
              echoed.increment();
            } catch (java.io.IOException closed) {
              return;
            }
          }
        });
    return socket.getLocalPort();
  }

  private static Process startLoad(int port, int rate, int seconds) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            UdpEdgeEcho.class.getName(),
            "load",
            Integer.toString(port),
            Integer.toString(rate),
            Integer.toString(seconds))
        .inheritIO()
        .start();
  }

  private static void load(int port, int rate, int seconds) throws Exception {
    try (UdpEdge edge = UdpEdge.open(settings(CLIENT, "batched"), new Counters(), Lease.ALWAYS)) {
      edge.start(batch -> {}, (esp, path) -> {}, Runnable::run);
      InetSocketAddress local = new InetSocketAddress(InetAddress.ofLiteral(CLIENT), port(edge));
      InetSocketAddress server = new InetSocketAddress(InetAddress.ofLiteral(SERVER), port);
      Path path = new Path(local, server, false);
      Octets datagram = Octets.wrap(new byte[BYTES]);
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      long sent = 0;
      for (long now = start; now < end; now = System.nanoTime()) {
        long due = (now - start) * rate / 1_000_000_000L;
        for (; sent < due; sent++) {
          edge.send(datagram, path);
        }
        LockSupport.parkNanos(200_000);
      }
    }
  }
}
