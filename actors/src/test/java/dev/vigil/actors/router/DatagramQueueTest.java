package dev.vigil.actors.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.router.RouterCommand.Ack;
import dev.vigil.actors.router.RouterCommand.Route;
import dev.vigil.actors.router.RouterCommand.StreamBegun;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DatagramQueueTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  private final Counters counters = new Counters();
  private final TestProbe<RouterCommand> router = KIT.createTestProbe();
  private final DatagramQueue queue =
      new DatagramQueue(KIT.system(), router.getRef(), 10, 5, counters);

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static List<Datagram> datagrams(int count, boolean handshake, int number) {
    List<Datagram> batch = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      byte[] bytes = new byte[28];
      bytes[0] = (byte) (number + index);
      bytes[8] = (byte) (handshake ? 0 : 1);
      batch.add(new Datagram(Octets.wrap(bytes), TestNode.path()));
    }
    return batch;
  }

  @Test
  void whenItFillsNewHandshakesGoFirstAndLiveSasKeepTheRest() {
    StreamBegun begun = router.expectMessageClass(StreamBegun.class);
    queue.received(datagrams(8, true, 0));
    assertThat(counters.get(DropReason.QUEUE_FULL)).isEqualTo(3);
    assertThat(queue.waiting()).isEqualTo(5);

    queue.received(datagrams(8, false, 100));
    queue.received(datagrams(1, true, 50));
    assertThat(counters.get(DropReason.QUEUE_FULL)).isEqualTo(3 + 3 + 1);
    assertThat(queue.waiting()).isEqualTo(10);

    begun.stream().tell(Ack.GO_ON);
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < 10) {
      Route route = router.expectMessageClass(Route.class);
      route.batch().forEach(datagram -> numbers.add(datagram.bytes().at(0)));
      route.stream().tell(Ack.GO_ON);
    }
    assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 100, 101, 102, 103, 104);
    await().until(() -> queue.waiting() == 0);

    queue.received(datagrams(1, true, 60));
    assertThat(router.expectMessageClass(Route.class).batch()).hasSize(1);
  }

  @Test
  void whatWaitsIsPutTogether() {
    StreamBegun begun = router.expectMessageClass(StreamBegun.class);
    for (int number = 0; number < 6; number++) {
      queue.received(datagrams(1, false, number));
    }
    begun.stream().tell(Ack.GO_ON);

    int batches = 0;
    for (int count = 0; count < 6; batches++) {
      Route route = router.expectMessageClass(Route.class);
      count += route.batch().size();
      route.stream().tell(Ack.GO_ON);
    }
    assertThat(batches).isLessThan(6);
  }

  @Test
  void afterCloseTheRouterIsToldAndNothingGetsIn() {
    router.expectMessageClass(StreamBegun.class).stream().tell(Ack.GO_ON);
    queue.close();

    router.expectMessageClass(RouterCommand.StreamEnded.class);
    queue.received(datagrams(2, false, 0));
    assertThat(counters.get(DropReason.QUEUE_FULL)).isEqualTo(2);
    assertThat(queue.waiting()).isZero();
  }
}
