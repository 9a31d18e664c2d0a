package dev.vigil.actors.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.udp.UdpEdge.LocalSocket;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.SettingsFile;
import dev.vigil.settings.UdpSettings;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

class UdpEdgeTest {
  private final Counters counters = new Counters();
  private final AtomicBoolean lease = new AtomicBoolean(true);
  private final Queue<Datagram> received = new ConcurrentLinkedQueue<>();
  private final Queue<Datagram> esp = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  static Stream<Arguments> edgesAndFamilies() {
    return Stream.of(UdpSettings.Edge.BATCHED, UdpSettings.Edge.NIO)
        .flatMap(edge -> Stream.of("127.0.0.1", "::1").map(address -> Arguments.of(edge, address)));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static UdpSettings settings(UdpSettings.Edge kind, String... addresses) throws Exception {
    String list = String.join("\", \"", addresses);
    String hocon =
        """
        vigil.udp { listen = ["%s"], port = 0, nat-port = 0, edge = %s, largest-datagram = 2048 }
        """
            .formatted(list, kind.name().toLowerCase(java.util.Locale.ROOT));
    return SettingsFile.parse(hocon).udp();
  }

  private UdpEdge edge(UdpSettings settings) throws CannotBind {
    UdpEdge edge = UdpEdge.open(settings, counters, lease::get);
    open.add(edge);
    edge.start(
        received::addAll,
        (bytes, path) -> esp.add(new Datagram(bytes, path)),
        ForkJoinPool.commonPool());
    return edge;
  }

  private DatagramSocket peer(String address) throws IOException {
    assumeTrue(hasAddress(address), address + " is not there");
    DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(address));
    socket.setSoTimeout(5000);
    open.add(socket);
    return socket;
  }

  private static boolean hasAddress(String address) {
    try (DatagramSocket probe = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
      return probe.isBound();
    } catch (IOException absent) {
      return false;
    }
  }

  private static InetSocketAddress address(UdpEdge edge, boolean marked) {
    return edge.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .map(LocalSocket::address)
        .findFirst()
        .orElseThrow();
  }

  private static void say(DatagramSocket from, InetSocketAddress to, String hex)
      throws IOException {
    byte[] bytes = Octets.ofHex(hex).toArray();
    from.send(new DatagramPacket(bytes, bytes.length, to));
  }

  private static DatagramPacket hear(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    socket.receive(packet);
    return packet;
  }

  private static String hex(DatagramPacket packet) {
    return Octets.of(packet.getData(), 0, packet.getLength()).toHex();
  }

  @ParameterizedTest
  @MethodSource("edgesAndFamilies")
  void aReplyLeavesFromTheAddressThatThePeerSpokeTo(UdpSettings.Edge kind, String ip)
      throws Exception {
    DatagramSocket peer = peer(ip);
    UdpEdge edge = edge(settings(kind, ip));
    say(peer, address(edge, false), "0102030405");

    await().until(() -> received.size() == 1);
    Datagram datagram = received.remove();
    assertThat(datagram.bytes()).isEqualTo(Octets.ofHex("0102030405"));
    assertThat(datagram.path())
        .isEqualTo(
            new Path(
                address(edge, false),
                new InetSocketAddress(InetAddress.ofLiteral(ip), peer.getLocalPort()),
                false));

    edge.send(Octets.ofHex("cafe"), datagram.path());
    DatagramPacket reply = hear(peer);
    assertThat(hex(reply)).isEqualTo("cafe");
    assertThat(reply.getSocketAddress()).isEqualTo(address(edge, false));
  }

  @ParameterizedTest
  @MethodSource("edgesAndFamilies")
  void theNatPortMarksIsakmpAndTellsTheRestApart(UdpSettings.Edge kind, String ip)
      throws Exception {
    DatagramSocket peer = peer(ip);
    UdpEdge edge = edge(settings(kind, ip));
    InetSocketAddress nat = address(edge, true);
    say(peer, nat, "ff");
    say(peer, nat, "0000");
    say(peer, nat, "c0ffee0000000001aabb");
    say(peer, nat, "00000000" + "1122");

    await().until(() -> received.size() == 1);
    Datagram datagram = received.remove();
    assertThat(datagram.bytes()).isEqualTo(Octets.ofHex("1122"));
    assertThat(datagram.path().marked()).isTrue();
    assertThat(counters.get(Counter.NAT_KEEPALIVES_IN)).isEqualTo(1);
    assertThat(counters.get(DropReason.TRUNCATED)).isEqualTo(1);
    assertThat(esp)
        .containsExactly(new Datagram(Octets.ofHex("c0ffee0000000001aabb"), datagram.path()));

    edge.send(Octets.ofHex("3344"), datagram.path());
    assertThat(hex(hear(peer))).isEqualTo("00000000" + "3344");
    edge.sendNatKeepalive(datagram.path());
    assertThat(hex(hear(peer))).isEqualTo("ff");
    edge.sendEsp(Octets.ofHex("c0ffee0000000002"), datagram.path());
    assertThat(hex(hear(peer))).isEqualTo("c0ffee0000000002");
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void overLongAndEmptyDatagramsAreCountedAndDropped(UdpSettings.Edge kind) throws Exception {
    DatagramSocket peer = peer("127.0.0.1");
    UdpEdge edge = edge(settings(kind, "127.0.0.1"));
    say(peer, address(edge, false), "aa".repeat(2049));
    say(peer, address(edge, false), "");
    say(peer, address(edge, false), "bb".repeat(2048));

    await().until(() -> received.size() == 1);
    assertThat(received.remove().bytes().length()).isEqualTo(2048);
    assertThat(counters.get(DropReason.TRUNCATED)).isEqualTo(2);
    assertThat(counters.get(Counter.DATAGRAMS_IN)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void whatManyThreadsSendArrivesWholeAndOnce(UdpSettings.Edge kind) throws Exception {
    UdpSettings settings = settings(kind, "127.0.0.1", "127.0.0.2");
    UdpEdge edge = edge(settings);
    List<InetSocketAddress> ends =
        edge.sockets().stream().filter(s -> !s.marked()).map(LocalSocket::address).toList();
    Path path = new Path(ends.get(0), ends.get(1), false);
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      int first = thread * 1000;
      threads.add(
          Thread.startVirtualThread(() -> {
            for (int number = first; number < first + 1000; number++) {
              byte[] bytes = ByteBuffer.allocate(40 + number % 60).putInt(number).array();
              edge.send(Octets.wrap(bytes), path);
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    await().until(() -> received.size() == 4000);
    Set<Integer> numbers = new HashSet<>();
    for (Datagram datagram : received) {
      int number = datagram.bytes().intAt(0);
      assertThat(datagram.bytes().length()).isEqualTo(40 + number % 60);
      assertThat(datagram.path()).isEqualTo(new Path(ends.get(1), ends.get(0), false));
      numbers.add(number);
    }
    assertThat(numbers).hasSize(4000);
    assertThat(counters.get(Counter.DATAGRAMS_OUT)).isEqualTo(4000);
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void whatCannotBeSentIsCountedAndTheRestStillGoes(UdpSettings.Edge kind) throws Exception {
    DatagramSocket peer = peer("127.0.0.1");
    UdpEdge edge = edge(settings(kind, "127.0.0.1"));
    InetSocketAddress local = address(edge, false);
    InetSocketAddress remote = (InetSocketAddress) peer.getLocalSocketAddress();
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.9"), 1);

    edge.send(Octets.wrap(new byte[2049]), new Path(local, remote, false));
    edge.send(Octets.ofHex("00"), new Path(elsewhere, remote, false));
    edge.send(
        Octets.ofHex("00"),
        new Path(local, new InetSocketAddress(InetAddress.ofLiteral("::1"), 9), false));
    edge.send(
        Octets.ofHex("00"),
        new Path(local, InetSocketAddress.createUnresolved("nowhere.invalid", 9), false));
    edge.send(Octets.ofHex("55"), new Path(local, remote, false));

    assertThat(hex(hear(peer))).isEqualTo("55");
    assertThat(counters.get(Counter.SEND_FAILED)).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void aPortInUseIsOneClearSentence(UdpSettings.Edge kind) throws Exception {
    DatagramSocket other = peer("127.0.0.1");
    int port = other.getLocalPort();
    UdpSettings settings =
        settings(kind, "127.0.0.1").at(List.of(InetAddress.ofLiteral("127.0.0.1")), port, 0);

    CannotBind failure =
        catchThrowableOfType(CannotBind.class, () -> UdpEdge.open(settings, counters, lease::get));

    assertThat(failure.reason()).isEqualTo(CannotBind.Reason.PORT_IN_USE);
    assertThat(failure)
        .hasMessage("UDP port %d on 127.0.0.1 is already in use by another program.", port);
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void withoutLeaseNothingLeavesAndWhatIsHeldBackIsCounted(UdpSettings.Edge kind) throws Exception {
    DatagramSocket peer = peer("127.0.0.1");
    UdpEdge edge = edge(settings(kind, "127.0.0.1"));
    InetSocketAddress remote = (InetSocketAddress) peer.getLocalSocketAddress();
    Path plain = new Path(address(edge, false), remote, false);
    Path marked = new Path(address(edge, true), remote, true);
    lease.set(false);
    edge.send(Octets.ofHex("01"), plain);
    edge.send(Octets.ofHex("02"), marked);
    edge.sendEsp(Octets.ofHex("c0ffee0000000003"), marked);
    edge.sendNatKeepalive(marked);
    await().until(() -> counters.get(Counter.HELD_BACK) == 4);
    lease.set(true);
    edge.send(Octets.ofHex("05"), plain);

    assertThat(hex(hear(peer))).isEqualTo("05");
    assertThat(counters.get(Counter.DATAGRAMS_OUT)).isEqualTo(1);
    assertThat(counters.get(Counter.NAT_KEEPALIVES_OUT)).isZero();
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void severalThatAllowItShareAnAddressAndEachSenderStaysWithOne(UdpSettings.Edge kind)
      throws Exception {
    UdpEdge first = edge(shared(kind, 0, 0));
    UdpSettings same =
        shared(kind, address(first, false).getPort(), address(first, true).getPort());
    Queue<Datagram> others = new ConcurrentLinkedQueue<>();
    UdpEdge second = UdpEdge.open(same, counters, Lease.ALWAYS);
    open.add(second);
    second.start(others::addAll, (bytes, path) -> {}, ForkJoinPool.commonPool());
    for (int peer = 0; peer < 40; peer++) {
      DatagramSocket socket = peer("127.0.0.1");
      say(socket, address(first, false), "%02x".formatted(peer));
      say(socket, address(first, false), "%02x".formatted(peer));
    }

    await().until(() -> received.size() + others.size() == 80);
    assertThat(received).isNotEmpty();
    assertThat(others).isNotEmpty().doesNotContainAnyElementsOf(received);
  }

  private static UdpSettings shared(UdpSettings.Edge kind, int port, int natPort) throws Exception {
    String hocon =
        """
        vigil.udp {
          listen = ["127.0.0.1"], port = %d, nat-port = %d, edge = %s, reuse-port = true
        }
        """
            .formatted(port, natPort, kind.name().toLowerCase(java.util.Locale.ROOT));
    return SettingsFile.parse(hocon).udp();
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void anAddressOfAnotherMachineIsOneClearSentence(UdpSettings.Edge kind) throws Exception {
    CannotBind failure =
        catchThrowableOfType(
            CannotBind.class,
            () -> UdpEdge.open(settings(kind, "192.0.2.77"), counters, Lease.ALWAYS));

    assertThat(failure.reason()).isEqualTo(CannotBind.Reason.NO_SUCH_ADDRESS);
    assertThat(failure)
        .hasMessage("192.0.2.77 in vigil.udp.listen is not an address of this machine.");
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void aWildcardBecomesEveryAddressOfItsFamily(UdpSettings.Edge kind) throws Exception {
    UdpEdge edge = edge(settings(kind, "0.0.0.0"));

    assertThat(edge.sockets())
        .extracting(socket -> socket.address().getAddress().getHostAddress())
        .contains("127.0.0.1")
        .doesNotContain("0.0.0.0");
  }

  @ParameterizedTest
  @EnumSource(value = UdpSettings.Edge.class, mode = Mode.EXCLUDE, names = "AUTO")
  void afterCloseThePortIsFreeAndNothingIsReceived(UdpSettings.Edge kind) throws Exception {
    UdpEdge edge = edge(settings(kind, "127.0.0.1"));
    InetSocketAddress local = address(edge, false);
    edge.close();

    try (DatagramSocket again = new DatagramSocket(local)) {
      assertThat(again.isBound()).isTrue();
    }
    edge.send(Octets.ofHex("00"), new Path(local, local, false));
    assertThat(received).isEmpty();
  }
}
