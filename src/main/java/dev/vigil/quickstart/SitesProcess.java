package dev.vigil.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of the sites, as its parent holds it. For use by one thread. */
final class SitesProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 5;

  /** How many fit into a mebibyte of its memory, with room for what is garbage. */
  private static final int SITES_A_MEBIBYTE = 40;

  private final ObjectMapper json = new ObjectMapper();
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader reports;

  private SitesProcess(Process process) {
    this.process = process;
    this.orders = process.outputWriter(StandardCharsets.UTF_8);
    this.reports = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the sites, without power; its complaints go to our own standard error. */
  static SitesProcess start(SitesOrder.Begin begin) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx%dm".formatted(512 + begin.keys().size() / SITES_A_MEBIBYTE),
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.vigil.app.Main",
            "sites"));
    SitesProcess sites =
        new SitesProcess(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    sites.tell(begin);
    sites.read();
    return sites;
  }

  void tell(SitesOrder order) throws IOException {
    orders.write(json.writerFor(SitesOrder.class).writeValueAsString(order));
    orders.newLine();
    orders.flush();
  }

  /** How the sites are doing now. */
  SitesStatus status() throws IOException {
    tell(new SitesOrder.Report());
    return read();
  }

  private SitesStatus read() throws IOException {
    @Nullable String line = reports.readLine();
    if (line == null) {
      throw new IOException("the process of the sites has ended");
    }
    return json.readValue(line, SitesStatus.class);
  }

  /** Ends the process and waits for it. */
  @Override
  public void close() {
    try {
      orders.close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
