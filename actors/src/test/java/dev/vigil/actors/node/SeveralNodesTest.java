package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.cluster.Membership;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.settings.InvalidSettings;
import dev.vigil.settings.NodeSettings;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three whole head-ends, each an actor system with transport and sockets of its own. */
class SeveralNodesTest {
  private static final List<InetAddress> SITES = List.of(InetAddress.ofLiteral("127.0.0.2"));
  private static final String KEY = "00112233445566778899aabbccddeeff";

  @TempDir Path folder;
  private final List<HeadEnd> nodes = new ArrayList<>();
  private List<Integer> ports = List.of();

  @BeforeEach
  void choosePorts() throws Exception {
    List<ServerSocket> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      held.add(new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")));
    }
    ports = held.stream().map(ServerSocket::getLocalPort).toList();
    for (ServerSocket each : held) {
      each.close();
    }
    Files.writeString(folder.resolve("cookie.key"), KEY + "\n");
    Files.writeString(folder.resolve("other.key"), KEY.replace('0', '9') + "\n");
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> node.system().terminate());
    nodes.forEach(node -> node.system().getWhenTerminated().toCompletableFuture().join());
  }

  private NodeSettings settings(int number, String key, String... more) throws Exception {
    String seeds = String.join(", ", ports.stream().map("\"127.0.0.1:%d\""::formatted).toList());
    return TestConfigs.settings(
        "127.0.0." + (10 + number),
        0,
        500,
        """
        vigil.mode = cluster
        vigil.store.kind = memory
        vigil.shutdown.keep-state = true
        vigil.cluster { port = %d, seeds = [%s] }
        vigil.cookie-key { source = file, file = "%s" }
        """
            .formatted(ports.get(number), seeds, folder.resolve(key)),
        String.join("\n", more));
  }

  private HeadEnd node(int number, String... more) throws Exception {
    HeadEnd node =
        HeadEnd.start(
            settings(number, "cookie.key", more),
            TestConfigs.config(SITES, 1, 2, Optional.empty()));
    nodes.add(node);
    return node;
  }

  private void startThree() throws Exception {
    List<CompletableFuture<HeadEnd>> starting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      CompletableFuture<HeadEnd> started = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              started.complete(
                  HeadEnd.start(
                      settings(number, "cookie.key"),
                      TestConfigs.config(SITES, 1, 2, Optional.empty())));
            } catch (Exception failure) {
              started.completeExceptionally(failure);
            }
          });
      starting.add(started);
    }
    for (CompletableFuture<HeadEnd> each : starting) {
      nodes.add(each.get(60, TimeUnit.SECONDS));
    }
    nodes.forEach(node -> await().until(() -> members(node) == 3));
  }

  private static int members(HeadEnd node) {
    return Cluster.get(node.system()).state().members().size();
  }

  @Test
  void threeNodesFormAClusterAndEachMayAct() throws Exception {
    startThree();

    assertThat(nodes).allMatch(node -> !node.sockets().isEmpty());
    nodes.forEach(node -> await().until(node::mayAct));
    assertThat(Membership.ending(nodes.getFirst().system())).isEqualTo(Membership.Ending.ASKED);
  }

  @Test
  void nodesLeaveOneAfterTheOtherWithoutHanging() throws Exception {
    startThree();

    for (int left = 3; left > 0; left--) {
      Instant before = Instant.now();
      HeadEnd leaving = nodes.removeFirst();
      leaving.close();
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(12));
      assertThat(leaving.ending()).isEqualTo(Membership.Ending.ASKED);
      int rest = left - 1;
      nodes.forEach(node -> await().until(() -> members(node) == rest));
      nodes.forEach(node -> assertThat(node.mayAct()).isTrue());
    }
  }

  @Test
  void whoIsExcludedMayNotActAndGoesDown() throws Exception {
    startThree();
    nodes.forEach(node -> await().until(node::mayAct));
    HeadEnd excluded = nodes.get(1);

    Cluster decides = Cluster.get(nodes.get(0).system());
    decides.manager().tell(Down.apply(Cluster.get(excluded.system()).selfMember().address()));

    ActorSystem<?> system = excluded.system();
    await().until(() -> !excluded.mayAct());
    system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
    assertThat(excluded.ending()).isEqualTo(Membership.Ending.EXCLUDED);
    await().until(() -> members(nodes.get(0)) == 2 && members(nodes.get(2)) == 2);
    assertThat(nodes.get(0).mayAct()).isTrue();
  }

  @Test
  void aNodeWithAnotherCookieKeyIsRefused() throws Exception {
    node(0);

    assertThatThrownBy(() -> HeadEnd.start(settings(1, "other.key"), HeadEndConfig.empty()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("The cluster refuses this node: its cookie key");
    assertThat(members(nodes.getFirst())).isEqualTo(1);
  }

  @Test
  void whoFindsNobodySaysWhomItAsked() throws Exception {
    assertThatThrownBy(() ->
            HeadEnd.start(
                settings(1, "cookie.key", "vigil.cluster.join-patience = 1s"),
                HeadEndConfig.empty()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("No cluster took this node in within 1 s")
        .hasMessageContaining("127.0.0.1:" + ports.get(0));
  }
}
