package dev.vigil.app;

import dev.vigil.actors.cluster.Membership;
import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.actors.udp.UdpEdge;
import dev.vigil.console.Console;
import dev.vigil.console.LogRing;
import dev.vigil.console.Node;
import dev.vigil.console.SharedConfiguration;
import dev.vigil.console.StartupFile;
import dev.vigil.control.ControlServer;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code vigil run --config FILE [--node FILE] [--key-log FILE]}: the head-end proper. */
final class RunCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
  private static final String USAGE =
      "Usage: vigil run --config FILE [--node FILE] [--key-log FILE]";
  private static final int USAGE_ERROR = 64;
  private static final int DATA_ERROR = 65;
  private static final int NO_INPUT = 66;
  private static final int UNAVAILABLE = 69;
  private static final int SOFTWARE_ERROR = 70;

  /** Whoever starts us again does right: we may join the cluster anew (EX_TEMPFAIL). */
  private static final int EXCLUDED = 75;

  private static final int CONFIG_ERROR = 78;

  private record Options(Path config, Optional<Path> node, Optional<Path> keyLog) {}

  private RunCommand() {}

  /**
   * Runs until the process is told to stop; then the peers hear Deletes.
   *
   * @param told done as soon as it is told so
   * @return the exit code
   */
  static int run(
      List<String> arguments, CompletableFuture<Void> told, PrintStream out, PrintStream err) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.println(USAGE);
      return 0;
    }
    Optional<Options> options = parse(arguments, err);
    if (options.isEmpty()) {
      err.println(USAGE);
      return USAGE_ERROR;
    }
    try {
      NodeSettings settings = settings(options.get());
      return run(options.get(), settings, told, out, err);
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> err.println("% " + problem));
      return CONFIG_ERROR;
    }
  }

  private static Optional<Options> parse(List<String> arguments, PrintStream err) {
    Optional<Path> config = Optional.empty();
    Optional<Path> node = Optional.empty();
    Optional<Path> keyLog = Optional.empty();
    for (int i = 0; i < arguments.size(); i += 2) {
      String option = arguments.get(i);
      if (!List.of("--config", "--node", "--key-log").contains(option)) {
        err.printf("%% Unexpected argument \"%s\".%n", option);
        return Optional.empty();
      }
      if (i + 1 == arguments.size()) {
        err.printf("%% %s needs a file.%n", option);
        return Optional.empty();
      }
      Optional<Path> file = Optional.of(Path.of(arguments.get(i + 1)));
      switch (option) {
        case "--config" -> config = file;
        case "--node" -> node = file;
        default -> keyLog = file;
      }
    }
    if (config.isEmpty()) {
      err.println("% Which configuration? --config FILE names it.");
      return Optional.empty();
    }
    return Optional.of(new Options(config.get(), node, keyLog));
  }

  private static NodeSettings settings(Options options) throws InvalidSettings {
    NodeSettings settings =
        options.node().isPresent()
            ? SettingsFile.load(options.node().get())
            : SettingsFile.defaults();
    return options.keyLog().isPresent() ? settings.withKeyLog(options.keyLog().get()) : settings;
  }

  private static int run(
      Options options,
      NodeSettings settings,
      CompletableFuture<Void> told,
      PrintStream out,
      PrintStream err) {
    ConfigFile file;
    try {
      file = ConfigFile.load(options.config(), settings.allowInsecure());
    } catch (IOException e) {
      err.printf("%% %s cannot be read: %s.%n", options.config(), reason(e));
      return NO_INPUT;
    }
    file.warnings().forEach(warning -> LOG.warn("config {}", oneLine(warning)));
    Optional<RunningConfig> running = file.running();
    if (running.isEmpty()) {
      file.errors().forEach(err::println);
      err.println("% Nothing of this configuration is used.");
      return DATA_ERROR;
    }
    return serve(settings, running.get(), new StartupFile(options.config()), told, out, err);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "no permission";
      case FileSystemException file when file.getReason() != null -> file.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  /** The control socket comes first: where it cannot be had, no peer ever hears of this node. */
  private static int serve(
      NodeSettings settings,
      RunningConfig running,
      StartupFile startup,
      CompletableFuture<Void> told,
      PrintStream out,
      PrintStream err) {
    LogRing log = LogRing.ofProgram();
    try (ControlServer control = ControlServer.open(settings.controlSocket())) {
      Optional<SharedConfiguration> shared = shared(settings, running, startup);
      RunningConfig first = shared.map(SharedConfiguration::first).orElse(running);
      try (HeadEnd headEnd = HeadEnd.start(settings, first.config());
          ReadyFile _ = ReadyFile.beside(settings.controlSocket(), headEnd)) {
        Node node =
            shared
                .map(configuration -> Node.of(headEnd, configuration, log))
                .orElseGet(() -> Node.of(headEnd, first, Optional.of(startup), log));
        Console console = new Console(node, out::println);
        control.serve(console, console);
        out.printf(
            "Vigil is ready: %s; control socket %s.%n",
            headEnd.sockets().stream()
                .sorted(Comparator.comparing(UdpEdge.LocalSocket::marked))
                .map(socket -> PeerAddress.of(socket.address()))
                .collect(Collectors.joining(", ")),
            settings.controlSocket());
        return awaitEnd(headEnd, told);
      }
    } catch (CannotBind | InvalidSettings | IOException e) {
      err.println("% " + e.getMessage());
      return UNAVAILABLE;
    }
  }

  private static Optional<SharedConfiguration> shared(
      NodeSettings settings, RunningConfig running, StartupFile startup) throws IOException {
    return settings.cluster().several()
        ? Optional.of(
            new SharedConfiguration(
                settings.store().directory(), startup, running, settings.allowInsecure()))
        : Optional.empty();
  }

  /** The exit code: 0 if the node ends because it was told to. */
  private static int awaitEnd(HeadEnd headEnd, CompletableFuture<Void> told) {
    CompletableFuture<?> down = headEnd.system().getWhenTerminated().toCompletableFuture();
    CompletableFuture.anyOf(told, down).join();
    if (told.isDone()) {
      LOG.info(
          headEnd.settings().shutdown().keepState()
              ? "stopping: the SAs are kept"
              : "stopping: goodbye to all peers");
      return 0;
    }
    if (headEnd.isDraining()) {
      LOG.info("drained");
      return 0;
    }
    if (headEnd.ending() == Membership.Ending.EXCLUDED) {
      LOG.error("the cluster went on without this node; started anew it may join again");
      return EXCLUDED;
    }
    LOG.info("the node went down by itself");
    return SOFTWARE_ERROR;
  }

  /**
   * Where {@code vigil exec} and {@code vigil console} look for a node: the default of {@code
   * vigil.control-socket}. They do not read the settings for it, which takes longer than all else
   * that they do.
   */
  static Path defaultSocket() {
    return Path.of("vigil.sock");
  }
}
