package dev.vigil.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program in a process of its own, as its users start it. */
public final class Program implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts {@code vigil ARGUMENTS}.
   *
   * @param folder its working directory; what it writes for temporary use goes below it too
   */
  public static Program start(Path folder, String... arguments) {
    // A test run in the background of a shell ignores Ctrl-C, and so would its children.
    return start(List.of("env", "--default-signal=INT"), folder, arguments);
  }

  /** The same behind a command such as {@code setpriv} with its options. */
  static Program start(List<String> before, Path folder, String... arguments) {
    try {
      List<String> command = new ArrayList<>(before);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-XX:+UseCompactObjectHeaders",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xmx256m",
              "--sun-misc-unsafe-memory-access=allow",
              "--enable-native-access=ALL-UNNAMED",
              "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
              "-cp",
              classPath(),
              "dev.vigil.app.Main"));
      command.addAll(List.of(arguments));
      Path output = Files.createTempFile(folder, "output-", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Program(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's own: the tests' resources would change how it logs. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** All that it has written, to standard output and standard error. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has written {@code text}. */
  public void await(String text) throws InterruptedException {
    await(text, PATIENCE);
  }

  /** The same, for something that takes its time. */
  public void await(String text, Duration patience) throws InterruptedException {
    Instant end = Instant.now().plus(patience);
    while (!output().contains(text)) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("no \"" + text + "\" in:\n" + output());
      }
      Thread.sleep(20);
    }
  }

  /** Waits for its end; the exit code. */
  public int exit() throws InterruptedException {
    return exit(PATIENCE);
  }

  /** Waits for its end; the exit code. */
  public int exit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it goes on and on:\n" + output());
    }
    return process.exitValue();
  }

  /** SIGTERM. */
  public void terminate() {
    process.destroy();
  }

  /** Ctrl-C at a terminal: SIGINT to it and to all that it started. */
  public void interrupt() throws Exception {
    for (ProcessHandle each : family()) {
      new ProcessBuilder("kill", "-INT", Long.toString(each.pid())).start().waitFor();
    }
  }

  /** It and all that it started. */
  public List<ProcessHandle> family() {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    return family;
  }

  @Override
  public void close() {
    family().forEach(ProcessHandle::destroyForcibly);
  }
}
