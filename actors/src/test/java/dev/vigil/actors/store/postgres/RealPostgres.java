package dev.vigil.actors.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server of the tests' own, on loopback; as root it runs as nobody. */
final class RealPostgres implements AutoCloseable {
  private final Path folder;
  private final Process server;
  private final int port;

  private RealPostgres(Path folder, Process server, int port) {
    this.folder = folder;
    this.server = server;
    this.port = port;
  }

  /**
   * @param folder empty, and reachable for everybody
   */
  static RealPostgres start(Path folder) throws Exception {
    InputStream archive = RealPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz");
    Assumptions.assumeTrue(
        archive != null && System.getProperty("os.arch").equals("amd64"),
        "there is a PostgreSQL for Linux on x86-64 only");
    try (InputStream from = archive) {
      Files.copy(from, folder.resolve("pg.txz"));
    }
    run(folder, List.of("tar", "-xJf", "pg.txz"));
    List<String> as = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      run(folder, List.of("chown", "-R", "nobody", folder.toString()));
      as.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
    }
    List<String> init = new ArrayList<>(as);
    init.addAll(
        List.of("bin/initdb", "-D", "data", "-U", "vigil", "-A", "trust", "-E", "UTF8", "-N"));
    run(folder, init);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<String> serve = new ArrayList<>(as);
    serve.addAll(
        List.of(
            "bin/postgres",
            "-D",
            "data",
            "-p",
            Integer.toString(port),
            "-h",
            "127.0.0.1",
            "-k",
            "/tmp",
            "-F"));
    Process server =
        new ProcessBuilder(serve)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return new RealPostgres(folder, server, port);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static void run(Path folder, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
  }

  @Override
  public void close() throws IOException {
    server.destroy();
    try {
      if (!server.waitFor(10, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
      run(Path.of("/"), List.of("rm", "-rf", folder.toString()));
    } catch (InterruptedException hurried) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
