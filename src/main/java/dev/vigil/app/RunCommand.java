package dev.vigil.app;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.udp.CannotBind;
import dev.vigil.console.Console;
import dev.vigil.control.ControlServer;
import dev.vigil.language.ConfigFile;
import dev.vigil.language.RunningConfig;
import dev.vigil.protocol.trace.TraceFormat;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import dev.vigil.settings.SettingsFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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
  private static final int CONFIG_ERROR = 78;

  private record Options(Path config, Optional<Path> node, Optional<Path> keyLog) {}

  private RunCommand() {}

  /**
   * Runs until the process is told to stop, when the peers hear Deletes; the result is the exit
   * code where the node ends by itself.
   */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Optional<Options> options = parse(arguments, err);
    if (options.isEmpty()) {
      err.println(USAGE);
      return USAGE_ERROR;
    }
    try {
      NodeSettings settings = settings(options.get());
      return run(options.get(), settings, out, err);
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

  private static int run(Options options, NodeSettings settings, PrintStream out, PrintStream err) {
    ConfigFile file;
    try {
      file = ConfigFile.load(options.config(), settings.allowInsecure());
    } catch (IOException e) {
      err.printf(
          "%% The configuration %s cannot be read%s.%n",
          options.config(), Files.exists(options.config()) ? "" : ": there is no such file");
      return NO_INPUT;
    }
    file.warnings().forEach(warning -> LOG.warn("event=config-warning {}", oneLine(warning)));
    Optional<RunningConfig> running = file.running();
    if (running.isEmpty()) {
      file.errors().forEach(err::println);
      err.println("% Nothing of this configuration is used.");
      return DATA_ERROR;
    }
    return serve(settings, running.get(), out, err);
  }

  private static String oneLine(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static int serve(
      NodeSettings settings, RunningConfig running, PrintStream out, PrintStream err) {
    HeadEnd headEnd;
    try {
      headEnd = HeadEnd.start(settings, running.config());
    } catch (CannotBind | InvalidSettings e) {
      err.println("% " + e.getMessage());
      return UNAVAILABLE;
    }
    Console console =
        new Console(
            headEnd,
            () -> running,
            InstantSource.system(),
            new TraceFormat(ZoneId.systemDefault()),
            out::println);
    try (ControlServer control = ControlServer.open(settings.controlSocket(), console)) {
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().name("leave").unstarted(() -> leave(control, headEnd)));
      out.printf(
          "Vigil is ready: %s; control socket %s.%n",
          headEnd.sockets().stream()
              .map(socket -> socket.address().toString().replaceFirst("^.*/", ""))
              .collect(Collectors.joining(", ")),
          settings.controlSocket());
      headEnd.system().getWhenTerminated().toCompletableFuture().join();
      return SOFTWARE_ERROR;
    } catch (IOException e) {
      headEnd.close();
      err.println("% " + e.getMessage());
      return UNAVAILABLE;
    }
  }

  /** No more commands, then goodbye to the peers. */
  private static void leave(ControlServer control, HeadEnd headEnd) {
    try (headEnd;
        control) {
      LOG.info("stopping");
    } catch (IOException e) {
      LOG.warn("control socket not removed: {}", e.getMessage());
    }
  }

  /** Where {@code vigil exec} looks for a node that was started with the default settings. */
  static Path defaultSocket() {
    try {
      return SettingsFile.defaults().controlSocket();
    } catch (InvalidSettings e) {
      return Path.of("vigil.sock");
    }
  }
}
