package dev.vigil.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vigil.settings.NodeSettings.Initiate;
import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsFileTest {
  @TempDir Path folder;

  static Stream<Path> deployFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("deploy"))) {
      return files.filter(file -> file.toString().endsWith(".conf")).toList().stream();
    }
  }

  @Test
  void theDefaultsAreAClusterOfOneOnTheStandardPorts() throws Exception {
    NodeSettings settings = SettingsFile.defaults();

    assertThat(settings.udp().port()).isEqualTo(500);
    assertThat(settings.udp().natPort()).isEqualTo(4500);
    assertThat(settings.udp().listen())
        .containsExactly(InetAddress.ofLiteral("0.0.0.0"), InetAddress.ofLiteral("::"));
    assertThat(settings.udp().handshakeQueueBound())
        .isLessThan(settings.udp().queueBound())
        .isEqualTo(8192);
    assertThat(settings.udp().encapsulation()).isEqualTo(UdpSettings.Encapsulation.AUTO);
    assertThat(settings.dataPlane()).isEqualTo(NodeSettings.DataPlane.LOOPBACK);
    assertThat(settings.initiate()).isEqualTo(Initiate.ON_DEMAND);
    assertThat(settings.allowInsecure()).isEmpty();
    assertThat(settings.keyLog()).isEmpty();
    assertThat(settings.cluster().several()).isFalse();
    assertThat(settings.cookieKey())
        .isEqualTo(new CookieKeySource.KeyFile(Path.of("vigil-data", "cookie.key")));
    assertThat(settings.shutdown().deadline()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void encapsulationAndDataPlaneAreReadByTheirNames() throws Exception {
    NodeSettings settings =
        SettingsFile.parse("vigil.udp.encapsulation = always, vigil.data-plane = none");
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class, () -> SettingsFile.parse("vigil.data-plane = tun"));

    assertThat(settings.udp().encapsulation()).isEqualTo(UdpSettings.Encapsulation.ALWAYS);
    assertThat(settings.dataPlane()).isEqualTo(NodeSettings.DataPlane.NONE);
    assertThat(wrong)
        .hasMessageContaining("vigil.data-plane is tun; allowed is one of loopback, none");
  }

  @Test
  void entitiesAreNeverPassivatedAndShardsAreFixed() throws Exception {
    var pekko = SettingsFile.defaults().actorSystem().getConfig("pekko");

    assertThat(pekko.getString("cluster.sharding.passivation.strategy")).isEqualTo("none");
    assertThat(pekko.getInt("cluster.sharding.number-of-shards")).isEqualTo(512);
    assertThat(pekko.getInt("scheduler.ticks-per-wheel")).isEqualTo(2048);
    assertThat(pekko.getString("remote.artery.canonical.hostname")).isEqualTo("127.0.0.1");
    assertThat(pekko.getInt("remote.artery.canonical.port")).isZero();
  }

  @ParameterizedTest
  @MethodSource("deployFiles")
  void everyDeploymentFileLoads(Path file) throws Exception {
    assertThat(SettingsFile.load(file).udp().listen()).isNotEmpty();
  }

  @Test
  void theClusterLayerTunesFailureDetection() throws Exception {
    NodeSettings settings = SettingsFile.load(Path.of("deploy/cluster-node.conf"));

    assertThat(settings.cluster().several()).isTrue();
    assertThat(settings.cluster().port()).isEqualTo(25520);
    assertThat(settings.actorSystem().getDuration("pekko.cluster.down-removal-margin"))
        .isEqualTo(Duration.ofMillis(500));
    assertThat(settings.actorSystem().getInt("pekko.remote.artery.canonical.port"))
        .isEqualTo(25520);
    assertThat(settings.cookieKey())
        .isEqualTo(new CookieKeySource.EnvironmentVariable("VIGIL_COOKIE_KEY"));
  }

  @Test
  void anOwnFileOverridesSingleSettings() throws Exception {
    NodeSettings settings =
        SettingsFile.parse(
            """
            vigil.udp { listen = ["127.0.0.1", "::1"], port = 10500, nat-port = 14500 }
            vigil.initiate = on-start
            vigil.allow-insecure = [des, group24]
            vigil.key-log = "keys.txt"
            """);

    assertThat(settings.udp().listen())
        .containsExactly(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));
    assertThat(settings.udp().port()).isEqualTo(10500);
    assertThat(settings.initiate()).isEqualTo(Initiate.ON_START);
    assertThat(settings.allowInsecure())
        .containsExactlyInAnyOrder(InsecureAlgorithm.DES, InsecureAlgorithm.GROUP24);
    assertThat(settings.keyLog()).contains(Path.of("keys.txt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vigil.udp.port = 70000 | vigil.udp.port is 70000; allowed is a port from 0 to 65535.",
        "vigil.udp.port = abc | vigil.udp.port is abc; allowed is a port from 0 to 65535.",
        "vigil.udp.listen = [] | vigil.udp.listen is []; allowed is a list of one or more",
        "vigil.udp.listen = [\"vpn.example\"] | (\"vpn.example\" is none)",
        "vigil.udp.nat-port = 500 | allowed is a port other than vigil.udp.port.",
        "vigil.initiate = sometimes | allowed is one of on-start, on-demand.",
        "vigil.allow-insecure = [rc4] | allowed is a list of des, group24.",
        "vigil.admission.half-open = 0 | allowed is a whole number from 1 to 10000000.",
        "vigil.shutdown.deadline = 1h | allowed is a time from 100 ms to 10000 ms.",
        "vigil.shutdown.keep-state = maybe | allowed is one of auto, true, false.",
        "vigil.cookie-key.source = drawer | is one of auto, ephemeral, file, environment.",
        "vigil.store.kind = tape | one of embedded, replicated, postgresql, memory.",
        "vigil.store.gather = 1s | allowed is a time from 0 ms to 100 ms.",
        "vigil.store.key { source = environment, variable = 1st } | allowed is a variable's name.",
        "vigil.store.postgresql.url = \"jdbc:h2:mem\" | is jdbc:postgresql://HOST/DATABASE.",
        "vigil.udp.prot = 500 | vigil.udp.prot is no setting of Vigil",
        "pekko.cluster.sharding.number-of-shards = 60 | from 512 to 512.",
        "vigil.mode = duo | vigil.mode is duo; allowed is one of single, cluster.",
      })
  void aFaultIsOneSentenceThatNamesFileLineSettingAndWhatIsAllowed(String line, String sentence)
      throws IOException {
    Path file = Files.writeString(folder.resolve("node.conf"), "# a comment\n" + line + "\n");

    InvalidSettings failure =
        catchThrowableOfType(InvalidSettings.class, () -> SettingsFile.load(file));

    assertThat(failure.problems()).hasSize(1);
    assertThat(failure.getMessage()).contains(sentence).endsWith(".").doesNotContain("\n");
    assertThat(failure.getMessage()).contains("node.conf:2: ");
  }

  @Test
  void peersAreWatchedByEitherProtocolAndDataSparesNone() throws Exception {
    LivenessSettings usual = SettingsFile.defaults().liveness();
    LivenessSettings own =
        SettingsFile.parse("vigil.dpd { esp-is-proof-of-life = true, protocols = [keepalives] }")
            .liveness();

    assertThat(usual.espIsProofOfLife()).isFalse();
    assertThat(usual.protocols()).containsExactlyInAnyOrder(LivenessSettings.Protocol.values());
    assertThat(own.espIsProofOfLife()).isTrue();
    assertThat(own.protocols()).containsExactly(LivenessSettings.Protocol.KEEPALIVES);
    assertThat(SettingsFile.parse("vigil.dpd.protocols = []").liveness().protocols()).isEmpty();
  }

  @Test
  void aProtocolThatIsNoneIsRefused() {
    InvalidSettings failure =
        catchThrowableOfType(
            InvalidSettings.class, () -> SettingsFile.parse("vigil.dpd.protocols = [dpd, ios]"));

    assertThat(failure.getMessage()).contains("vigil.dpd.protocols").contains("dpd, keepalives");
  }

  @Test
  void everyFaultIsToldAtOnce() {
    InvalidSettings failure =
        catchThrowableOfType(
            InvalidSettings.class,
            () -> SettingsFile.parse("vigil.udp.port = -1, vigil.initiate = never"));

    assertThat(failure.problems()).hasSize(2);
  }

  @Test
  void aMissingFileIsOneSentence() {
    InvalidSettings failure =
        catchThrowableOfType(
            InvalidSettings.class, () -> SettingsFile.load(folder.resolve("absent.conf")));

    assertThat(failure.problems()).hasSize(1);
    assertThat(failure.getMessage()).endsWith("absent.conf cannot be read.");
  }

  @Test
  void brokenSyntaxNamesFileAndLine() throws IOException {
    Path file = Files.writeString(folder.resolve("node.conf"), "vigil {\n  udp {\n");

    InvalidSettings failure =
        catchThrowableOfType(InvalidSettings.class, () -> SettingsFile.load(file));

    assertThat(failure.problems()).hasSize(1);
    assertThat(failure.getMessage()).contains("node.conf: 3");
  }

  @Test
  void listsOfProblemsCannotBeChanged() {
    assertThat(new InvalidSettings(List.of("a.", "b.")).problems()).isUnmodifiable();
  }
}
