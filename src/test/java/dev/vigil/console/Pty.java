package dev.vigil.console;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** {@code vigil console} in a process of its own, on a terminal. */
final class Pty implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Path SCRIPT =
      Path.of(
          System.getProperty("vigil.root", ".."), "src/test/resources/console/on-a-terminal.py");

  private final Process process;
  private final OutputStream orders;
  private final StringBuilder shown = new StringBuilder();

  Pty(Path socket) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(List.of("dev.vigil.app.Main", "console", "--socket", socket.toString()));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    orders = process.getOutputStream();
    InputStream output = process.getInputStream();
    Thread.ofPlatform().daemon().start(() -> collect(output));
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void collect(InputStream output) {
    byte[] chunk = new byte[4096];
    try {
      for (int n = output.read(chunk); n >= 0; n = output.read(chunk)) {
        synchronized (shown) {
          shown.append(new String(chunk, 0, n, StandardCharsets.ISO_8859_1));
          shown.notifyAll();
        }
      }
    } catch (IOException e) {
      synchronized (shown) {
        shown.append(e);
      }
    }
  }

  /** Types all of it at once, as a paste or a program would. */
  void type(String text) throws IOException {
    order("D " + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }

  void resize(int rows, int columns) throws IOException {
    order("W " + rows + " " + columns);
  }

  void terminate() throws IOException {
    order("T");
  }

  private void order(String order) throws IOException {
    orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
    orders.flush();
  }

  /** Waits until this was shown, and forgets all up to its end; what was before it. */
  String await(String text) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    synchronized (shown) {
      int at = shown.indexOf(text);
      while (at < 0) {
        long left = Duration.between(Instant.now(), end).toMillis();
        if (left <= 0) {
          throw new AssertionError("no \"" + text + "\" in: " + shown);
        }
        shown.wait(left);
        at = shown.indexOf(text);
      }
      String before = shown.substring(0, at);
      shown.delete(0, at + text.length());
      return before;
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
