package dev.vigil.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A libreswan site: pluto from an unpacked package, in its namespace with a private {@code /run}.
 * Where the kernel has no ESP, phase 1 is all that it can do.
 */
final class Libreswan implements AutoCloseable {
  private static final Path ROOT =
      Path.of(
          Optional.ofNullable(System.getenv("VIGIL_LIBRESWAN"))
              .orElse("/opt/vigil-peers/libreswan"));
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration COMMAND = Duration.ofSeconds(20);

  private final Path dir;
  private final Daemon pluto;
  private final LogFile log;

  private Libreswan(Path dir, Daemon pluto, LogFile log) {
    this.dir = dir;
    this.pluto = pluto;
    this.log = log;
  }

  /** Skips the calling test where libreswan is not unpacked. */
  static void required() {
    Requirement.namespacesAnd("certutil");
    Requirement.met(
        Files.isExecutable(ROOT.resolve("usr/libexec/ipsec/pluto")),
        "interop needs libreswan unpacked in " + ROOT + " (or where VIGIL_LIBRESWAN says)");
  }

  /** Starts pluto in {@code namespace} with {@code site} loaded; its files are in {@code dir}. */
  static Libreswan start(Namespace namespace, Path dir, Site site) {
    try {
      Files.createDirectories(dir.resolve("run/pluto"));
      Files.createDirectories(dir.resolve("ipsec.d/policies"));
      Files.createDirectories(dir.resolve("nss"));
      Files.writeString(
          dir.resolve("ipsec.secrets"),
          site.localId() + " " + site.remoteId() + " : PSK \"" + site.psk() + "\"\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogFile log = new LogFile(dir.resolve("pluto.log"));
    Template.write("libreswan.conf", values(dir, log, site), dir.resolve("ipsec.conf"));
    Shell.run("certutil", "-N", "-d", "sql:" + dir.resolve("nss"), "--empty-password");
    // pluto runs its addconn by a fixed path, so the unpacked folder takes that path's place.
    String script =
        "mount --bind %s /run && mount --bind %s /usr/libexec && exec /usr/libexec/ipsec/pluto"
                .formatted(dir.resolve("run"), ROOT.resolve("usr/libexec"))
            + " --nofork --no-dnssec --rundir /run/pluto --config "
            + dir.resolve("ipsec.conf");
    Daemon pluto =
        Daemon.start(
            "pluto", dir.resolve("pluto.out"), Map.of(), namespace.inside("sh", "-c", script));
    try {
      log.await("loading secrets from", START);
    } catch (AssertionError e) {
      pluto.requireAlive();
      throw e;
    }
    return new Libreswan(dir, pluto, log);
  }

  /** Starts phase 1 (and phase 2 after it) without waiting for the end. */
  Shell.Outcome initiate() {
    return whack("--name", "vigil", "--initiate", "--asynchronous");
  }

  /** Ends all with a Delete to the other side. */
  Shell.Outcome terminate() {
    return whack("--name", "vigil", "--terminate");
  }

  /** pluto's own account of its states. */
  String status() {
    return whack("--status").output();
  }

  /** Whether an IKE SA is established by pluto's account. */
  boolean established() {
    return status().contains("IKE SA established");
  }

  /** pluto's log. */
  LogFile log() {
    return log;
  }

  /** The process, to freeze and thaw it. */
  Daemon process() {
    return pluto;
  }

  @Override
  public void close() {
    pluto.close();
  }

  private Shell.Outcome whack(String... arguments) {
    String script =
        "mount --bind %s /run && exec %s --rundir /run/pluto %s"
            .formatted(
                dir.resolve("run"),
                ROOT.resolve("usr/libexec/ipsec/whack"),
                String.join(" ", arguments));
    return Shell.attempt(COMMAND, Map.of(), List.of("unshare", "-m", "sh", "-c", script));
  }

  private static Map<String, String> values(Path dir, LogFile log, Site site) {
    return Map.ofEntries(
        Map.entry("log", log.path().toString()),
        Map.entry("nss", dir.resolve("nss").toString()),
        Map.entry("dir", dir.resolve("ipsec.d").toString()),
        Map.entry("secrets", dir.resolve("ipsec.secrets").toString()),
        Map.entry("local", site.local()),
        Map.entry("localid", site.localId()),
        Map.entry("remote", site.remote()),
        Map.entry("remoteid", site.remoteId()),
        Map.entry("localnet", site.localNet()),
        Map.entry("remotenet", site.remoteNet()),
        Map.entry("ike", site.ike()),
        Map.entry("esp", site.esp()));
  }
}
