package dev.vigil.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The nodes of the cluster, those that live and those that did; numbered from 1. */
final class NodeGroup implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(180);
  private static final int MEGABYTES = 512;
  private static final int SITES_A_MEGABYTE = 30;

  /**
   * What all nodes have in common.
   *
   * @param sockets for control sockets, whose names must not be long
   * @param port of the virtual address, and the one for NAT traversal
   */
  record Setting(
      Path config,
      Path data,
      Path sockets,
      String cookieKey,
      int port,
      int natPort,
      int sitePort,
      int peers,
      boolean hostWatch) {}

  private final Setting setting;
  private final int first;
  private final List<Integer> ports;

  /** In the order of their starts, so the first that lives is the oldest. */
  private final List<NodeProcess> started = new ArrayList<>();

  /**
   * @param first so many nodes begin the cluster
   * @param most nodes that there may ever be
   */
  NodeGroup(Setting setting, int first, int most) throws IOException {
    this.setting = setting;
    this.first = first;
    this.ports = freePorts(most);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket();
        held.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }

  List<NodeProcess> living() {
    return started.stream().filter(NodeProcess::isAlive).toList();
  }

  NodeProcess oldest() {
    return living().getFirst();
  }

  NodeProcess youngest() {
    return living().getLast();
  }

  /** The sum over all processes that there ever were. */
  long counter(String name) {
    return started.stream().mapToLong(node -> node.counter(name)).sum();
  }

  void readCounters() {
    living().forEach(NodeProcess::readCounters);
  }

  /** Starts these and waits until each is ready; false if one never is. */
  boolean start(List<Integer> numbers) throws IOException, InterruptedException {
    List<NodeProcess> fresh = new ArrayList<>();
    List<Integer> readyBefore = new ArrayList<>();
    for (int number : numbers) {
      Path log = setting.data().resolve("node-" + number + ".log");
      readyBefore.add(Files.exists(log) ? readies(Files.readString(log)) : 0);
      fresh.add(launch(number, log));
      started.add(fresh.getLast());
    }
    Instant end = Instant.now().plus(START_PATIENCE);
    for (int i = 0; i < fresh.size(); i++) {
      NodeProcess node = fresh.get(i);
      while (readies(node.log()) <= readyBefore.get(i)) {
        if (!node.isAlive() || Instant.now().isAfter(end)) {
          return false;
        }
        Thread.sleep(50);
      }
    }
    return true;
  }

  private static int readies(String log) {
    return log.split("Vigil is ready", -1).length - 1;
  }

  private NodeProcess launch(int number, Path log) throws IOException {
    Path settings = setting.data().resolve("node-" + number + ".conf");
    Path socket = setting.sockets().resolve("node-" + number + ".sock");
    Files.writeString(settings, settings(number, socket));
    return NodeProcess.start(
        number,
        setting.config(),
        settings,
        log,
        socket,
        setting.cookieKey(),
        MEGABYTES + setting.peers() / SITES_A_MEGABYTE);
  }

  private String settings(int number, Path socket) {
    String seeds =
        ports.stream()
            .limit(first)
            .map(port -> "\"pekko://quickstart@127.0.0.1:" + port + "\"")
            .collect(Collectors.joining(", "));
    return """
    vigil.mode = cluster
    vigil.udp { listen = ["%s"], port = %d, nat-port = %d, reuse-port = true }
    vigil.udp { remote-port = %d, remote-nat-port = %d }
    vigil.initiate = on-demand
    vigil.admission.half-open = 20000
    vigil.control-socket = "%s"
    vigil.data-directory = "%s"
    vigil.cluster { name = quickstart, host = "127.0.0.1", port = %d }
    %spekko.cluster.seed-nodes = [%s]
    """
        .formatted(
            QuickstartCommand.HEAD_END.getHostAddress(),
            setting.port(),
            setting.natPort(),
            setting.sitePort(),
            setting.sitePort(),
            socket,
            setting.data().resolve("node-" + number),
            ports.get(number - 1),
            setting.hostWatch() ? "" : "vigil.cluster.host-watch = false\n",
            seeds);
  }

  /** What one that ended by itself has written last, else the newest. */
  String lastWords() throws IOException {
    return started.stream()
        .filter(node -> !node.isAlive())
        .findFirst()
        .orElse(started.getLast())
        .log();
  }

  /** The numbers in use so far, in ascending order. */
  List<Integer> numbers() {
    return started.stream()
        .map(NodeProcess::number)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  @Override
  public void close() {
    started.forEach(NodeProcess::close);
  }
}
