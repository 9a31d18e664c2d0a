package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.dataplane.PingReply;
import dev.vigil.actors.dataplane.PingRequest;
import dev.vigil.actors.observe.Counter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that stops and starts again on its own files, and the site that must not notice. */
class RestartTest {
  private static final InetAddress CENTRE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress BRANCH = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress BEHIND_CENTRE = InetAddress.ofLiteral("10.1.7.7");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private HeadEnd centre(int port, int natPort) throws Exception {
    return HeadEnd.start(
        TestConfigs.settings(
            "127.0.0.1",
            port,
            500,
            "vigil.udp.nat-port = " + natPort,
            "vigil.store.kind = embedded",
            "vigil.data-directory = \"" + directory + "\"",
            "vigil.shutdown.keep-state = true",
            "vigil.cookie-key { source = file, file = \"" + directory.resolve("cookie") + "\" }"),
        TestConfigs.config(List.of(BRANCH), 1, 2, Optional.of(Duration.ofSeconds(1))));
  }

  private static int port(HeadEnd headEnd, boolean marked) {
    return headEnd.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address()
        .getPort();
  }

  private static boolean hasChild(HeadEnd headEnd) {
    return headEnd.peers().stream().anyMatch(peer -> !peer.children().isEmpty());
  }

  private static PingReply ping(HeadEnd from) throws Exception {
    return from.ping(new PingRequest(BEHIND_CENTRE, Optional.empty(), 100, Duration.ofSeconds(1)))
        .toCompletableFuture()
        .get(40, TimeUnit.SECONDS);
  }

  @Test
  void theTunnelGoesOnWithoutANewHandshake() throws Exception {
    HeadEnd first = centre(0, 0);
    int port = port(first, false);
    int natPort = port(first, true);
    try (HeadEnd branch =
        HeadEnd.start(
            TestConfigs.settings(
                "127.0.0.2",
                0,
                port,
                "vigil.udp.remote-nat-port = " + natPort,
                "vigil.udp.encapsulation = always"),
            TestConfigs.config(List.of(CENTRE), 2, 1, Optional.of(Duration.ofSeconds(16))))) {
      assertThat(branch.bringUp(TestConfigs.CONNECTION)).isTrue();
      await().atMost(PATIENCE).until(() -> hasChild(branch) && hasChild(first));
      await().atMost(PATIENCE).until(() -> ping(branch) instanceof PingReply.Answered);
      first.close();

      try (HeadEnd second = centre(port, natPort)) {
        await().atMost(PATIENCE).until(() -> second.sas().size() == 1);
        // What comes before the pair is in the data plane again is lost, as it was at the restart.
        await().atMost(PATIENCE).until(() -> ping(branch) instanceof PingReply.Answered);
        await().atMost(PATIENCE).until(() -> second.counters().get(Counter.ACKS_RECEIVED) > 1);

        assertThat(second.counters().get(Counter.ESTABLISHED)).isZero();
        assertThat(branch.counters().get(Counter.ESTABLISHED)).isEqualTo(1);
        assertThat(branch.counters().get(Counter.CHILDREN_ESTABLISHED)).isEqualTo(1);
        assertThat(branch.sas()).hasSize(1);
        assertThat(second.counters().get(Counter.PEERS_RESUMED)).isEqualTo(1);
      }
    }
  }
}
