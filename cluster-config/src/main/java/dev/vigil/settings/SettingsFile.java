package dev.vigil.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import dev.vigil.settings.NodeSettings.Initiate;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Turns the HOCON layers and a node's own file into {@link NodeSettings}. */
public final class SettingsFile {
  private static final String BASE = "vigil/base.conf";
  private static final String SINGLE = "vigil/single.conf";
  private static final String CLUSTER = "vigil/cluster.conf";
  private static final String TLS = "vigil/tls.conf";

  private enum Mode {
    SINGLE,
    CLUSTER
  }

  private SettingsFile() {}

  /**
   * The defaults of a single node.
   *
   * @throws InvalidSettings never with the layers as shipped; a system property may override them
   */
  public static NodeSettings defaults() throws InvalidSettings {
    return settings(ConfigFactory.empty());
  }

  /**
   * The defaults overridden by a node's file.
   *
   * @throws InvalidSettings if the file cannot be read or a setting is unknown or out of its range
   */
  public static NodeSettings load(Path file) throws InvalidSettings {
    if (!Files.isReadable(file)) {
      throw new InvalidSettings(List.of("%s cannot be read.".formatted(file)));
    }
    return parsed(() -> ConfigFactory.parseFile(file.toFile(), strict()));
  }

  /**
   * The defaults overridden by HOCON text, for embedded nodes and tests.
   *
   * @throws InvalidSettings as {@link #load} does
   */
  public static NodeSettings parse(String hocon) throws InvalidSettings {
    return parsed(() -> ConfigFactory.parseString(hocon));
  }

  private static NodeSettings parsed(Supplier<Config> read) throws InvalidSettings {
    try {
      return settings(read.get());
    } catch (ConfigException wrong) {
      throw new InvalidSettings(List.of(sentence(wrong)));
    }
  }

  private static String sentence(ConfigException wrong) {
    String text = String.valueOf(wrong.getMessage()).strip();
    return text.endsWith(".") ? text : text + ".";
  }

  private static ConfigParseOptions strict() {
    return ConfigParseOptions.defaults().setAllowMissing(false);
  }

  private static Config layer(String resource) {
    return ConfigFactory.parseResources(SettingsFile.class.getClassLoader(), resource, strict());
  }

  private static NodeSettings settings(Config own) throws InvalidSettings {
    Config base = layer(BASE);
    List<String> unknown = unknown(own, base);
    if (!unknown.isEmpty()) {
      throw new InvalidSettings(unknown);
    }
    Config given = ConfigFactory.defaultOverrides().withFallback(own);
    SettingsReader mode = new SettingsReader(given.withFallback(base).resolve());
    boolean several = mode.choice("vigil.mode", Mode.class) == Mode.CLUSTER;
    boolean tls = several && mode.flag("vigil.cluster.tls.enabled");
    Config whole =
        given
            .withFallback(tls ? layer(TLS) : ConfigFactory.empty())
            .withFallback(layer(several ? CLUSTER : SINGLE))
            .withFallback(base)
            .withFallback(ConfigFactory.defaultReferenceUnresolved())
            .resolve();
    SettingsReader read = new SettingsReader(whole);
    NodeSettings settings = node(read, several, whole);
    List<String> problems = new ArrayList<>(mode.problems());
    problems.addAll(read.problems());
    if (!problems.isEmpty()) {
      throw new InvalidSettings(problems);
    }
    return settings;
  }

  /** A setting that nobody reads is most often a misspelt one. */
  private static List<String> unknown(Config own, Config base) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : own.entrySet()) {
      String path = entry.getKey();
      if (!path.startsWith("pekko.") && !base.hasPathOrNull(path)) {
        problems.add(
            "%s%s is no setting of Vigil; allowed are those of base.conf and pekko.*."
                .formatted(SettingsReader.place(entry.getValue().origin()), path));
      }
    }
    problems.sort(String::compareTo);
    return problems;
  }

  private static NodeSettings node(SettingsReader read, boolean several, Config whole) {
    return new NodeSettings(
        udp(read),
        read.choice("vigil.data-plane", NodeSettings.DataPlane.class),
        read.file("vigil.control-socket").orElse(Path.of("vigil.sock")),
        read.file("vigil.key-log"),
        Set.copyOf(read.choices("vigil.allow-insecure", InsecureAlgorithm.class)),
        read.choice("vigil.initiate", Initiate.class),
        read.integer("vigil.initiate-rate", 1, 100_000),
        negotiation(read),
        new LivenessSettings(
            read.flag("vigil.dpd.esp-is-proof-of-life"),
            read.flag("vigil.dpd.every-number"),
            Set.copyOf(read.choices("vigil.dpd.protocols", LivenessSettings.Protocol.class))),
        new AdmissionSettings(
            read.integer("vigil.admission.half-open", 1, 10_000_000),
            read.integer("vigil.admission.half-open-per-address", 1, 100_000)),
        new ShutdownSettings(
            StoreReader.keepState(read),
            read.integer("vigil.shutdown.delete-rate", 1, 1_000_000),
            read.duration(
                "vigil.shutdown.deadline", Duration.ofMillis(100), Duration.ofSeconds(10))),
        new ResumeSettings(
            read.integer("vigil.resume-rate", 1, 1_000_000),
            read.duration("vigil.cluster.settle", Duration.ZERO, Duration.ofMinutes(1)),
            read.duration(
                "vigil.store.progress-interval", Duration.ofMillis(100), Duration.ofMinutes(1))),
        StoreReader.cookieKey(read),
        StoreReader.store(read),
        new ClusterSection(read, several).settings(),
        whole);
  }

  private static NegotiationSettings negotiation(SettingsReader read) {
    Duration least = Duration.ofMillis(100);
    Duration most = Duration.ofHours(1);
    return new NegotiationSettings(
        read.duration("vigil.negotiation.retransmit-after", least, Duration.ofMinutes(1)),
        read.integer("vigil.negotiation.tries", 1, 10),
        read.duration("vigil.negotiation.back-off", least, most),
        read.duration("vigil.negotiation.longest-back-off", least, most));
  }

  private static UdpSettings udp(SettingsReader read) {
    int queue = read.integer("vigil.udp.queue-bound", 64, 1 << 22);
    int port = read.port("vigil.udp.port", 0);
    int natPort = read.port("vigil.udp.nat-port", 0);
    if (port == natPort && port != 0) {
      read.refuse("vigil.udp.nat-port", "a port other than vigil.udp.port", 0);
    }
    return new UdpSettings(
        read.addresses("vigil.udp.listen"),
        port,
        natPort,
        read.port("vigil.udp.remote-port", 1),
        read.port("vigil.udp.remote-nat-port", 1),
        read.choice("vigil.udp.edge", UdpSettings.Edge.class),
        read.flag("vigil.udp.reuse-port"),
        read.choice("vigil.udp.encapsulation", UdpSettings.Encapsulation.class),
        read.bytes("vigil.udp.receive-buffer", 4096, 1 << 30),
        read.bytes("vigil.udp.send-buffer", 4096, 1 << 30),
        read.integer("vigil.udp.receive-batch", 1, 1024),
        read.bytes("vigil.udp.largest-datagram", 576, 65535),
        queue,
        (int) (queue * read.share("vigil.udp.handshake-queue-share")));
  }
}
