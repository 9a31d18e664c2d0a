package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigil.actors.observe.Counter;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What strangers can do to a whole node over the wire by sending much. */
class FloodTest {
  private static final InetAddress SITE = InetAddress.ofLiteral("127.0.0.2");
  private static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");

  /** So that an unanswered probe is a death one second later: five tries, 200 ms apart. */
  private static final Optional<Duration> WITHIN_A_SECOND = Optional.of(Duration.ofMillis(800));

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterEach
  void close() throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private HeadEnd headEnd(HeadEndConfig config, String... more) throws Exception {
    HeadEnd headEnd = HeadEnd.start(TestConfigs.settings("127.0.0.1", 0, 500, more), config);
    open.add(headEnd);
    return headEnd;
  }

  private static InetSocketAddress address(HeadEnd headEnd, boolean marked) {
    return headEnd.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private BareSite establishedSite(HeadEnd headEnd, Optional<Duration> keepalive) throws Exception {
    HeadEndConfig config = TestConfigs.config(List.of(HEAD_END), 2, 1, keepalive);
    BareSite site = new BareSite(SITE.getHostAddress(), address(headEnd, false), config);
    open.add(site);
    await().until(site::childEstablished);
    await().until(() -> headEnd.peers().stream().anyMatch(peer -> !peer.children().isEmpty()));
    return site;
  }

  private DatagramChannel stranger(InetAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    open.add(channel);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 16);
    channel.bind(new InetSocketAddress(address, 0));
    channel.configureBlocking(false);
    return channel;
  }

  private static long drops(HeadEnd headEnd) {
    return headEnd.counters().drops().values().stream().mapToLong(Long::longValue).sum();
  }

  private void assertNothingWentWrong(HeadEnd headEnd) {
    assertThat(headEnd.counters().get(Counter.FAULTS)).isZero();
    assertThat(List.copyOf(log.list))
        .noneMatch(event -> event.getThrowableProxy() != null)
        .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.ERROR));
  }

  private static List<Octets> recordedMessages() throws IOException {
    List<Octets> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(Vectors.path("messages"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".bin")).sorted().toList()) {
        messages.add(Octets.wrap(Files.readAllBytes(file)));
      }
    }
    return messages;
  }

  /** Never a first message from an address that has a key: everything here must be dropped. */
  private static Octets junk(int number, Random random, List<Octets> recorded, BareSite site) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    Octets known = recorded.get(number % recorded.size());
    return switch (number % 8) {
      case 0 -> Octets.wrap(bytes);
      case 1 -> known;
      case 2 -> known.slice(0, random.nextInt(known.length() + 1));
      case 3 -> {
        byte[] changed = known.toArray();
        for (int i = 0; i < 16 && i < changed.length; i++) {
          changed[i] = (byte) random.nextInt();
        }
        yield Octets.wrap(changed);
      }
      case 4 -> message(random.nextLong(), random.nextLong(), 0x10, 1 + random.nextInt(40), bytes);
      case 5 -> message(random.nextLong(), random.nextLong(), 0x20, 34 + random.nextInt(4), bytes);
      case 6 ->
          message(random.nextLong(), random.nextLong(), 0x10, 2, bytes).plus(Octets.wrap(bytes));
      default -> {
        Octets first = site.sent().getLast();
        int exchange = number % 3 == 0 ? 32 : number % 3 == 1 ? 5 : 2;
        yield message(first.longAt(0), first.longAt(8), 0x10, exchange, bytes);
      }
    };
  }

  private static Octets message(long ours, long theirs, int version, int exchange, byte[] body) {
    byte[] bytes = new byte[28 + body.length];
    ByteBuffer.wrap(bytes)
        .putLong(ours)
        .putLong(theirs)
        .put((byte) 8)
        .put((byte) version)
        .put((byte) exchange)
        .put((byte) (body.length % 2))
        .putInt(body.length)
        .putInt(bytes.length)
        .put(body);
    return Octets.wrap(bytes);
  }

  /**
   * Datagrams of every wrong kind, from an address without key: each is counted by its reason, none
   * leaves anything, and a site that gives up after a second without answer never does.
   */
  @Test
  void fiftyThousandJunkDatagramsLeaveNothingWhileALiveSaAnswers() throws Exception {
    int number = 50_000;
    List<Octets> recorded = recordedMessages();
    HeadEnd headEnd = headEnd(TestConfigs.config(List.of(SITE), 1, 2, Optional.empty()));
    BareSite site = establishedSite(headEnd, WITHIN_A_SECOND);
    List<DatagramChannel> strangers = List.of(stranger(InetAddress.ofLiteral("127.0.0.9")));
    Random random = new Random(50);
    long dropsBefore = drops(headEnd);
    long inBefore = headEnd.counters().get(Counter.DATAGRAMS_IN);
    long outBefore = headEnd.counters().get(Counter.DATAGRAMS_OUT);
    long probesBefore = headEnd.counters().get(Counter.PROBES_RECEIVED);
    int sentBefore = site.sent().size();
    int heardBefore = site.heard().size();

    for (int i = 0; i < number; i++) {
      InetSocketAddress to = address(headEnd, i % 11 == 0);
      Octets junk = junk(i, random, recorded, site);
      strangers.getFirst().send(junk.asBuffer(), to);
      // Slow enough for the kernel's buffer; as fast as the node takes them.
      while (i - (headEnd.counters().get(Counter.DATAGRAMS_IN) - inBefore) > 64) {
        Thread.onSpinWait();
      }
      if (i % 1000 == 0) {
        assertThat(headEnd.sas()).hasSize(1);
        assertThat(headEnd.halfOpen()).isZero();
      }
    }
    await().until(() -> site.heard().size() >= heardBefore + 3);
    await()
        .untilAsserted(() ->
            assertThat(
                    drops(headEnd)
                        - dropsBefore
                        + headEnd.counters().get(Counter.NAT_KEEPALIVES_IN))
                .isEqualTo(number));

    assertThat(headEnd.counters().get(Counter.DATAGRAMS_IN) - inBefore)
        .isBetween((long) number, (long) number + site.sent().size() - sentBefore);
    assertThat(site.ended()).isEmpty();
    // A probe may come between the two readings.
    await()
        .untilAsserted(() ->
            assertThat(headEnd.counters().get(Counter.DATAGRAMS_OUT) - outBefore)
                .as("only the site is answered")
                .isEqualTo(headEnd.counters().get(Counter.PROBES_RECEIVED) - probesBefore));
    assertThat(strangers.getFirst().receive(ByteBuffer.allocate(2000))).isNull();
    await().until(() -> headEnd.peers().size() == 1);
    assertThat(headEnd.sas()).hasSize(1);
    assertNothingWentWrong(headEnd);
  }

  /** Replies to one of the strangers, and how long they are. */
  private static List<Octets> replies(DatagramChannel stranger) throws IOException {
    List<Octets> replies = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate(4000);
    while (stranger.receive(buffer) != null) {
      replies.add(Octets.of(buffer.array(), 0, buffer.position()));
      buffer.clear();
    }
    return replies;
  }

  /**
   * Five thousand addresses, all of which a wildcard key is for, begin at once: as many exchanges
   * as are allowed are remembered, each address hears one reply or none, and nothing later.
   */
  @Test
  void aFloodOfFirstMessagesStaysWithinItsCapAndIsNoAmplifier() throws Exception {
    int number = 5_000;
    int cap = 1_000;
    HeadEnd headEnd =
        headEnd(
            TestConfigs.withKeyForAnyone(SITE, Optional.empty()),
            "vigil.admission.half-open = " + cap);
    BareSite site = establishedSite(headEnd, WITHIN_A_SECOND);
    Octets request = site.sent().getFirst();
    long dropsBefore = drops(headEnd);
    long in = headEnd.counters().get(Counter.DATAGRAMS_IN);
    List<DatagramChannel> strangers = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      byte[] address = {127, 77, (byte) (i >> 8), (byte) i};
      strangers.add(stranger(InetAddress.getByAddress(address)));
    }
    for (int i = 0; i < number; i++) {
      strangers.get(i).send(request.asBuffer(), address(headEnd, false));
      while (i - (headEnd.counters().get(Counter.DATAGRAMS_IN) - in) > 64) {
        Thread.onSpinWait();
      }
      assertThat(headEnd.halfOpen()).isLessThanOrEqualTo(cap);
    }

    List<List<Octets>> replies = new ArrayList<>();
    strangers.forEach(_ -> replies.add(new ArrayList<>()));
    await()
        .until(() -> {
          for (int i = 0; i < number; i++) {
            replies.get(i).addAll(replies(strangers.get(i)));
          }
          long answered = replies.stream().mapToLong(List::size).sum();
          return answered + drops(headEnd) - dropsBefore == number;
        });
    assertThat(headEnd.halfOpen()).isBetween(cap - 16, cap);
    assertThat(replies).allMatch(each -> each.size() <= 1);
    assertThat(replies.stream().filter(each -> !each.isEmpty())).hasSize(headEnd.halfOpen());
    assertThat(replies.stream().flatMap(List::stream))
        .allMatch(reply -> reply.length() <= request.length());
    // Peers that were refused are gone, or on their way.
    await().until(() -> headEnd.peers().size() <= cap + 1);
    assertThat(headEnd.counters().get(DropReason.ADMISSION)).isGreaterThan(number - cap - 100);

    await().during(Duration.ofSeconds(2)).until(() -> nothingMore(strangers));
    assertThat(headEnd.sas()).hasSize(1);
    assertThat(site.ended()).isEmpty();
    assertNothingWentWrong(headEnd);
  }

  private static boolean nothingMore(List<DatagramChannel> strangers) throws IOException {
    for (DatagramChannel stranger : strangers) {
      if (!replies(stranger).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The same bytes again for each repeat, one for one; a cookie of ours in their place is none. */
  @Test
  void aRepeatedFirstMessageGetsTheSameReplyAndNothingElse() throws Exception {
    HeadEnd headEnd = headEnd(TestConfigs.withKeyForAnyone(SITE, Optional.empty()));
    BareSite site = establishedSite(headEnd, Optional.empty());
    Octets request = site.sent().getFirst();
    DatagramChannel stranger = stranger(InetAddress.ofLiteral("127.0.0.9"));
    List<Octets> replies = new ArrayList<>();
    for (int time = 1; time <= 20; time++) {
      stranger.send(request.asBuffer(), address(headEnd, false));
      int expected = time;
      await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> replies.addAll(replies(stranger)) && replies.size() == expected);
    }
    assertThat(replies.stream().distinct()).hasSize(1);
    assertThat(headEnd.halfOpen()).isEqualTo(1);

    // CVE-2023-30570, and Aggressive Mode: each with our own cookies in the initiator's place.
    long drops = drops(headEnd);
    for (int exchange : new int[] {4, 1, 6, 32, 5}) {
      for (long cookie : new long[] {request.longAt(0), replies.getFirst().longAt(8)}) {
        byte[] other = Octets.ofLong(cookie).plus(request.slice(8, request.length() - 8)).toArray();
        other[18] = (byte) exchange;
        stranger.send(ByteBuffer.wrap(other), address(headEnd, false));
      }
    }
    await().until(() -> drops(headEnd) == drops + 10);
    assertThat(replies(stranger)).isEmpty();
    assertThat(headEnd.halfOpen()).isEqualTo(1);
    assertThat(headEnd.sas()).hasSize(1);
    assertNothingWentWrong(headEnd);
  }
}
