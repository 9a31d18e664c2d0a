package dev.vigil.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.control.ExecCommand;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The head-end as its users start it, in a namespace; driven by {@code exec} over its socket. */
final class VigilProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READY = "Vigil is ready";

  private final Path dir;
  private final Daemon process;

  private VigilProcess(Path dir, Daemon process) {
    this.dir = dir;
    this.process = process;
  }

  /** Starts the head-end; {@code settings} are lines of the node's own file besides its paths. */
  static VigilProcess start(Namespace namespace, Path dir, String config, String... settings) {
    Path node = dir.resolve("node.conf");
    try {
      Files.createDirectories(dir);
      Files.writeString(dir.resolve("router.cfg"), config);
      List<String> lines = new ArrayList<>();
      lines.add("vigil.control-socket = \"" + dir.resolve("vigil.sock") + "\"");
      lines.add("vigil.data-directory = \"" + dir.resolve("data") + "\"");
      lines.add("vigil.store.kind = memory");
      lines.addAll(List.of(settings));
      Files.write(node, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemon process =
        Daemon.start(
            "vigil",
            dir.resolve("vigil.log"),
            Map.of(),
            namespace.inside(
                java(
                    "run",
                    "--config",
                    dir.resolve("router.cfg").toString(),
                    "--node",
                    node.toString(),
                    "--key-log",
                    dir.resolve("keys").toString())));
    VigilProcess vigil = new VigilProcess(dir, process);
    try {
      Await.until(
          "the head-end's ready line",
          START,
          () -> {
            process.requireAlive();
            return !process.output().matching(0, READY).isEmpty();
          });
    } catch (AssertionError e) {
      process.close();
      throw new AssertionError(e.getMessage() + "\n" + process.output().tail(40), e);
    }
    return vigil;
  }

  /** Runs one command of the console as {@code vigil exec} does, and gives what it prints. */
  String exec(String command) {
    return exec(List.of(command));
  }

  /** The same with {@code --json}. */
  JsonNode json(String command) {
    try {
      return JSON.readTree(exec(List.of("--json", command)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String exec(List<String> arguments) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int exit;
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      exit = ExecCommand.run(arguments, dir.resolve("vigil.sock"), out, out);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    if (exit != 0) {
      process.requireAlive();
      throw new AssertionError(arguments + " ended with " + exit + ":\n" + text);
    }
    return text;
  }

  /** Whether the head-end has an IKE SA with {@code peer}, and whether it is established. */
  Standing standing(String peer) {
    InetAddress wanted = address(peer);
    Standing best = Standing.NONE;
    for (JsonNode sa : json("show crypto isakmp sa")) {
      if (address(sa.path("remote").asText()).equals(wanted)) {
        boolean established = sa.path("state").asText().equals("QM_IDLE");
        best = established || best == Standing.ESTABLISHED ? Standing.ESTABLISHED : Standing.HALF;
      }
    }
    return best;
  }

  /** How far an IKE SA has come. */
  enum Standing {
    NONE,
    HALF,
    ESTABLISHED
  }

  /** Waits until the head-end has an established SA with {@code peer}. */
  void awaitSa(String peer, Duration within) {
    Await.until(
        "an SA with " + peer + " at the head-end",
        within,
        () -> standing(peer) == Standing.ESTABLISHED);
  }

  /** The initiator's cookies of the SAs with {@code peer}, by which one is told from the next. */
  Set<String> cookies(String peer) {
    InetAddress wanted = address(peer);
    Set<String> cookies = new HashSet<>();
    for (JsonNode sa : json("show crypto isakmp sa")) {
      if (address(sa.path("remote").asText()).equals(wanted)) {
        cookies.add(sa.path("initiator_cookie").asText());
      }
    }
    return cookies;
  }

  /** Waits until the head-end has no SA with {@code peer}. */
  void awaitNoSa(String peer, Duration within) {
    Await.until(
        "no SA with " + peer + " at the head-end", within, () -> standing(peer) == Standing.NONE);
  }

  /** Waits until the session with {@code peer} has an IKE SA and IPsec SAs. */
  void awaitTunnel(String peer, Duration within) {
    Await.until(
        "IPsec SAs with " + peer + " at the head-end",
        within,
        () -> sessionStatus(peer).equals("UP-ACTIVE"));
  }

  /** How {@code show crypto session} calls the state of the session with {@code peer}. */
  String sessionStatus(String peer) {
    JsonNode sessions = json("show crypto session remote " + peer);
    return sessions.path(0).path("status").asText();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Log and debug trace. */
  LogFile log() {
    return process.output();
  }

  /** The key log, in the form of Wireshark's ikev1_decryption_table. */
  Path keyLog() {
    return dir.resolve("keys");
  }

  /** No fault and no secret may ever be in the log, whatever was done to the head-end. */
  void requireDecentLog(List<String> secrets) {
    List<String> faults = log().matching(0, " ERROR |Exception|^\\s+at ");
    if (!faults.isEmpty()) {
      throw new AssertionError("faults in the head-end's log:\n" + String.join("\n", faults));
    }
    String text = String.join("\n", log().lines()).toLowerCase(Locale.ROOT);
    List<String> told = new ArrayList<>(secrets);
    for (String line : new LogFile(keyLog()).lines()) {
      told.add(line.substring(line.indexOf(',') + 1));
    }
    for (String secret : told) {
      if (text.contains(secret.toLowerCase(Locale.ROOT))) {
        throw new AssertionError("a secret is in the head-end's log");
      }
    }
  }

  /** Ends the head-end by SIGTERM; gives its exit code. */
  int stop() {
    return process.terminate(STOP);
  }

  @Override
  public void close() {
    process.close();
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            "dev.vigil.app.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The program's own: the tests' resources would change how it logs. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
