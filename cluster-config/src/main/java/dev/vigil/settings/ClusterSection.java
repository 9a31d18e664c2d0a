package dev.vigil.settings;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code vigil.cluster}. */
final class ClusterSection {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9:.-]{1,253}");
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9.-]{0,253}");
  private static final Pattern SEED = Pattern.compile("\\[?([A-Za-z0-9:.-]+?)]?:([0-9]{1,5})");
  private static final int MOST_NODES = 100;

  private enum Discovery {
    SEEDS,
    DNS
  }

  private final SettingsReader read;
  private final boolean several;

  ClusterSection(SettingsReader read, boolean several) {
    this.read = read;
    this.several = several;
  }

  ClusterSettings settings() {
    String host = read.text("vigil.cluster.host", HOST, "a host name or an address");
    return new ClusterSettings(
        read.text("vigil.cluster.name", NAME, "a name of letters, digits and dashes"),
        several,
        host,
        read.port("vigil.cluster.port", 0),
        read.integer(
            "pekko.cluster.sharding.number-of-shards",
            ClusterSettings.SHARDS,
            ClusterSettings.SHARDS),
        joining(),
        read.duration("vigil.cluster.join-patience", Duration.ofSeconds(1), Duration.ofHours(1)),
        read.flag("vigil.cluster.host-watch"),
        tls(host));
  }

  private Joining joining() {
    Discovery discovery = read.choice("vigil.cluster.discovery", Discovery.class);
    List<Joining.Seed> seeds = seeds();
    String service = read.text("vigil.cluster.dns.name", SERVICE, "the name of a headless service");
    Joining.Dns dns =
        new Joining.Dns(
            service,
            read.port("vigil.cluster.dns.port", 1),
            read.integer("vigil.cluster.dns.contact-points", 1, MOST_NODES));
    if (!several) {
      return new Joining.Unassisted();
    }
    return switch (discovery) {
      case SEEDS -> seeds.isEmpty() ? new Joining.Unassisted() : new Joining.Seeds(seeds);
      case DNS ->
          service.isEmpty()
              ? read.refuse(
                  "vigil.cluster.dns.name", "a name with vigil.cluster.discovery = dns", dns)
              : dns;
    };
  }

  private List<Joining.Seed> seeds() {
    String allowed = "a list of nodes, each as host:port";
    List<Joining.Seed> seeds = new ArrayList<>();
    for (String text : read.strings("vigil.cluster.seeds", allowed)) {
      Matcher form = SEED.matcher(text);
      int port = form.matches() ? Integer.parseInt(form.group(2)) : 0;
      if (port < 1 || port > 65535) {
        read.refuse("vigil.cluster.seeds", allowed + " (\"" + text + "\" is none)", 0);
      } else {
        seeds.add(new Joining.Seed(form.group(1), port));
      }
    }
    return seeds;
  }

  private Optional<TlsSettings> tls(String host) {
    boolean enabled = read.flag("vigil.cluster.tls.enabled");
    boolean plaintext = read.flag("vigil.cluster.tls.allow-plaintext");
    Duration interval =
        read.duration(
            "vigil.cluster.tls.check-interval", Duration.ofMillis(100), Duration.ofHours(24));
    List<String> names =
        read.strings("vigil.cluster.tls.allowed-names", "a list of names in certificates");
    if (!enabled) {
      if (several && !plaintext && !loopback(host)) {
        read.refuse(
            "vigil.cluster.tls.enabled",
            "true where vigil.cluster.host (\"%s\") is not this machine's loopback: keys of SAs pass"
                    .formatted(host)
                + " between nodes. Whoever trusts the network between them says so with"
                + " vigil.cluster.tls.allow-plaintext = true",
            false);
      }
      return Optional.empty();
    }
    if (names.isEmpty()) {
      read.refuse(
          "vigil.cluster.tls.allowed-names", "a list of one or more names in certificates", 0);
    }
    return Optional.of(
        new TlsSettings(
            pem("vigil.cluster.tls.certificate"),
            pem("vigil.cluster.tls.key"),
            pem("vigil.cluster.tls.ca"),
            interval,
            names));
  }

  private Path pem(String path) {
    return read.file(path)
        .orElseGet(() -> read.refuse(path, "the name of a PEM file", Path.of("")));
  }

  private static boolean loopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException aName) {
      return false;
    }
  }
}
