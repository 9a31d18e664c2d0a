package dev.vigil.interop;

import dev.vigil.interop.Site.Plane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strongSwan site: charon in its namespace with a private {@code /run}, driven by swanctl. */
final class StrongSwan implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(20);
  private static final Duration COMMAND = Duration.ofSeconds(20);

  private final Path dir;
  private final Daemon charon;
  private final LogFile log;

  private StrongSwan(Path dir, Daemon charon, LogFile log) {
    this.dir = dir;
    this.charon = charon;
    this.log = log;
  }

  /** What {@code swanctl --list-sas} tells of one IKE SA. */
  record IkeSa(Map<String, String> values) {
    String value(String key) {
      return values.getOrDefault(key, "");
    }

    boolean established() {
      return value("state").equals("ESTABLISHED");
    }

    /** The states of its IPsec SA pairs. */
    List<String> children() {
      return values.entrySet().stream()
          .filter(e -> e.getKey().startsWith("child-sas.") && e.getKey().endsWith(".state"))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /** Starts charon in {@code namespace} with {@code site} loaded; its files are in {@code dir}. */
  static StrongSwan start(Namespace namespace, Path dir, Site site) {
    return start(namespace, dir, site, 1);
  }

  /** The same with charon's own level for IKE in its log: 4 shows keys. */
  static StrongSwan start(Namespace namespace, Path dir, Site site, int ikeLogLevel) {
    try {
      Files.createDirectories(dir.resolve("run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LogFile log = new LogFile(dir.resolve("charon.log"));
    Template.write(
        "strongswan.conf",
        Map.of(
            "log",
            log.path().toString(),
            "ikelog",
            Integer.toString(ikeLogLevel),
            "retransmit",
            "2.0",
            "plane",
            site.plane() == Plane.NONE ? "kernel-netlink" : "kernel-libipsec kernel-netlink"),
        dir.resolve("strongswan.conf"));
    if (site.plane() == Plane.USER_SPACE) {
      namespace.address("lo", gateway(site.localNet()));
    }
    Daemon charon =
        Daemon.start(
            "charon",
            dir.resolve("charon.out"),
            Map.of("STRONGSWAN_CONF", dir.resolve("strongswan.conf").toString()),
            namespace.inside(
                "sh",
                "-c",
                "mount --bind " + dir.resolve("run") + " /run && exec" + " /usr/lib/ipsec/charon"));
    StrongSwan strongSwan = new StrongSwan(dir, charon, log);
    Await.until(
        "charon's control socket",
        START,
        () -> {
          charon.requireAlive();
          return Files.exists(dir.resolve("run/charon.vici"));
        });
    strongSwan.load(site);
    return strongSwan;
  }

  /** Loads {@code site} in place of what was loaded before. */
  void load(Site site) {
    Template.write("swanctl.conf", values(site), dir.resolve("swanctl.conf"));
    String output =
        swanctl("--load-all", "--clear", "--file", dir.resolve("swanctl.conf").toString()).output();
    if (!output.contains("successfully loaded 1 connections")) {
      throw new AssertionError("strongSwan did not take its configuration:\n" + output);
    }
  }

  /** Sets up phase 1 and phase 2; false with the reason in the log where that fails. */
  Shell.Outcome initiate() {
    return swanctl("--initiate", "--child", "net", "--timeout", "15");
  }

  /** Sets up phase 1 alone. */
  Shell.Outcome initiatePhase1() {
    return swanctl("--initiate", "--ike", "vigil", "--timeout", "15");
  }

  /** Ends all with a Delete to the other side. */
  Shell.Outcome terminate() {
    return swanctl("--terminate", "--ike", "vigil", "--timeout", "5");
  }

  /** Ends the IPsec SAs alone. */
  Shell.Outcome terminateChild() {
    return swanctl("--terminate", "--child", "net", "--timeout", "5");
  }

  /** Replaces the IKE SA now. */
  Shell.Outcome rekeyIke() {
    return swanctl("--rekey", "--ike", "vigil");
  }

  /** Replaces the IPsec SAs now. */
  Shell.Outcome rekeyChild() {
    return swanctl("--rekey", "--child", "net");
  }

  /** All IKE SAs, also half-open ones. */
  List<IkeSa> sas() {
    List<IkeSa> sas = new ArrayList<>();
    for (String line : swanctl("--list-sas", "--raw").output().split("\n")) {
      if (line.startsWith("list-sa event")) {
        Map<String, String> flat = ViciText.parse(line.substring("list-sa event".length()));
        Map<String, String> values = new LinkedHashMap<>();
        flat.forEach((key, value) -> values.put(key.substring(key.indexOf('.') + 1), value));
        sas.add(new IkeSa(values));
      }
    }
    return sas;
  }

  /** Waits until exactly one IKE SA is established, and gives it. */
  IkeSa awaitEstablished(Duration within) {
    return Await.value(
        "an established IKE SA at strongSwan",
        within,
        () -> sas().stream().filter(IkeSa::established).findFirst());
  }

  /** Waits until no IKE SA is left. */
  void awaitNoSa(Duration within) {
    Await.until("no SA left at strongSwan", within, () -> sas().isEmpty());
  }

  /** charon's log. */
  LogFile log() {
    return log;
  }

  /** The process, to freeze and thaw it. */
  Daemon process() {
    return charon;
  }

  @Override
  public void close() {
    charon.close();
  }

  private Shell.Outcome swanctl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("swanctl"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--uri", "unix://" + dir.resolve("run/charon.vici")));
    return Shell.attempt(
        COMMAND, Map.of("STRONGSWAN_CONF", dir.resolve("strongswan.conf").toString()), command);
  }

  private static Map<String, String> values(Site site) {
    return Map.ofEntries(
        Map.entry("local", site.local()),
        Map.entry("remote", site.remote()),
        Map.entry("localid", site.localId()),
        Map.entry("remoteid", site.remoteId()),
        Map.entry("psk", site.psk()),
        Map.entry("ike", site.ike()),
        Map.entry("esp", site.esp()),
        Map.entry("localnet", site.localNet()),
        Map.entry("remotenet", site.remoteNet()),
        Map.entry("dpd", Long.toString(site.dpd().toSeconds())),
        Map.entry("dpdtimeout", Long.toString(Math.max(1, 3 * site.dpd().toSeconds()))),
        Map.entry("ikerekey", Long.toString(site.ikeRekey().toSeconds())),
        Map.entry("childrekey", Long.toString(site.childRekey().toSeconds())));
  }

  private static String gateway(String network) {
    String base = network.substring(0, network.indexOf('/'));
    return base.contains(":") ? base + "1/128" : base.substring(0, base.lastIndexOf('.')) + ".1/32";
  }
}
