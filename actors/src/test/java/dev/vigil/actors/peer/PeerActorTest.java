package dev.vigil.actors.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.MemorySite;
import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.observe.Counter;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer's actor with its SA actors, in a time that the test moves. */
class PeerActorTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());
  private static final Duration STEP = Duration.ofMillis(500);

  private TestNode node;
  private ActorRef<PeerMessage> peer;
  private MemorySite site;
  private boolean silent;
  private final List<Octets> fromNode = new ArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    node = new TestNode(Optional.of(Duration.ofSeconds(10)), 100);
    PeerTag tag = node.context().plan().tagOf(TestNode.PEER);
    peer = KIT.spawn(PeerEntity.create(tag, node.context()));
    site = new MemorySite(node.now());
  }

  /** Datagrams go to and fro until nothing more is said for a moment. */
  private void exchange() {
    await()
        .pollInterval(Duration.ofMillis(2))
        .during(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(10))
        .until(() -> pump() == 0);
  }

  private int pump() {
    List<Octets> datagrams = node.edge().take();
    fromNode.addAll(datagrams);
    if (!silent) {
      datagrams.forEach(
          datagram -> site.receive(datagram, node.now()).forEach(reply -> say(reply, false)));
    }
    return datagrams.size();
  }

  /** As the packet router does it. */
  private void say(Octets datagram, boolean mayCreate) {
    HeaderView view = HeaderView.of(datagram);
    node.context()
        .roster()
        .sa(view.responder())
        .ifPresentOrElse(
            sa -> assertThat(sa.offer(datagram, TestNode.path())).isTrue(),
            () -> peer.tell(new PeerMessage.Arrived(datagram, TestNode.path(), mayCreate)));
  }

  private void establish() {
    say(site.begin(), true);
    await()
        .pollInterval(Duration.ofMillis(2))
        .until(() -> {
          pump();
          return site.childEstablished()
              && node.context().roster().peers().stream()
                  .anyMatch(link -> !link.state().children().isEmpty());
        });
    exchange();
    fromNode.clear();
  }

  /** Time passes in small steps, for a leap would be taken for a pause of the node. */
  private void live(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(Duration.ofMillis(1250))) {
      advance(Duration.ofMillis(1250));
      exchange();
    }
  }

  private void advance(Duration by) {
    node.advance(by);
    TIME.timePasses(by);
  }

  @Test
  void aSilentPeerIsAskedFiveTimesAndThenDeclaredDead() {
    establish();
    silent = true;
    List<Duration> sendings = new ArrayList<>();
    Duration passed = Duration.ZERO;
    while (node.context().counters().get(Counter.DEAD_PEERS) == 0
        && passed.compareTo(Duration.ofSeconds(40)) < 0) {
      advance(STEP);
      passed = passed.plus(STEP);
      quiet();
      if (pump() > 0) {
        sendings.add(passed);
      }
    }

    assertThat(node.context().counters().get(Counter.DEAD_PEERS)).isEqualTo(1);
    assertThat(node.context().counters().get(Counter.PROBES_SENT)).isEqualTo(5);
    // Five tries, 2.5 s apart as the test's configuration has it, then the Delete.
    assertThat(sendings).hasSizeGreaterThanOrEqualTo(6);
    assertThat(sendings.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(10).plus(STEP));
    for (int number = 1; number < 6; number++) {
      assertThat(sendings.get(number).minus(sendings.get(number - 1)))
          .isBetween(Duration.ofMillis(2000), Duration.ofMillis(3000));
    }
  }

  /** Waits until the actors have done what a move of time caused. */
  private void quiet() {
    TestProbe<Done> probe = KIT.createTestProbe();
    for (int round = 0; round < 2; round++) {
      ActorRef<Object> echo =
          KIT.spawn(
              Behaviors.receiveMessage(any -> {
                probe.getRef().tell(Done.getInstance());
                return Behaviors.stopped();
              }));
      echo.tell(new Object());
      probe.receiveMessage();
    }
  }

  @Test
  void aPeerThatAnswersIsAskedForEver() {
    establish();
    live(Duration.ofSeconds(25));

    assertThat(node.context().counters().get(Counter.DEAD_PEERS)).isZero();
    assertThat(node.context().counters().get(Counter.ACKS_RECEIVED))
        .isEqualTo(node.context().counters().get(Counter.PROBES_SENT))
        .isBetween(2L, 3L);
    assertThat(site.ended()).isEmpty();
  }

  @Test
  void nothingIsMadeForADatagramThatMayNotCreate() {
    TestProbe<Done> probe = KIT.createTestProbe();
    say(site.begin(), false);

    probe.expectTerminated(peer);
    assertThat(node.edge().take()).isEmpty();
    assertThat(node.context().counters().get(DropReason.UNKNOWN_SA)).isEqualTo(1);
    assertThat(node.context().roster().peers()).isEmpty();
  }

  @Test
  void aHalfOpenExchangeExpiresAndLeavesNoActor() {
    TestProbe<Done> probe = KIT.createTestProbe();
    say(site.begin(), true);
    await().until(() -> node.edge().take().size() == 1);
    assertThat(node.context().admission().halfOpen()).isEqualTo(1);

    advance(Duration.ofSeconds(31));

    probe.expectTerminated(peer);
    assertThat(node.edge().take()).isEmpty();
    assertThat(node.context().admission().halfOpen()).isZero();
  }

  @Test
  void aCrowdOfStrangersKeepsToTheBoundAndIsGoneAfterItsTime() {
    int bound = 100;
    Octets first = site.begin();
    for (int tag = 1; tag <= 5 * bound; tag++) {
      KIT.spawn(PeerEntity.create(new PeerTag(tag), node.context()))
          .tell(new PeerMessage.Arrived(first, TestNode.path(), true));
    }
    List<Octets> replies = new ArrayList<>();
    await()
        .until(() -> {
          replies.addAll(node.edge().take());
          return replies.size() + node.context().counters().get(DropReason.ADMISSION) == 5L * bound;
        });
    assertThat(node.context().admission().halfOpen()).isBetween(bound - 16, bound);
    assertThat(replies).hasSize(node.context().admission().halfOpen());

    advance(Duration.ofSeconds(31));

    // The one that the other tests speak to never held anything.
    await().until(() -> node.context().roster().peers().size() == 1);
    assertThat(node.context().admission().halfOpen()).isZero();
    assertThat(node.edge().take()).isEmpty();
  }

  @Test
  void anSaActorThatFailsSaysDeleteFromItsLastState() {
    establish();
    node.poison(1);
    live(Duration.ofSeconds(10).plus(STEP));
    await().until(() -> node.context().counters().get(Counter.FAULTS) == 1);
    exchange();

    assertThat(site.ended()).contains(CloseReason.PEER_DELETED);
    assertThat(fromNode).isNotEmpty();
  }

  @Test
  void aPeerActorThatFailsGoesOnWithItsSasUntouched() {
    establish();
    Octets first = new MemorySite(node.now()).begin();
    node.edge().breakFor(1);
    say(first, true);
    quiet();
    assertThat(node.edge().take()).isEmpty();

    say(first, true);
    await().until(() -> node.edge().take().size() == 1);
    assertThat(node.context().roster().sas()).hasSize(1);
    live(Duration.ofSeconds(10).plus(STEP));
    assertThat(node.context().counters().get(Counter.ACKS_RECEIVED)).isPositive();
  }

  @Test
  void aPeerActorThatFailsAgainAndAgainStopsWithItsSas() {
    TestProbe<Done> probe = KIT.createTestProbe();
    establish();
    Octets first = new MemorySite(node.now()).begin();
    node.edge().breakFor(6);
    for (int time = 0; time < 10; time++) {
      say(first, true);
    }

    probe.expectTerminated(peer);
    exchange();
    assertThat(site.ended()).contains(CloseReason.PEER_DELETED);
    assertThat(node.context().counters().get(Counter.FAULTS)).isEqualTo(6);
    assertThat(node.context().roster().sas()).isEmpty();
    assertThat(node.context().roster().peers()).isEmpty();
  }

  @Test
  void goodbyeDeletesEverythingAndIsAnswered() {
    establish();
    TestProbe<Done> done = KIT.createTestProbe();

    peer.tell(new PeerMessage.Goodbye(true, done.getRef()));

    done.receiveMessage();
    exchange();
    assertThat(site.ended()).contains(CloseReason.PEER_DELETED);
    assertThat(node.context().roster().sas()).isEmpty();
  }

  @Test
  void goodbyeThatKeepsStateSaysNothing() {
    establish();
    TestProbe<Done> done = KIT.createTestProbe();

    peer.tell(new PeerMessage.Goodbye(false, done.getRef()));

    done.receiveMessage();
    exchange();
    assertThat(fromNode).isEmpty();
    assertThat(node.context().roster().sas()).hasSize(1);
  }
}
