package dev.vigil.actors.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.MemorySite;
import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.HeaderView;
import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer's actor does with a store that is slow, fails, or belongs to another node by now. */
class SafeKeepingTest {
  private static final ActorTestKit KIT = ActorTestKit.create(ManualTime.config());
  private static final ManualTime TIME = ManualTime.get(KIT.system());

  private final HeldStore store = new HeldStore();
  private final ConcurrentLinkedQueue<PeerEnvelope> onward = new ConcurrentLinkedQueue<>();
  private TestNode node;
  private PeerTag tag;
  private ActorRef<PeerMessage> peer;
  private MemorySite site;
  private final List<Octets> fromNode = new ArrayList<>();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  @BeforeEach
  void start() {
    node = new TestNode(Optional.of(Duration.ofSeconds(10)), 100, store);
    tag = node.context().plan().tagOf(TestNode.PEER);
    peer = entity();
    site = new MemorySite(node.now());
  }

  private ActorRef<PeerMessage> entity() {
    return KIT.spawn(PeerEntity.create(tag, node.context(), onward::add));
  }

  private int pump() {
    List<Octets> datagrams = node.edge().take();
    fromNode.addAll(datagrams);
    datagrams.forEach(datagram -> site.receive(datagram, node.now()).forEach(this::say));
    return datagrams.size();
  }

  /** Datagrams go to and fro until nothing more is said for a moment. */
  private void exchange() {
    settle(Duration.ofMillis(400));
  }

  private void settle(Duration quiet) {
    await()
        .pollInterval(Duration.ofMillis(2))
        .during(quiet)
        .atMost(Duration.ofSeconds(10))
        .until(() -> pump() == 0);
  }

  private void say(Octets datagram) {
    HeaderView view = HeaderView.of(datagram);
    node.context()
        .roster()
        .sa(view.responder())
        .ifPresentOrElse(
            sa -> assertThat(sa.offer(datagram, TestNode.path())).isTrue(),
            () ->
                peer.tell(
                    new PeerMessage.Arrived(datagram, TestNode.path(), view.responder().isNone())));
  }

  private void establish() {
    say(site.begin());
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> {
          pump();
          return site.childEstablished() && !onRecord().children().isEmpty();
        });
    exchange();
    fromNode.clear();
  }

  private PeerState onRecord() {
    return node.context()
        .roster()
        .peer(tag)
        .map(PeerLink::state)
        .orElseGet(() -> PeerState.starting(node.now()));
  }

  private long told(ExchangeType exchange) {
    return fromNode.stream().filter(d -> HeaderView.of(d).exchange() == exchange.code()).count();
  }

  private void advance(Duration by) {
    node.advance(by);
    TIME.timePasses(by);
  }

  /** Time passes in small steps, for a leap would be taken for a pause of the node. */
  private void live(Duration time) {
    Duration step = Duration.ofMillis(1250);
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      advance(step);
      settle(Duration.ofMillis(30));
    }
  }

  @Test
  void mainModeEndsAndQuickModeIsAnsweredOnlyOnceThatIsSafe() {
    store.slow();
    say(site.begin());
    exchange();

    // Messages 2 and 4; message 6 would tell the peer that the SA stands.
    assertThat(told(ExchangeType.MAIN_MODE)).isEqualTo(2);
    assertThat(store.waiting()).isEqualTo(1);

    store.answer();
    exchange();
    assertThat(told(ExchangeType.MAIN_MODE)).isEqualTo(3);
    assertThat(told(ExchangeType.QUICK_MODE)).isZero();
    assertThat(site.childEstablished()).isFalse();

    for (int writes = 0; writes < 4 && !site.childEstablished(); writes++) {
      store.answer();
      exchange();
    }
    assertThat(told(ExchangeType.QUICK_MODE)).isEqualTo(1);
    assertThat(site.childEstablished()).isTrue();
  }

  @Test
  void deadPeerDetectionWaitsForNoWriteAndMakesNone() {
    establish();
    int before = store.puts();
    store.slow();
    live(Duration.ofSeconds(25));

    assertThat(node.context().counters().get(Counter.ACKS_RECEIVED)).isGreaterThanOrEqualTo(2);
    assertThat(store.puts()).isEqualTo(before);
  }

  @Test
  void aFailedWriteIsTriedAgainAndSaysNothingMeanwhile() {
    say(site.begin());
    await().until(() -> node.context().admission().halfOpen() == 1);
    store.fail(new IOException("no majority"));
    exchange();
    assertThat(told(ExchangeType.MAIN_MODE)).isEqualTo(2);
    assertThat(node.context().counters().get(Counter.STORE_FAILURES)).isEqualTo(1);

    store.work();
    live(Duration.ofSeconds(2));
    assertThat(site.childEstablished()).isTrue();
  }

  @Test
  void aFencedPeerStopsAtOnceAndSilently() {
    establish();
    TestProbe<Done> probe = KIT.createTestProbe();
    store.fail(new Fenced(new Epoch(tag.shard(PeerExtractor.SHARD_BITS), 1)));
    site = new MemorySite(node.now());
    say(site.begin());
    exchange();

    probe.expectTerminated(peer);
    assertThat(node.context().counters().get(Counter.FENCED)).isEqualTo(1);
    assertThat(told(ExchangeType.INFORMATIONAL)).isZero();
    assertThat(node.context().roster().sas()).isEmpty();
    assertThat(node.context().roster().peers()).isEmpty();
  }

  @Test
  void anActorThatFailsMeanwhileGoesOnWhenItIsSafe() {
    store.slow();
    say(site.begin());
    exchange();
    assertThat(told(ExchangeType.MAIN_MODE)).isEqualTo(2);
    node.edge().breakFor(1);
    say(new MemorySite(node.now()).begin());
    await().until(() -> node.context().counters().get(Counter.FAULTS) == 1);

    store.quick();
    exchange();
    assertThat(site.childEstablished()).isTrue();
    assertThat(node.context().roster().sas()).hasSize(1);
    assertThat(pairsInstalled()).isTrue();
  }

  private boolean pairsInstalled() {
    PeerLink link = node.context().roster().peer(tag).orElseThrow();
    return !link.state().children().isEmpty()
        && link.state().children().stream()
            .allMatch(child -> link.pairs().path(child.inboundSpi()).isPresent());
  }

  @Test
  void aPeerIsHandedOverWithItsNumbersAndLivesOnElsewhere() {
    establish();
    TestProbe<Done> probe = KIT.createTestProbe();
    peer.tell(new PeerMessage.LeaveNode());
    probe.expectTerminated(peer);

    assertThat(node.context().roster().sas()).isEmpty();
    assertThat(node.edge().take()).isEmpty();
    assertThat(store.safeProgress()).hasSize(1);
    assertThat(store.safeProgress().getFirst().of(tag).orElseThrow().exact()).isTrue();
    assertThat(onward).containsExactly(new PeerEnvelope(tag, new PeerMessage.Resume()));

    peer = entity();
    peer.tell(new PeerMessage.Resume());
    await().until(() -> node.context().roster().sas().size() == 1);
    await().until(this::pairsInstalled);
    live(Duration.ofSeconds(25));
    assertThat(node.context().counters().get(Counter.ACKS_RECEIVED)).isPositive();
    assertThat(site.ended()).isEmpty();
  }

  @Test
  void aPairThatIsHandedOverCarriesNothingMoreWhileItsNumbersAreMadeSafe() {
    establish();
    TestProbe<Done> probe = KIT.createTestProbe();
    PeerLink link = node.context().roster().peer(tag).orElseThrow();
    int spi = link.state().children().getFirst().inboundSpi();
    assertThat(node.context().dataPlane().progress(spi)).isPresent();
    store.slow();
    peer.tell(new PeerMessage.LeaveNode());

    await().until(() -> store.waiting() == 1);
    assertThat(node.context().dataPlane().progress(spi)).isEmpty();
    assertThat(onward).isEmpty();
    store.quick();
    probe.expectTerminated(peer);
    assertThat(onward).hasSize(1);
  }

  @Test
  void aDatagramOfAKnownSaBringsItsPeerBack() {
    establish();
    TestProbe<Done> probe = KIT.createTestProbe();
    KIT.stop(peer);
    probe.expectTerminated(peer);
    node.edge().take();

    peer = entity();
    peer.tell(new PeerMessage.Arrived(Octets.wrap(new byte[28]), TestNode.path(), false));

    await().until(() -> node.context().roster().sas().size() == 1);
    await().until(this::pairsInstalled);
  }

  @Test
  void wakingAPeerThatNothingIsKeptOfLeavesNoActor() {
    TestProbe<Done> probe = KIT.createTestProbe();
    peer.tell(new PeerMessage.Resume());

    probe.expectTerminated(peer);
    assertThat(node.context().roster().peers()).isEmpty();
    assertThat(store.puts()).isZero();
  }

  @Test
  void withoutTheStoresAnswerNothingIsMade() {
    TestProbe<Done> probe = KIT.createTestProbe();
    KIT.stop(peer);
    store.fail(new IOException("no majority"));
    peer = entity();
    say(site.begin());
    await().until(() -> node.context().counters().get(DropReason.NO_STORE) == 1);
    advance(Duration.ofMillis(250));
    probe.expectTerminated(peer);
    assertThat(node.edge().take()).isEmpty();
    assertThat(node.context().roster().peers()).isEmpty();
  }

  @Test
  void whatWasAskedForIsDoneWhenTheStoreAnswersAgain() {
    establish();
    KIT.stop(peer);
    store.fail(new IOException("no majority"));
    peer = entity();
    peer.tell(new PeerMessage.Resume());
    await().until(() -> node.context().counters().get(Counter.STORE_FAILURES) == 1);
    assertThat(node.context().roster().sas()).isEmpty();

    store.work();
    await()
        .until(() -> {
          advance(Duration.ofMillis(250));
          return node.context().roster().sas().size() == 1;
        });
  }

  @Test
  void aRecordThatCannotBeReadStaysWhereItIs() {
    TestProbe<Done> probe = KIT.createTestProbe();
    KIT.stop(peer);
    Octets record = Octets.ofHex("ffffffff");
    int shard = tag.shard(PeerExtractor.SHARD_BITS);
    Epoch epoch = store.claim(shard).toCompletableFuture().join();
    store.put(epoch, tag, record).toCompletableFuture().join();

    peer = entity();
    peer.tell(new PeerMessage.Resume());
    probe.expectTerminated(peer);

    assertThat(node.context().counters().get(Counter.RECORDS_UNREADABLE)).isEqualTo(1);
    assertThat(store.load(epoch, tag).toCompletableFuture().join().orElseThrow().snapshot())
        .isEqualTo(record);
  }

  /** The peer hears that it has closed before the SA's actor has stopped. */
  @Test
  void anSaThatHasClosedIsNotRecordedHoweverLongItsActorLives() {
    establish();
    Collection<SaLink> links = node.context().roster().sas();

    assertThat(PeerRecord.of(onRecord(), links).sas()).hasSize(1);
    assertThat(PeerRecord.of(PeerState.starting(node.now()), links).isEmpty()).isTrue();
  }
}
