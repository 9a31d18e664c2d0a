package dev.vigil.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real actor systems with real certificates, made by openssl: who gets in and who does not. */
class NodeTlsTest {
  @TempDir Path folder;
  private final List<ActorSystem<Void>> systems = new ArrayList<>();

  @BeforeEach
  void makeAuthorities() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is missing");
    authority("ca");
    authority("foreign");
    certificate("one", "ca", "one.example");
    certificate("two", "ca", "two.example");
    certificate("stranger", "ca", "stranger.example");
    certificate("forged", "foreign", "two.example");
  }

  @AfterEach
  void stop() {
    systems.forEach(ActorSystem::terminate);
    systems.forEach(system -> system.getWhenTerminated().toCompletableFuture().join());
  }

  private void openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("openssl.log"))).isZero();
  }

  private void authority(String name) throws Exception {
    openssl(
        ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=%1$s"
                + " -keyout %1$s.key -out %1$s.crt")
            .formatted(name)
            .split(" "));
  }

  private void certificate(String name, String authority, String host) throws Exception {
    openssl(
        ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /O=test"
                + " -addext subjectAltName=DNS:%3$s -CA %2$s.crt -CAkey %2$s.key"
                + " -keyout %1$s.key -out %1$s.crt")
            .formatted(name, authority, host)
            .split(" "));
  }

  private ActorSystem<Void> system(String certificate, String authority) {
    Config config =
        ConfigFactory.parseString(
                """
                pekko.actor.provider = cluster
                pekko.loglevel = ERROR
                pekko.cluster.jmx.enabled = off
                pekko.coordinated-shutdown.exit-jvm = off
                pekko.remote.artery {
                  transport = tls-tcp
                  canonical { hostname = "127.0.0.1", port = 0 }
                  ssl.ssl-engine-provider = "dev.vigil.actors.cluster.NodeTls"
                }
                vigil.cluster.tls {
                  certificate = "%1$s/%2$s.crt", key = "%1$s/%2$s.key", ca = "%1$s/%3$s.crt"
                  check-interval = 100ms
                  allowed-names = ["one.example", "TWO.example"]
                }
                """
                    .formatted(folder, certificate, authority))
            .withFallback(ConfigFactory.load());
    ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "vigil", config);
    systems.add(system);
    return system;
  }

  private static Cluster join(ActorSystem<Void> joining, ActorSystem<Void> first) {
    Cluster seed = Cluster.get(first);
    seed.manager().tell(Join.create(seed.selfMember().address()));
    Cluster cluster = Cluster.get(joining);
    cluster.manager().tell(Join.create(seed.selfMember().address()));
    return cluster;
  }

  private static int members(ActorSystem<Void> system) {
    return Cluster.get(system).state().members().size();
  }

  @Test
  void whoHasACertificateAndAListedNameJoins() {
    ActorSystem<Void> first = system("one", "ca");
    ActorSystem<Void> second = system("two", "ca");
    join(second, first);

    await().atMost(Duration.ofSeconds(20)).until(() -> members(first) == 2);
  }

  @Test
  void aNameThatIsNotListedStaysOutside() {
    ActorSystem<Void> first = system("one", "ca");
    ActorSystem<Void> stranger = system("stranger", "ca");
    join(stranger, first);

    await().until(() -> members(first) == 1);
    await().during(Duration.ofSeconds(4)).until(() -> members(first) == 1);
    assertThat(members(stranger)).isZero();
  }

  @Test
  void aForeignAuthoritysCertificateStaysOutsideWhateverItsName() {
    ActorSystem<Void> first = system("one", "ca");
    ActorSystem<Void> forged = system("forged", "ca");
    join(forged, first);

    await().until(() -> members(first) == 1);
    await().during(Duration.ofSeconds(4)).until(() -> members(first) == 1);
    assertThat(members(forged)).isZero();
  }

  @Test
  void changedFilesAreUsedForTheNextConnection() throws Exception {
    ActorSystem<Void> first = system("one", "ca");
    ActorSystem<Void> renewed = system("stranger", "ca");
    Thread.sleep(20);
    Files.writeString(folder.resolve("stranger.crt"), Files.readString(folder.resolve("two.crt")));
    Files.writeString(folder.resolve("stranger.key"), Files.readString(folder.resolve("two.key")));
    Thread.sleep(150);

    join(renewed, first);

    await().atMost(Duration.ofSeconds(20)).until(() -> members(first) == 2);
  }
}
