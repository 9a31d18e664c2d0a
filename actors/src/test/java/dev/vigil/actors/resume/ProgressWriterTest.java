package dev.vigil.actors.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.MemorySite;
import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.peer.PeerEntity;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.peer.PeerLink;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A peer that is established, and what the store hears of it without a word from its actors. */
class ProgressWriterTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestNode node = new TestNode(Optional.of(Duration.ofSeconds(10)), 100);
  private final PeerTag tag = node.context().plan().tagOf(TestNode.PEER);
  private final MemorySite site = new MemorySite(node.now());

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private void establish() {
    ActorRef<PeerMessage> peer = KIT.spawn(PeerEntity.create(tag, node.context()));
    say(peer, site.begin(), true);
    await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(PATIENCE)
        .until(() -> {
          for (Octets datagram : node.edge().take()) {
            site.receive(datagram, node.now()).forEach(reply -> say(peer, reply, false));
          }
          return site.childEstablished() && !spis().isEmpty();
        });
  }

  private void say(ActorRef<PeerMessage> peer, Octets datagram, boolean mayCreate) {
    node.context()
        .roster()
        .sa(HeaderView.of(datagram).responder())
        .ifPresentOrElse(
            sa -> assertThat(sa.offer(datagram, TestNode.path())).isTrue(),
            () -> peer.tell(new PeerMessage.Arrived(datagram, TestNode.path(), mayCreate)));
  }

  private List<Integer> spis() {
    return node.context().roster().peers().stream()
        .map(PeerLink::state)
        .flatMap(state -> state.children().stream())
        .map(child -> child.inboundSpi())
        .toList();
  }

  private List<PeerProgress> known() {
    int shard = tag.shard(PeerExtractor.SHARD_BITS);
    return node.context().store().known(shard, Set.of(tag)).peers();
  }

  @Test
  void howFarThePairsOfAPeerAreIsToldToTheStoreInEachRound() {
    establish();
    int spi = spis().getFirst();
    var writer = KIT.spawn(ProgressWriter.create(node.context(), Duration.ofMillis(320)));
    await().atMost(PATIENCE).until(() -> !known().isEmpty());

    PeerProgress first = known().getFirst();
    assertThat(first.exact()).isFalse();
    assertThat(first.at()).isEqualTo(node.now());
    assertThat(first.pairs()).containsExactly(new PairProgress(spi, 0, 0));

    node.advance(Duration.ofSeconds(1));
    await().atMost(PATIENCE).until(() -> known().getFirst().at().equals(node.now()));
    KIT.stop(writer);
  }
}
