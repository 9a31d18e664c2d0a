package dev.vigil.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.language.ConfigFile;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.Set;
import java.util.stream.Stream;

/** {@code vigil quickstart [--peers N] [--duration 60s] [--report FILE]}. */
public final class QuickstartCommand {
  static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final int USAGE_ERROR = 64;
  private static final int UNAVAILABLE = 69;
  private static final int FAILED = 1;
  private static final int SITE_PORT = 5_500;
  private static final int KEY_BYTES = 16;

  private QuickstartCommand() {}

  /** Runs the whole show; the result is the process's exit code. */
  public static int run(List<String> arguments, Entropy entropy, PrintStream out, PrintStream err) {
    QuickstartOptions options;
    try {
      options = QuickstartOptions.parse(arguments);
    } catch (QuickstartOptions.Misused e) {
      err.println("% " + e.getMessage());
      err.println(QuickstartOptions.USAGE);
      return USAGE_ERROR;
    }
    try {
      return run(options, entropy, out);
    } catch (InvalidSettings | CannotBind | IOException e) {
      err.println("% The quickstart cannot run: " + e.getMessage());
      return UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private static int run(QuickstartOptions options, Entropy entropy, PrintStream out)
      throws InvalidSettings, CannotBind, IOException, InterruptedException {
    List<String> keys = new ArrayList<>();
    for (int site = 0; site < options.peers(); site++) {
      keys.add(HexFormat.of().formatHex(entropy.bytes(KEY_BYTES)));
    }
    Path folder = Files.createTempDirectory("vigil-quickstart-");
    Path configFile = folder.resolve("router.cfg");
    Files.writeString(
        Files.createFile(
            configFile,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
        QuickstartConfig.of(HEAD_END, keys),
        StandardOpenOption.WRITE);
    ConfigFile config = ConfigFile.load(configFile, Set.of());
    try (HeadEnd headEnd =
        HeadEnd.start(settings(), config.running().orElseThrow(() -> defect(config)).config())) {
      InetSocketAddress address = isakmpSocket(headEnd);
      out.printf(
          "The head-end answers on %s port %d; its configuration, in the router's language:%n  %s%n",
          HEAD_END.getHostAddress(), address.getPort(), configFile);
      out.printf(
          "%d sites start in a process of their own, %s and so on, port %d.%n%n",
          options.peers(), QuickstartConfig.siteAddress(0).getHostAddress(), SITE_PORT);
      SitesOrder.Begin begin =
          new SitesOrder.Begin(HEAD_END.getHostAddress(), address.getPort(), SITE_PORT, keys);
      try (SitesProcess sites = SitesProcess.start(begin)) {
        return told(new Performance(headEnd, sites, options, out).play(), options, out);
      }
    } finally {
      delete(folder);
    }
  }

  private static IOException defect(ConfigFile config) {
    return new IOException("its own configuration is refused: " + config.errors());
  }

  private static NodeSettings settings() throws InvalidSettings {
    return SettingsFile.parse(
        """
        vigil.udp.listen = ["%s"]
        vigil.udp.port = 0
        vigil.udp.nat-port = 0
        vigil.udp.remote-port = %d
        vigil.initiate = on-demand
        vigil.admission.half-open = 20000
        """
            .formatted(HEAD_END.getHostAddress(), SITE_PORT));
  }

  private static InetSocketAddress isakmpSocket(HeadEnd headEnd) {
    return headEnd.sockets().stream()
        .filter(socket -> !socket.marked())
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static int told(QuickstartReport report, QuickstartOptions options, PrintStream out)
      throws IOException {
    out.print(report.summary());
    if (options.report().isPresent()) {
      Files.writeString(options.report().get(), JSON.writeValueAsString(report) + "\n");
      out.println("Report: " + options.report().get());
    }
    out.flush();
    return report.failures().isEmpty() ? 0 : FAILED;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
