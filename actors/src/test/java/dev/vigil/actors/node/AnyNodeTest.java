package dev.vigil.actors.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.PeerView;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.protocol.config.ConfigBuilder;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.PeerScope;
import dev.vigil.protocol.config.PreSharedKey;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.settings.NodeSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.actor.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes behind one address; the kernel gives each sender's datagrams to any of them. */
class AnyNodeTest {
  private static final InetAddress HEAD_END = InetAddress.ofLiteral("127.0.0.1");
  private static final int NODES = 3;
  private static final int SITES = 24;

  /** So that an unanswered probe is a death two and a half seconds later. */
  private static final Optional<Duration> KEEPALIVE = Optional.of(Duration.ofSeconds(2));

  @TempDir private Path directory;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<HeadEnd> nodes = new ArrayList<>();
  private final List<OwnedShards> stores = new ArrayList<>();
  private final List<BareSite> sites = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private int port;
  private int natPort;

  @BeforeEach
  void startThreeNodes() throws Exception {
    HeadEndConfig config =
        TestConfigs.withKeyForAnyone(InetAddress.ofLiteral("127.0.0.2"), KEEPALIVE);
    for (int number = 0; number < NODES; number++) {
      try (ServerSocket free = new ServerSocket(0, 1, HEAD_END)) {
        ports.add(free.getLocalPort());
      }
    }
    for (int number = 0; number < NODES; number++) {
      OwnedShards store = new OwnedShards();
      HeadEnd node = HeadEnd.start(settings(number), config, store);
      port = address(node, false).getPort();
      natPort = address(node, true).getPort();
      stores.add(store);
      nodes.add(node);
      open.add(node);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  private NodeSettings settings(int number) throws Exception {
    return TestConfigs.settings(
        "127.0.0.1",
        port,
        500,
        """
        vigil.mode = cluster
        vigil.udp { reuse-port = true, nat-port = %d }
        vigil.cookie-key { source = file, file = "%s" }
        vigil.cluster.port = %d
        # Nothing takes SAs over from this store, so their shards had better stay.
        pekko.cluster.sharding.rebalance-interval = 1h
        pekko.cluster.seed-nodes = ["pekko://vigil@127.0.0.1:%d"]
        """
            .formatted(natPort, directory.resolve("cookie.key"), ports.get(number), ports.get(0)));
  }

  private static InetSocketAddress address(HeadEnd node, boolean marked) {
    return node.sockets().stream()
        .filter(socket -> socket.marked() == marked)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private void startSites() throws Exception {
    ConfigBuilder builder =
        new ConfigBuilder(TestConfigs.config(List.of(HEAD_END), 2, 1, KEEPALIVE));
    PeerScope scope = PeerScope.of(HEAD_END);
    builder.preSharedKeys.put(
        scope, new PreSharedKey(scope, Secret.ofText("for anyone in tests"), false));
    HeadEndConfig config = builder.build();
    for (int number = 0; number < SITES; number++) {
      BareSite site =
          new BareSite(
              "127.0.%d.%d".formatted(1 + number, 2),
              new InetSocketAddress(HEAD_END, port),
              natPort,
              config);
      sites.add(site);
      open.add(site);
    }
    await().until(() -> sites.stream().allMatch(BareSite::established));
    await().until(() -> living() == SITES);
  }

  private long living() {
    return nodes.stream()
        .flatMap(node -> node.peers().stream())
        .mapToLong(p -> p.sas().size())
        .sum();
  }

  /** Each node hears which other one has the shards of the sites. */
  private void tellOwners() {
    for (int owner = 0; owner < NODES; owner++) {
      for (PeerView peer : nodes.get(owner).peers()) {
        int shard = peer.tag().shard(PeerExtractor.SHARD_BITS);
        Address address = new Address("pekko", "vigil", "127.0.0.1", ports.get(owner));
        Holder elsewhere =
            new Holder.Elsewhere(address, nodes.get(owner).run(), new Epoch(shard, 1));
        for (int other = 0; other < NODES; other++) {
          if (other != owner) {
            stores.get(other).put(shard, elsewhere);
          }
        }
      }
    }
  }

  private long total(Counter counter) {
    return nodes.stream().mapToLong(node -> node.counters().get(counter)).sum();
  }

  private long total(DropReason reason) {
    return nodes.stream().mapToLong(node -> node.counters().get(reason)).sum();
  }

  private void assertAllAreServed() {
    List<Integer> before = sites.stream().map(site -> site.heard().size()).toList();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          for (int number = 0; number < SITES; number++) {
            assertThat(sites.get(number).heard().size()).isGreaterThan(before.get(number) + 1);
          }
        });
    assertThat(total(Counter.DEAD_PEERS)).isZero();
    assertThat(total(Counter.FAULTS)).isZero();
    assertThat(sites.stream().flatMap(site -> site.ended().stream())).isEmpty();
    assertThat(living()).isEqualTo(SITES);
  }

  @Test
  void whicheverNodeGetsADatagramItsOwnerAnswers() throws Exception {
    startSites();
    assertThat(nodes).allMatch(node -> node.counters().get(Counter.DATAGRAMS_IN) > 0);
    tellOwners();
    for (int number = 0; number < SITES; number++) {
      sites.get(number).move("127.0.%d.2".formatted(1 + number));
    }
    assertAllAreServed();
    assertThat(total(Counter.FORWARDED_OUT)).isPositive();
    await().until(() -> total(Counter.FORWARDED_IN) == total(Counter.FORWARDED_OUT));
  }

  @Test
  void aPeerThatMovesIsServedByTheSameOwnerThroughAnyNode() throws Exception {
    startSites();
    tellOwners();
    List<Integer> before = nodes.stream().map(node -> node.peers().size()).toList();
    for (int round = 0; round < 3; round++) {
      for (int number = 0; number < SITES; number++) {
        sites.get(number).move("127.0.%d.%d".formatted(1 + number, 3 + round));
      }
      assertAllAreServed();
    }
    assertThat(nodes.stream().map(node -> node.peers().size()).toList()).isEqualTo(before);
  }

  @Test
  void aMillionJunkCookiesCreateNothingAnywhere() throws Exception {
    startSites();
    tellOwners();
    List<Integer> before = nodes.stream().map(node -> node.peers().size()).toList();
    Random random = new Random(1);
    InetSocketAddress to = new InetSocketAddress(HEAD_END, port);
    long forwarded = total(Counter.FORWARDED_OUT);
    for (int stranger = 0; stranger < 20; stranger++) {
      try (DatagramChannel channel = DatagramChannel.open()) {
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.9.0." + (1 + stranger)), 0));
        for (int number = 0; number < 50_000; number++) {
          channel.send(junk(random).asBuffer(), to);
        }
      }
    }
    assertAllAreServed();
    assertThat(nodes.stream().map(node -> node.peers().size()).toList()).isEqualTo(before);
    assertThat(total(DropReason.UNKNOWN_COOKIE)).isGreaterThan(100_000);
    // 24 sites make two or three forwarded datagrams a second each, and of junk 1 in 2,700 passes.
    assertThat(total(Counter.FORWARDED_OUT) - forwarded).isLessThan(20_000);
  }

  private static Octets junk(Random random) {
    return Octets.ofLong(random.nextLong() | 1)
        .plus(Octets.ofLong(random.nextLong() | 1))
        .plus(Octets.ofHex("0810050100000001"))
        .plus(Octets.ofInt(60))
        .plus(Octets.wrap(new byte[32]));
  }
}
