package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.actors.observe.SaView;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.observe.TraceSubscription;
import dev.vigil.actors.secret.SecureEntropy;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.InvalidSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One head-end on loopback, whole, with real datagrams from peers that are not actors. */
class HeadEndTest {
  private static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final List<InetAddress> SITES =
      List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.3"));
  private static final Optional<Duration> QUICK = Optional.of(Duration.ofMillis(400));

  @TempDir Path folder;
  private final AtomicBoolean poisoned = new AtomicBoolean();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private HeadEnd headEnd(Optional<Duration> keepalive) throws Exception {
    SecureEntropy secure = new SecureEntropy();
    Entropy entropy =
        target -> {
          if (poisoned.compareAndSet(true, false)) {
            throw new IllegalStateException("poisoned");
          }
          secure.fill(target);
        };
    HeadEndConfig config = TestConfigs.config(SITES, 1, 2, keepalive);
    HeadEnd headEnd =
        HeadEnd.start(
            TestConfigs.settings("127.0.0.1", 0, 500).withKeyLog(folder.resolve("keys")),
            config,
            entropy,
            InstantSource.system());
    open.add(headEnd);
    return headEnd;
  }

  private static InetSocketAddress address(HeadEnd headEnd) {
    return headEnd.sockets().stream()
        .filter(socket -> !socket.marked())
        .findFirst()
        .orElseThrow()
        .address();
  }

  private BareSite site(HeadEnd headEnd, int number) throws Exception {
    HeadEndConfig config = TestConfigs.config(List.of(HEAD_END), 2, 1, Optional.empty());
    BareSite site = new BareSite(SITES.get(number).getHostAddress(), address(headEnd), config);
    open.add(site);
    return site;
  }

  private BareSite establishedSite(HeadEnd headEnd, int number) throws Exception {
    BareSite site = site(headEnd, number);
    await().until(site::childEstablished);
    await().until(() -> headEnd.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
    return site;
  }

  @Test
  void aPeerSetsUpItsTunnelAndIsSeen() throws Exception {
    HeadEnd headEnd = headEnd(Optional.empty());
    BareSite site = establishedSite(headEnd, 0);

    SaView sa = headEnd.sas().getFirst();
    assertThat(sa.established()).isTrue();
    assertThat(sa.role()).isEqualTo(Role.RESPONDER);
    assertThat(sa.path().remote()).isEqualTo(site.path().local());
    assertThat(headEnd.peers().getFirst().children()).hasSize(1);
    assertThat(headEnd.halfOpen()).isZero();
    assertThat(headEnd.counters().get(Counter.ESTABLISHED)).isEqualTo(1);
    Path keys = folder.resolve("keys");
    assertThat(Files.readString(keys))
        .matches(sa.phase1().orElseThrow().cookies().initiator() + ",[0-9a-f]{32}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rw-------");
  }

  @Test
  void aPeerThatAnswersLivesAndOneThatFallsSilentIsDeclaredDead() throws Exception {
    HeadEnd headEnd = headEnd(QUICK);
    BareSite site = establishedSite(headEnd, 0);
    await().until(() -> headEnd.counters().get(Counter.ACKS_RECEIVED) >= 3);
    assertThat(headEnd.counters().get(Counter.DEAD_PEERS)).isZero();
    List<String> lines = new ArrayList<>();
    try (TraceSubscription debug =
        headEnd.debug(DebugCondition.of(Optional.of(SITES.get(0))), 1000)) {
      site.silence();
      await()
          .until(() -> {
            for (TraceRecord each : debug.read(Duration.ofMillis(10)).records()) {
              lines.addAll(each.lines());
            }
            return lines.stream().anyMatch(line -> line.contains("Crypto tunnel is DOWN"));
          });
    }

    assertThat(headEnd.counters().get(Counter.DEAD_PEERS)).isEqualTo(1);
    assertThat(headEnd.sas()).noneMatch(SaView::established);
    assertThat(lines).filteredOn(line -> line.contains("incrementing error counter")).hasSize(5);
    assertThat(lines.stream().map(HeadEndTest::kind).filter(kind -> !kind.isEmpty()).toList())
        .containsSubsequence(
            "error counter", "error counter", "not responding", "deleting SA", "DOWN");
  }

  private static String kind(String line) {
    return Stream.of("error counter", "not responding", "deleting SA", "DOWN")
        .filter(line::contains)
        .findFirst()
        .orElse("");
  }

  @Test
  void anSaActorThatFailsTakesOnlyItsSaDownAndThePeerHearsADelete() throws Exception {
    HeadEnd headEnd = headEnd(QUICK);
    BareSite victim = establishedSite(headEnd, 0);
    BareSite other = site(headEnd, 1);
    await().until(other::childEstablished);

    // The next probe that any SA wants to send fails; whose it is decides the victim.
    poisoned.set(true);
    await().until(() -> headEnd.counters().get(Counter.FAULTS) == 1);
    await().until(() -> victim.ended().isPresent() || other.ended().isPresent());

    boolean first = victim.ended().isPresent();
    assertThat((first ? victim : other).ended()).contains(CloseReason.PEER_DELETED);
    await().until(() -> headEnd.sas().size() == 1);
    long acks = headEnd.counters().get(Counter.ACKS_RECEIVED);
    await().until(() -> headEnd.counters().get(Counter.ACKS_RECEIVED) >= acks + 2);
    assertThat((first ? other : victim).ended()).isEmpty();
  }

  @Test
  void stoppingSaysGoodbye() throws Exception {
    HeadEnd headEnd = headEnd(Optional.empty());
    BareSite one = establishedSite(headEnd, 0);
    BareSite two = site(headEnd, 1);
    await().until(two::childEstablished);

    headEnd.close();

    await().until(() -> one.ended().isPresent() && two.ended().isPresent());
    assertThat(one.ended()).contains(CloseReason.PEER_DELETED);
    assertThat(two.ended()).contains(CloseReason.PEER_DELETED);
  }

  @Test
  void clearingOnePeerLeavesTheOther() throws Exception {
    HeadEnd headEnd = headEnd(Optional.empty());
    BareSite one = establishedSite(headEnd, 0);
    BareSite two = site(headEnd, 1);
    await().until(two::childEstablished);

    headEnd.clear(
        new PeerEvent.Clear(
            Optional.empty(),
            OptionalInt.empty(),
            Optional.of(SITES.get(0)),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty()));

    await().until(() -> one.ended().isPresent());
    await().until(() -> headEnd.sas().size() == 1);
    assertThat(two.ended()).isEmpty();
  }

  @Test
  void aConfigurationWithoutThePeerEndsItsTunnel() throws Exception {
    HeadEnd headEnd = headEnd(Optional.empty());
    BareSite site = establishedSite(headEnd, 0);

    headEnd.apply(HeadEndConfig.empty());

    await().until(() -> site.ended().isPresent());
    await().until(() -> headEnd.peers().isEmpty());
  }

  @Test
  void junkLeavesNothingButCounts() throws Exception {
    HeadEnd headEnd = headEnd(Optional.empty());
    BareSite site = establishedSite(headEnd, 0);
    await().until(() -> headEnd.peers().size() == 1);
    InetSocketAddress to = address(headEnd);
    String header = "0100000000000001" + "%s" + "0110020000000000" + "0000001c";
    // Random cookies: one in 5,461 may be taken for ours, which then names no SA.
    for (int number = 0; number < 200; number++) {
      String cookie = "%016x".formatted(0x4d00_0000_0000_0000L + number * 7_654_321L);
      site.send(Octets.ofHex(header.formatted(cookie)), to);
    }
    site.send(Octets.ofHex("00"), to);
    site.send(Octets.ofHex(header.formatted("0000000000000000").replace("0110", "0120")), to);
    site.send(Octets.ofHex(header.formatted("0000000000000000") + "00"), to);
    try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.9"))) {
      byte[] first = Octets.ofHex(header.formatted("0000000000000000")).toArray();
      stranger.send(new DatagramPacket(first, first.length, to));
    }

    await().until(() -> headEnd.counters().get(DropReason.NO_KEY_FOR_ADDRESS) == 1);
    await()
        .until(() ->
            headEnd.counters().get(DropReason.UNKNOWN_COOKIE)
                    + headEnd.counters().get(DropReason.UNKNOWN_SA)
                == 200);
    assertThat(headEnd.counters().get(DropReason.TRUNCATED)).isEqualTo(1);
    assertThat(headEnd.counters().get(DropReason.WRONG_VERSION)).isEqualTo(1);
    assertThat(headEnd.counters().get(DropReason.WRONG_LENGTH)).isEqualTo(1);
    await().until(() -> headEnd.peers().size() == 1);
    assertThat(headEnd.sas()).hasSize(1);
    assertThat(headEnd.counters().get(Counter.FAULTS)).isZero();
    assertThat(site.ended()).isEmpty();
  }

  @Test
  void aTunnelRunsOverIpv6() throws Exception {
    InetAddress loopback = InetAddress.ofLiteral("::1");
    assumeTrue(hasIpv6(loopback), "this machine has no ::1");
    HeadEnd headEnd =
        HeadEnd.start(
            TestConfigs.settings("::1", 0, 500),
            TestConfigs.config(List.of(loopback), 1, 2, QUICK));
    open.add(headEnd);
    HeadEndConfig config = TestConfigs.config(List.of(loopback), 2, 1, Optional.empty());
    BareSite site = new BareSite("::1", address(headEnd), config);
    open.add(site);

    await().until(site::childEstablished);
    await().until(() -> headEnd.counters().get(Counter.ACKS_RECEIVED) >= 1);
    assertThat(headEnd.sas().getFirst().path().remote()).isEqualTo(site.path().local());
  }

  private static boolean hasIpv6(InetAddress address) {
    try (DatagramSocket probe = new DatagramSocket(0, address)) {
      return probe.isBound();
    } catch (IOException absent) {
      return false;
    }
  }

  @Test
  void whoKeepsStateLeavesWithoutAWord() throws Exception {
    HeadEnd headEnd =
        HeadEnd.start(
            TestConfigs.settings("127.0.0.1", 0, 500, "vigil.shutdown.keep-state = true"),
            TestConfigs.config(SITES, 1, 2, Optional.empty()));
    BareSite site = establishedSite(headEnd, 0);
    int heard = site.heard().size();

    Instant before = Instant.now();
    headEnd.close();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));

    await().during(Duration.ofMillis(200)).until(() -> site.heard().size() == heard);
    assertThat(site.ended()).isEmpty();
  }

  @Test
  void allConfiguredPeersAreCalledAtStartWhereTheSettingsSaySo() throws Exception {
    try (DatagramSocket called = new DatagramSocket(0, SITES.get(0))) {
      called.setSoTimeout(10_000);
      HeadEnd headEnd =
          HeadEnd.start(
              TestConfigs.settings(
                  "127.0.0.1", 0, called.getLocalPort(), "vigil.initiate = on-start"),
              TestConfigs.config(SITES, 1, 2, Optional.empty()));
      open.add(headEnd);

      DatagramPacket first = new DatagramPacket(new byte[2000], 2000);
      called.receive(first);
      assertThat(first.getLength()).isGreaterThan(28);
      await().until(() -> headEnd.sas().size() == 1);
      assertThat(headEnd.sas().getFirst().established()).isFalse();
    }
  }

  @Test
  void twoHeadEndsSetUpATunnelBetweenThem() throws Exception {
    int onePort = freePort();
    int otherPort = freePort();
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    InetAddress there = InetAddress.ofLiteral("127.0.0.2");
    HeadEnd one =
        HeadEnd.start(
            TestConfigs.settings("127.0.0.1", onePort, otherPort),
            TestConfigs.config(List.of(there), 1, 2, QUICK));
    open.add(one);
    HeadEnd other =
        HeadEnd.start(
            TestConfigs.settings("127.0.0.2", otherPort, onePort),
            TestConfigs.config(List.of(here), 2, 1, QUICK));
    open.add(other);

    assertThat(one.bringUp("no such entry")).isFalse();
    assertThat(one.bringUp(TestConfigs.CONNECTION)).isTrue();

    await().until(() -> one.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
    await().until(() -> other.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
    assertThat(one.sas().getFirst().role()).isEqualTo(Role.INITIATOR);
    assertThat(other.sas().getFirst().role()).isEqualTo(Role.RESPONDER);
    // Whoever asks first proves itself alive by asking, so the other need not ask in turn.
    await()
        .until(() ->
            one.counters().get(Counter.ACKS_RECEIVED) + other.counters().get(Counter.ACKS_RECEIVED)
                >= 4);
  }

  @Test
  void aClusterPortInUseIsOneClearSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, HEAD_END)) {
      String port = "vigil.cluster.port = " + other.getLocalPort();
      assertThatThrownBy(() ->
              HeadEnd.start(TestConfigs.settings("127.0.0.1", 0, 500, port), HeadEndConfig.empty()))
          .isInstanceOf(InvalidSettings.class)
          .hasMessage(
              "Port %d on 127.0.0.1 (vigil.cluster.port, vigil.cluster.host) cannot be had.",
              other.getLocalPort());
    }
  }

  private static int freePort() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
