package dev.vigil.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigil.control.ExecCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node of the cluster, in a process of its own, from its start to its end. */
final class NodeProcess implements AutoCloseable {
  private final int number;
  private final Process process;
  private final Path log;
  private final Path socket;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Long> counters = new HashMap<>();

  private NodeProcess(int number, Process process, Path log, Path socket) {
    this.number = number;
    this.process = process;
    this.log = log;
    this.socket = socket;
  }

  /**
   * Starts it.
   *
   * @param cookieKey 32 hex digits, in the environment and so nobody else's to read
   * @param megabytes of heap
   */
  static NodeProcess start(
      int number,
      Path config,
      Path settings,
      Path log,
      Path socket,
      String cookieKey,
      int megabytes)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseParallelGC",
            "-Xmx" + megabytes + "m",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vigil.app.Main",
            "run",
            "--config",
            config.toString(),
            "--node",
            settings.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("VIGIL_COOKIE_KEY", cookieKey);
    return new NodeProcess(number, builder.start(), log, socket);
  }

  int number() {
    return number;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it, and its predecessors in this place, have written. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** SIGKILL; it is gone when this returns. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Whether it ended in time. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Reads its counters, if it answers; else the last that were read stay. */
  void readCounters() {
    if (!isAlive()) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PrintStream complaints = new PrintStream(OutputStream.nullOutputStream());
    List<String> command = List.of("--json", "show counters");
    if (ExecCommand.run(command, socket, out, complaints) == 0) {
      try {
        JsonNode answer = json.readTree(bytes.toString(StandardCharsets.UTF_8));
        answer.properties().forEach(each -> counters.put(each.getKey(), each.getValue().asLong()));
      } catch (JsonProcessingException cutOff) {
        // It ended in mid-sentence: what was read before stays.
        return;
      }
    }
  }

  /** A counter as it was read last. */
  long counter(String name) {
    return counters.getOrDefault(name, 0L);
  }

  @Override
  public void close() {
    kill();
  }
}
