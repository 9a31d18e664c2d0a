package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.dataplane.PingReply;
import dev.vigil.actors.dataplane.PingRequest;
import dev.vigil.actors.observe.ChildTraffic;
import dev.vigil.actors.observe.ChildView;
import dev.vigil.actors.observe.Counter;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.peer.PeerEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two whole head-ends on loopback, with real ESP in UDP between them. */
class TunnelTrafficTest {
  private static final InetAddress CENTRE = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress BRANCH = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress BEHIND_CENTRE = InetAddress.ofLiteral("10.1.7.7");
  private static final InetAddress BEHIND_BRANCH = InetAddress.ofLiteral("10.2.9.9");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration INTERVAL = Duration.ofMillis(400);
  private static final int SIZE = 100;

  private final List<HeadEnd> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.reversed().forEach(HeadEnd::close);
  }

  private HeadEnd start(HeadEndConfig config) throws Exception {
    return open(HeadEnd.start(TestConfigs.settings("127.0.0.1", 0, 500), config));
  }

  /** The branch calls the centre, and has ESP in UDP unless {@code more} says otherwise. */
  private HeadEnd start(HeadEndConfig config, HeadEnd centre, String... more) throws Exception {
    List<String> settings = new ArrayList<>();
    settings.add("vigil.udp.remote-nat-port = " + port(centre, true));
    settings.add("vigil.udp.encapsulation = always");
    settings.addAll(List.of(more));
    return open(
        HeadEnd.start(
            TestConfigs.settings(
                "127.0.0.2", 0, port(centre, false), settings.toArray(String[]::new)),
            config));
  }

  private HeadEnd open(HeadEnd headEnd) {
    open.add(headEnd);
    return headEnd;
  }

  private static int port(HeadEnd headEnd, boolean marked) {
    return headEnd.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .map(socket -> socket.address())
        .mapToInt(InetSocketAddress::getPort)
        .findFirst()
        .orElseThrow();
  }

  private static HeadEndConfig centre() {
    return TestConfigs.config(List.of(BRANCH), 1, 2, Optional.empty());
  }

  private static HeadEndConfig branch() {
    return TestConfigs.config(List.of(CENTRE), 2, 1, Optional.empty());
  }

  private static void bringUp(HeadEnd branch, HeadEnd centre) {
    assertThat(branch.bringUp(TestConfigs.CONNECTION)).isTrue();
    await().until(() -> children(branch).size() == 1 && children(centre).size() == 1);
  }

  private static List<ChildView> children(HeadEnd headEnd) {
    return headEnd.peers().stream().flatMap(peer -> peer.children().stream()).toList();
  }

  private static PingReply ping(HeadEnd from, InetAddress to, int size) throws Exception {
    return ping(from, to, size, PATIENCE);
  }

  private static PingReply ping(HeadEnd from, InetAddress to, int size, Duration patience)
      throws Exception {
    return from.ping(new PingRequest(to, Optional.empty(), size, patience))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  @Test
  void pingsGoThroughTheTunnelBothWaysAndAreCounted() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);

    for (int i = 0; i < 3; i++) {
      assertThat(ping(branch, BEHIND_CENTRE, SIZE)).isInstanceOf(PingReply.Answered.class);
    }
    assertThat(ping(centre, BEHIND_BRANCH, SIZE)).isInstanceOf(PingReply.Answered.class);

    ChildView atCentre = children(centre).getFirst();
    assertThat(atCentre.udpEncapsulated()).isTrue();
    assertThat(atCentre.carried()).isTrue();
    assertThat(atCentre.path().marked()).isTrue();
    assertThat(atCentre.path().remote().getPort()).isEqualTo(port(branch, true));
    for (HeadEnd side : List.of(centre, branch)) {
      ChildTraffic traffic = children(side).getFirst().traffic();
      assertThat(traffic.packetsIn()).isEqualTo(4);
      assertThat(traffic.packetsOut()).isEqualTo(4);
      assertThat(traffic.bytesIn()).isEqualTo(4 * SIZE);
      assertThat(traffic.bytesOut()).isEqualTo(4 * SIZE);
      assertThat(traffic.lastInbound()).isPresent();
      assertThat(traffic.lastOutbound()).isPresent();
      assertThat(side.counters().get(Counter.ESP_IN)).isEqualTo(4);
      assertThat(side.counters().get(Counter.ESP_OUT)).isEqualTo(4);
    }
  }

  @Test
  void clearedFiguresBeginAnewAndThePeersTotalDoesNot() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);
    ping(branch, BEHIND_CENTRE, SIZE);

    centre.clearTraffic();
    ping(branch, BEHIND_CENTRE, SIZE);

    assertThat(children(centre).getFirst().traffic().packetsIn()).isEqualTo(1);
    assertThat(centre.peers().getFirst().traffic().packetsIn()).isEqualTo(2);
  }

  @Test
  void trafficBringsTheTunnelUp() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);

    assertThat(ping(branch, BEHIND_CENTRE, SIZE, Duration.ofMillis(50)))
        .isEqualTo(new PingReply.Lost());

    await().until(() -> children(branch).size() == 1 && children(centre).size() == 1);
    assertThat(ping(branch, BEHIND_CENTRE, SIZE)).isInstanceOf(PingReply.Answered.class);
    assertThat(branch.connections().getFirst().up()).isTrue();
  }

  @Test
  void whatNoEntryProtectsIsNotSent() throws Exception {
    HeadEnd centre = start(centre());

    assertThat(ping(centre, InetAddress.ofLiteral("10.3.0.1"), SIZE))
        .isEqualTo(new PingReply.NotSent("no crypto map entry protects 10.3.0.1"));
    assertThat(ping(centre, InetAddress.ofLiteral("2001:db8::1"), SIZE))
        .isInstanceOf(PingReply.NotSent.class);
  }

  @Test
  void aPairWithoutUdpEncapsulationIsShownAsNotCarried() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd bare = start(branch(), centre, "vigil.udp.encapsulation = auto");
    bringUp(bare, centre);

    assertThat(children(bare).getFirst().carried()).isFalse();
    assertThat(ping(bare, BEHIND_CENTRE, SIZE)).isInstanceOf(PingReply.NotSent.class);
  }

  @Test
  void aVolumeThatIsNearlySpentMakesASuccessorWithoutALostPacket() throws Exception {
    HeadEnd centre = start(TestConfigs.with(centre(), Optional.empty(), Optional.of(2560L)));
    HeadEnd branch =
        start(TestConfigs.with(branch(), Optional.empty(), Optional.of(2560L)), centre);
    bringUp(branch, centre);
    int first = children(branch).getFirst().agreed().inboundSpi();
    Set<Integer> seen = new HashSet<>();

    for (int i = 0; i < 900; i++) {
      assertThat(ping(branch, BEHIND_CENTRE, 8000))
          .as("%d: %s %s", i, branch.counters().drops(), centre.counters().drops())
          .isInstanceOf(PingReply.Answered.class);
      children(branch).forEach(child -> seen.add(child.agreed().inboundSpi()));
      // What is left of the volume when a successor is due must last until it stands.
      TimeUnit.MILLISECONDS.sleep(3);
    }

    assertThat(seen).contains(first);
    assertThat(seen.size()).isBetween(3, 5);
    assertThat(branch.peers().getFirst().traffic().bytesOut()).isEqualTo(900L * 8000);
    assertThat(centre.peers().getFirst().traffic().bytesIn()).isEqualTo(900L * 8000);
  }

  @Test
  void onDemandNobodyIsAskedWithoutTraffic() throws Exception {
    HeadEnd centre = start(onDemand());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);

    TimeUnit.MILLISECONDS.sleep(5 * INTERVAL.toMillis());

    assertThat(centre.counters().get(Counter.PROBES_SENT)).isZero();
  }

  private static HeadEndConfig onDemand() {
    Keepalive keepalive = new Keepalive(INTERVAL, INTERVAL.dividedBy(2), Keepalive.Mode.ON_DEMAND);
    return TestConfigs.with(centre(), Optional.of(keepalive), Optional.empty());
  }

  @Test
  void onDemandTrafficThatIsAnsweredAsksNobody() throws Exception {
    HeadEnd centre = start(onDemand());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);

    for (int i = 0; i < 30; i++) {
      assertThat(ping(centre, BEHIND_BRANCH, SIZE)).isInstanceOf(PingReply.Answered.class);
      TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis() / 8);
    }

    assertThat(centre.counters().get(Counter.PROBES_SENT)).isZero();
  }

  @Test
  void onDemandTrafficThatIsNotAnsweredAsks() throws Exception {
    HeadEnd centre = start(onDemand());
    HeadEnd branch = start(branch(), centre, "vigil.data-plane = none");
    bringUp(branch, centre);
    TimeUnit.MILLISECONDS.sleep(3 * INTERVAL.toMillis());
    assertThat(centre.counters().get(Counter.PROBES_SENT)).isZero();

    assertThat(ping(centre, BEHIND_BRANCH, SIZE, Duration.ofMillis(20)))
        .isEqualTo(new PingReply.Lost());

    await().atMost(INTERVAL).until(() -> centre.counters().get(Counter.PROBES_SENT) == 1);
    await().until(() -> centre.counters().get(Counter.ACKS_RECEIVED) == 1);
    TimeUnit.MILLISECONDS.sleep(3 * INTERVAL.toMillis());
    assertThat(centre.counters().get(Counter.PROBES_SENT)).isEqualTo(1);
    assertThat(branch.counters().get(DropReason.NO_DATA_PLANE)).isEqualTo(1);
    assertThat(centre.counters().get(Counter.DEAD_PEERS)).isZero();
  }

  @Test
  void clearOfIpsecSasAloneLeavesTheIkeSaAndTrafficBringsThemBack() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);
    int ike = branch.sas().getFirst().connection();
    int spi = children(branch).getFirst().agreed().inboundSpi();

    branch.clearChildren(
        new PeerEvent.ClearChildren(Optional.empty(), Optional.empty(), OptionalInt.empty()));

    await()
        .until(
            () -> children(branch).stream().noneMatch(child -> child.agreed().inboundSpi() == spi));
    await()
        .until(() ->
            ping(branch, BEHIND_CENTRE, SIZE, Duration.ofMillis(300))
                instanceof PingReply.Answered);
    assertThat(branch.sas()).extracting(sa -> sa.connection()).containsExactly(ike);
  }

  @Test
  void clearOfTheIkeSaAloneLeavesTrafficGoing() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);
    int connection = branch.sas().getFirst().connection();

    branch.clearIke(OptionalInt.of(connection));

    await().until(() -> branch.sas().stream().noneMatch(sa -> sa.connection() == connection));
    await()
        .until(() ->
            ping(branch, BEHIND_CENTRE, SIZE, Duration.ofMillis(300))
                instanceof PingReply.Answered);
  }

  @Test
  void whyAnEntryWentDownIsKnownWhenItsPeerIsGone() throws Exception {
    HeadEnd centre = start(centre());
    HeadEnd branch = start(branch(), centre);
    bringUp(branch, centre);

    branch.clear(PeerEvent.Clear.ALL);

    await().until(() -> centre.peers().isEmpty() && branch.peers().isEmpty());
    assertThat(centre.connections().getFirst().lastEnd().orElseThrow().reason())
        .isEqualTo("deleted by peer");
    assertThat(centre.connections().getFirst().up()).isFalse();
    assertThat(branch.connections().getFirst().lastEnd().orElseThrow().reason())
        .isEqualTo("cleared by operator");
  }
}
