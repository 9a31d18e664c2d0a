package dev.vigil.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.console.Console;
import dev.vigil.console.LogRing;
import dev.vigil.console.Node;
import dev.vigil.console.StartupFile;
import dev.vigil.control.ControlServer;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** {@code vigil quickstart [--peers N] [--duration 60s] [--report FILE]}. */
public final class QuickstartCommand {
  static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int USAGE_ERROR = 64;
  private static final int UNAVAILABLE = 69;
  private static final int FAILED = 1;
  private static final int KEY_BYTES = 16;

  private QuickstartCommand() {}

  /**
   * Runs the whole show.
   *
   * @param told done as soon as the process is told to stop: what happened until then is summed up
   * @return the exit code
   */
  public static int run(
      List<String> arguments,
      Entropy entropy,
      Future<Void> told,
      PrintStream out,
      PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.println(QuickstartOptions.USAGE);
      out.println(ClusterOptions.USAGE);
      return 0;
    }
    if (ClusterOptions.asked(arguments)) {
      return runCluster(arguments, entropy, told, out, err);
    }
    QuickstartOptions options;
    try {
      options = QuickstartOptions.parse(arguments);
    } catch (QuickstartOptions.Misused e) {
      err.println("% " + e.getMessage());
      err.println(QuickstartOptions.USAGE);
      return USAGE_ERROR;
    }
    try {
      return run(options, entropy, told, out);
    } catch (InvalidSettings | CannotBind | IOException e) {
      err.println("% The quickstart cannot run: " + e.getMessage());
      return UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int runCluster(
      List<String> arguments,
      Entropy entropy,
      Future<Void> told,
      PrintStream out,
      PrintStream err) {
    try {
      ClusterOptions options = ClusterOptions.parse(arguments);
      requireWritable(options.report());
      Path folder = Files.createTempDirectory("vigil-quickstart-");
      try {
        ClusterReport report = ClusterQuickstart.run(options, entropy, folder, told, out);
        return tell(report, report.summary(), options.report(), report.failures(), out);
      } finally {
        delete(folder);
      }
    } catch (QuickstartOptions.Misused e) {
      err.println("% " + e.getMessage());
      err.println(ClusterOptions.USAGE);
      return USAGE_ERROR;
    } catch (IOException e) {
      err.println("% The quickstart cannot run: " + e.getMessage());
      return UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int run(
      QuickstartOptions options, Entropy entropy, Future<Void> told, PrintStream out)
      throws InvalidSettings, CannotBind, IOException, InterruptedException {
    requireWritable(options.report());
    Path folder = Files.createTempDirectory("vigil-quickstart-");
    try {
      return run(options, entropy, folder, told, out);
    } finally {
      delete(folder);
    }
  }

  /** Found out now and not after the show. */
  private static void requireWritable(Optional<Path> report) throws IOException {
    if (report.isPresent()) {
      Path folder = report.get().toAbsolutePath().getParent();
      boolean writable =
          Files.exists(report.get())
              ? Files.isRegularFile(report.get()) && Files.isWritable(report.get())
              : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
      if (!writable) {
        throw new IOException("the report %s cannot be written.".formatted(report.get()));
      }
    }
  }

  private static int run(
      QuickstartOptions options, Entropy entropy, Path folder, Future<Void> told, PrintStream out)
      throws InvalidSettings, CannotBind, IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    for (int site = 0; site < options.peers(); site++) {
      keys.add(HexFormat.of().formatHex(entropy.bytes(KEY_BYTES)));
    }
    Path configFile = folder.resolve("router.cfg");
    Files.writeString(
        Files.createFile(
            configFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        QuickstartConfig.of(HEAD_END, keys),
        StandardOpenOption.WRITE);
    ConfigFile config = ConfigFile.load(configFile, Set.of());
    RunningConfig running = config.running().orElseThrow(() -> defect(config));
    Path socket = folder.resolve("vigil.sock");
    int sitePort = freePort();
    try (ControlServer control = ControlServer.open(socket);
        HeadEnd headEnd = HeadEnd.start(settings(sitePort), running.config())) {
      StartupFile startup = new StartupFile(configFile);
      Node node = Node.of(headEnd, running, Optional.of(startup), LogRing.ofProgram());
      Console console = new Console(node, out::println);
      control.serve(console, console);
      InetSocketAddress address = socket(headEnd, false);
      out.printf(
          """
          The head-end answers on %s port %d; its configuration, in the router's language:
            %s
          Its console, meanwhile:
            vigil exec --socket %s "show crypto session"
          %d sites start in a process of their own, %s and so on, port %d.

          """,
          HEAD_END.getHostAddress(),
          address.getPort(),
          configFile,
          socket,
          options.peers(),
          QuickstartConfig.siteAddress(0).getHostAddress(),
          sitePort);
      SitesOrder.Begin begin =
          new SitesOrder.Begin(
              HEAD_END.getHostAddress(),
              address.getPort(),
              socket(headEnd, true).getPort(),
              sitePort,
              keys,
              new SitesOrder.Habits(14, 20, false, 5));
      try (SitesProcess sites = SitesProcess.start(begin)) {
        QuickstartReport report = new Performance(headEnd, sites, options, told, out).play();
        return tell(report, report.summary(), options.report(), report.failures(), out);
      }
    }
  }

  /** One that the first site can have is free for all of them, or nearly so. */
  private static int freePort() throws IOException {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(QuickstartConfig.siteAddress(0), 0))) {
      return probe.getLocalPort();
    }
  }

  private static IOException defect(ConfigFile config) {
    return new IOException("its own configuration is refused: " + config.errors());
  }

  private static NodeSettings settings(int sitePort) throws InvalidSettings {
    return SettingsFile.parse(
        """
        vigil.udp.listen = ["%s"]
        vigil.udp.port = 0
        vigil.udp.nat-port = 0
        vigil.udp.remote-port = %d
        vigil.udp.remote-nat-port = %d
        vigil.initiate = on-demand
        vigil.store.kind = memory
        vigil.admission.half-open = 20000
        """
            .formatted(HEAD_END.getHostAddress(), sitePort, sitePort));
  }

  private static InetSocketAddress socket(HeadEnd headEnd, boolean marked) {
    return headEnd.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static int tell(
      Object report, String summary, Optional<Path> file, List<String> failures, PrintStream out)
      throws IOException {
    out.print(summary);
    if (file.isPresent()) {
      Files.writeString(file.get(), JSON.writeValueAsString(report) + "\n");
      out.println("Report: " + file.get());
    }
    out.flush();
    return failures.isEmpty() ? 0 : FAILED;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
