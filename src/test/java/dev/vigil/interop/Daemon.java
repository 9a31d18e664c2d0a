package dev.vigil.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program running in the background. {@code timeout} in front of it ends it also where this JVM
 * dies first; signals go to the program itself, never by name.
 */
final class Daemon implements AutoCloseable {
  private static final Duration LIFE = Duration.ofMinutes(6);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final Process timeout;
  private final LogFile output;

  private Daemon(String name, Process timeout, LogFile output) {
    this.name = name;
    this.timeout = timeout;
    this.output = output;
  }

  /** Starts {@code command}; standard output and error go to {@code log}. */
  static Daemon start(String name, Path log, Map<String, String> env, List<String> command) {
    List<String> bounded =
        new ArrayList<>(List.of("timeout", "--kill-after=5", Long.toString(LIFE.toSeconds())));
    bounded.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(bounded)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(env);
    try {
      return new Daemon(name, builder.start(), new LogFile(log));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** What the program wrote to standard output and error. */
  LogFile output() {
    return output;
  }

  /** Whether the program still runs. */
  boolean alive() {
    return timeout.isAlive();
  }

  /** Fails with the program's last words if it has ended. */
  void requireAlive() {
    if (!alive()) {
      throw new AssertionError(
          name + " ended with " + timeout.exitValue() + ":\n" + output.tail(40));
    }
  }

  /** Stops the program in its tracks: it answers nothing, yet its sockets stay open. */
  void freeze() {
    signal("STOP");
  }

  /** Lets a frozen program go on. */
  void thaw() {
    signal("CONT");
  }

  /** Ends the program by SIGKILL: it says goodbye to nobody. */
  void kill() {
    signal("KILL");
  }

  /** Ends the program by SIGTERM and waits; gives its exit code. */
  int terminate(Duration within) {
    try {
      thaw();
      timeout.destroy();
      if (!timeout.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(name + " did not end within " + within);
      }
      return timeout.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all = timeout.descendants().toList();
    if (!timeout.isAlive() && all.isEmpty()) {
      return;
    }
    try {
      terminate(GRACE);
    } catch (AssertionError e) {
      all.forEach(ProcessHandle::destroyForcibly);
      timeout.destroyForcibly();
    }
  }

  private void signal(String signal) {
    timeout
        .children()
        .forEach(child -> Shell.run("kill", "-" + signal, Long.toString(child.pid())));
  }
}
