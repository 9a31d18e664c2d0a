package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.peer.PeerEntity;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.settings.ShutdownSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoodbyeTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final int PEERS = 10;

  private final TestNode node = new TestNode(Optional.empty(), 10);
  private final CompletableFuture<Done> done = new CompletableFuture<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void startPeers() {
    for (int number = 0; number < PEERS; number++) {
      KIT.spawn(PeerEntity.create(new PeerTag(number), node.context()));
    }
    await().until(() -> peers() == PEERS);
  }

  private int peers() {
    return node.context().roster().peers().size();
  }

  private void say(int rate, Duration deadline) {
    KIT.spawn(Goodbye.create(node.context(), new ShutdownSettings(false, rate, deadline), done));
    // The timers must run before time does.
    await().pollDelay(Duration.ofMillis(50)).until(() -> true);
  }

  @Test
  void peersLeaveNoFasterThanTheRate() {
    say(50, Duration.ofSeconds(8));
    for (int tick = 1; tick <= PEERS; tick++) {
      assertThat(done).isNotDone();
      TIME.timePasses(Duration.ofMillis(20));
      int expected = PEERS - tick;
      await().until(() -> peers() == expected);
    }

    await().until(done::isDone);
  }

  @Test
  void theDeadlineEndsItWhoeverIsLeft() {
    say(1, Duration.ofMillis(2100));
    TIME.timePasses(Duration.ofSeconds(2));
    await().until(() -> peers() == PEERS - 2);
    assertThat(done).isNotDone();

    TIME.timePasses(Duration.ofMillis(200));

    await().until(done::isDone);
    assertThat(peers()).isEqualTo(PEERS - 2);
  }
}
