package dev.vigil.interop;

import dev.vigil.interop.Site.Plane;
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

  private final Machine machine;
  private final LogFile log;

  private StrongSwan(Machine machine, LogFile log) {
    this.machine = machine;
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
    return start(Machine.in(namespace, dir), site, 1);
  }

  /** Starts charon where another one ended before. */
  static StrongSwan restart(Namespace namespace, Path dir, Site site) {
    return start(Machine.in(namespace, dir), site, 1, false);
  }

  /**
   * Starts charon on {@code machine} with {@code site} loaded. {@code ikeLogLevel} is charon's own
   * level for IKE in its log: 4 shows keys.
   */
  static StrongSwan start(Machine machine, Site site, int ikeLogLevel) {
    return start(machine, site, ikeLogLevel, true);
  }

  private static StrongSwan start(Machine machine, Site site, int ikeLogLevel, boolean fresh) {
    LogFile log = new LogFile(machine.dir().resolve("charon.log"));
    Path settings = machine.dir().resolve("strongswan.conf");
    boolean userSpace = site.plane() == Plane.USER_SPACE;
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
            userSpace ? "kernel-libipsec kernel-netlink" : "kernel-netlink"),
        settings);
    if (userSpace && fresh) {
      machine.loopback(gateway(site.localNet()));
    }
    machine.boot("STRONGSWAN_CONF=" + settings + " exec /usr/lib/ipsec/charon");
    StrongSwan strongSwan = new StrongSwan(machine, log);
    Await.until(
        "charon's control socket",
        START,
        () -> {
          machine.requireAlive();
          return machine.shell(COMMAND, "test -S /run/charon.vici").exit() == 0;
        });
    strongSwan.load(site);
    return strongSwan;
  }

  /** Loads {@code site} in place of what was loaded before. */
  void load(Site site) {
    Path file = machine.dir().resolve("swanctl.conf");
    Template.write("swanctl.conf", values(site), file);
    String output = swanctl("--load-all", "--clear", "--file", file.toString()).output();
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

  /** The SAs in its kernel, as {@code ip xfrm} prints them. */
  String states() {
    return machine.shell(COMMAND, "ip xfrm state").output();
  }

  /** charon's log. */
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

  private Shell.Outcome swanctl(String... arguments) {
    return machine.shell(
        COMMAND,
        "STRONGSWAN_CONF="
            + machine.dir().resolve("strongswan.conf")
            + " swanctl "
            + String.join(" ", arguments)
            + " --uri unix:///run/charon.vici");
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

  /** The site's own address in the network behind it. */
  static String gateway(String network) {
    String base = network.substring(0, network.indexOf('/'));
    return base.contains(":") ? base + "1/128" : base.substring(0, base.lastIndexOf('.')) + ".1/32";
  }
}
