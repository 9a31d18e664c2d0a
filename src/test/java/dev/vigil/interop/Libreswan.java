package dev.vigil.interop;

import dev.vigil.interop.Site.Plane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration MARGIN = Duration.ofSeconds(4);
  private static final Duration COMMAND = Duration.ofSeconds(20);

  private final Machine machine;
  private final LogFile log;

  private Libreswan(Machine machine, LogFile log) {
    this.machine = machine;
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
    return start(Machine.in(namespace, dir), site);
  }

  /** Starts pluto on {@code machine} with {@code site} loaded. */
  static Libreswan start(Machine machine, Site site) {
    Path dir = machine.dir();
    try {
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
    machine.boot(
        "mount --bind "
            + ROOT.resolve("usr/libexec")
            + " /usr/libexec && exec /usr/libexec/ipsec/pluto --nofork --no-dnssec"
            + " --rundir /run/pluto --config "
            + dir.resolve("ipsec.conf"));
    try {
      log.await("loading secrets from", START);
    } catch (AssertionError e) {
      machine.requireAlive();
      throw e;
    }
    return new Libreswan(machine, log);
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

  /** Whether a pair of IPsec SAs is established by pluto's account. */
  boolean tunnelUp() {
    return status().contains("IPsec SA established");
  }

  /** pluto's log. */
  LogFile log() {
    return log;
  }

  /** Where it runs, to freeze and thaw it. */
  Machine machine() {
    return machine;
  }

  @Override
  public void close() {
    machine.close();
  }

  private Shell.Outcome whack(String... arguments) {
    return machine.shell(
        COMMAND,
        ROOT.resolve("usr/libexec/ipsec/whack")
            + " --rundir /run/pluto "
            + String.join(" ", arguments));
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
        Map.entry("ikelife", life(site.ikeRekey(), DAY)),
        Map.entry("salife", life(site.childRekey(), DAY)),
        Map.entry("margin", Long.toString(MARGIN.toSeconds())),
        Map.entry("dpd", Long.toString(site.dpd().toSeconds())),
        Map.entry("dpdtimeout", Long.toString(3 * site.dpd().toSeconds())),
        Map.entry("ike", site.ike()),
        Map.entry("encapsulation", site.plane() == Plane.USER_SPACE ? "yes" : "auto"),
        Map.entry("esp", site.esp()));
  }

  /** pluto is told when an SA ends, and begins to replace it a margin before that. */
  private static String life(Duration rekey, Duration never) {
    return Long.toString((rekey.isZero() ? never : rekey.plus(MARGIN)).toSeconds());
  }
}
