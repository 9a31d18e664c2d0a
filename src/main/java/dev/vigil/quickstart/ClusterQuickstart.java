package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.Entropy;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code vigil quickstart --nodes N}: several nodes, one address, and what the sites see of it. */
final class ClusterQuickstart {
  private static final int KEY_BYTES = 16;

  /** Besides the nodes at the beginning, so many may join. */
  private static final int MORE_NODES = 3;

  private ClusterQuickstart() {}

  /**
   * @param folder for what is gone afterwards, and for all where the options name no other
   */
  static ClusterReport run(
      ClusterOptions options, Entropy entropy, Path folder, Future<Void> told, PrintStream out)
      throws IOException, InterruptedException {
    List<String> keys =
        Stream.generate(() -> HexFormat.of().formatHex(entropy.bytes(KEY_BYTES)))
            .limit(options.peers())
            .toList();
    Path config = secretFile(folder.resolve("router.cfg"));
    String text = QuickstartConfig.of(QuickstartCommand.HEAD_END, keys);
    Files.writeString(
        config,
        text.replace(" group 14\n", " group " + options.group() + "\n"),
        StandardOpenOption.WRITE);
    Path data = options.folder().orElse(folder);
    Files.createDirectories(data);
    int port = freePort(QuickstartCommand.HEAD_END.getHostAddress());
    int natPort = freePort(QuickstartCommand.HEAD_END.getHostAddress());
    int sitePort = freePort("0.0.0.0");
    NodeGroup.Setting setting =
        new NodeGroup.Setting(
            config,
            data,
            folder,
            HexFormat.of().formatHex(entropy.bytes(KEY_BYTES)),
            port,
            natPort,
            sitePort,
            options.peers(),
            options.hostWatch());
    SitesOrder.Begin begin =
        new SitesOrder.Begin(
            QuickstartCommand.HEAD_END.getHostAddress(),
            port,
            natPort,
            sitePort,
            keys,
            new SitesOrder.Habits(options.group(), 10, options.strict(), options.pings()));
    try (NodeGroup nodes = new NodeGroup(setting, options.nodes(), options.nodes() + MORE_NODES)) {
      out.printf("%d nodes start; their logs are in %s%n", options.nodes(), data);
      if (!nodes.start(IntStream.rangeClosed(1, options.nodes()).boxed().toList())) {
        throw new IOException("a node does not start:\n" + lastLines(nodes));
      }
      out.printf(
          "they answer on %s port %d; consoles: vigil exec --socket %s \"show crypto session\"%n",
          QuickstartCommand.HEAD_END.getHostAddress(), port, folder.resolve("node-1.sock"));
      try (SitesProcess sites = SitesProcess.start(begin)) {
        return new ClusterPlay(nodes, sites, options, told, out).play();
      }
    }
  }

  private static Path secretFile(Path path) throws IOException {
    return Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static int freePort(String address) throws IOException {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(address), 0))) {
      return probe.getLocalPort();
    }
  }

  private static String lastLines(NodeGroup nodes) throws IOException {
    String log = nodes.lastWords();
    return log.substring(Math.max(0, log.length() - 2000));
  }
}
