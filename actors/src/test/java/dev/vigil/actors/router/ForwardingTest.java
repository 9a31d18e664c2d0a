package dev.vigil.actors.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.node.MemorySite;
import dev.vigil.actors.node.OwnedShards;
import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** A router that knows one other node, to which some shards belong. */
class ForwardingTest {
  private static final PeerTag TAG = new PeerTag(0xabcdef);
  private static final Address OTHER = new Address("pekko", "vigil", "192.0.2.9", 7000);
  private static final Cookie THEIRS = new Cookie(0x0102030405060708L);
  private static final long SELF = 1;
  private static final long UID = 2;

  private final OwnedShards shards = new OwnedShards();
  private final TestNode node = new TestNode(Optional.empty(), 1, shards);
  private final TestInbox<PeerEnvelope> peers = TestInbox.create();
  private final TestInbox<RouterCommand.Ack> stream = TestInbox.create();
  private final TestInbox<RouterCommand> packets = TestInbox.create();
  private final TestInbox<EspCommand> esp = TestInbox.create();
  private final Neighbours neighbours = new OneOther();
  private final BehaviorTestKit<RouterCommand> router =
      BehaviorTestKit.create(PacketRouter.create(node.context(), peers.getRef(), neighbours));

  private final class OneOther implements Neighbours {
    @Override
    public long self() {
      return SELF;
    }

    @Override
    public Optional<Neighbour> at(Address address, long uid) {
      return address.equals(OTHER) ? of(uid) : Optional.empty();
    }

    @Override
    public Optional<Neighbour> of(long uid) {
      return uid == UID
          ? Optional.of(new Neighbour(UID, packets.getRef(), esp.getRef()))
          : Optional.empty();
    }
  }

  private void belongsToOther(PeerTag tag, long uid) {
    int shard = tag.shard(PeerExtractor.SHARD_BITS);
    shards.put(shard, new Holder.Elsewhere(OTHER, uid, new Epoch(shard, 3)));
  }

  private static Datagram datagram(Octets bytes) {
    return new Datagram(bytes, TestNode.path());
  }

  private void route(List<Datagram> batch) {
    router.run(new RouterCommand.Route(batch, stream.getRef()));
    assertThat(stream.receiveMessage()).isEqualTo(RouterCommand.Ack.GO_ON);
  }

  private void route(Octets bytes) {
    route(List.of(datagram(bytes)));
  }

  private static Octets message(Cookie initiator, Cookie responder) {
    return initiator
        .octets()
        .plus(responder.octets())
        .plus(Octets.ofHex("0110050000000000"))
        .plus(Octets.ofInt(28));
  }

  private Cookie ours() {
    return node.context().cookies().encode(TAG, CookieSerials.startingAt(node.now()).last());
  }

  private long drops(DropReason reason) {
    return node.context().counters().get(reason);
  }

  @Test
  void whatBelongsToAnotherNodeGoesThereInOneMessage() {
    belongsToOther(TAG, UID);
    List<Datagram> batch =
        List.of(datagram(message(THEIRS, ours())), datagram(message(ours(), THEIRS)));
    route(batch);

    assertThat(packets.receiveMessage()).isEqualTo(new Forwarded(SELF, 2, batch));
    assertThat(packets.hasMessages()).isFalse();
    assertThat(peers.hasMessages()).isFalse();
    assertThat(node.context().counters().get(Counter.FORWARDED_OUT)).isEqualTo(2);
  }

  @Test
  void aFirstMessageGoesToItsPeersOwnerWhateverRoomIsHere() {
    Octets first = new MemorySite(node.now()).begin();
    belongsToOther(node.context().plan().tagOf(TestNode.PEER), UID);
    node.context().admission().changed(1);
    route(first);

    assertThat(packets.receiveMessage())
        .isEqualTo(new Forwarded(SELF, 1, List.of(datagram(first))));
    assertThat(drops(DropReason.ADMISSION)).isZero();
  }

  @Test
  void whatAnotherNodeForwardedIsNeverForwardedOnceMore() {
    belongsToOther(TAG, UID);
    belongsToOther(node.context().plan().tagOf(TestNode.PEER), UID);
    Octets first = new MemorySite(node.now()).begin();
    Octets later = message(THEIRS, ours());
    router.run(new Forwarded(UID, 2, List.of(datagram(later), datagram(first))));

    assertThat(packets.hasMessages()).isFalse();
    assertThat(peers.receiveMessage())
        .isEqualTo(new PeerEnvelope(TAG, new PeerMessage.Arrived(later, TestNode.path(), false)));
    assertThat(peers.receiveMessage().message())
        .isEqualTo(new PeerMessage.Arrived(first, TestNode.path(), true));
    assertThat(node.context().counters().get(Counter.FORWARDED_IN)).isEqualTo(2);

    router.run(RouterCommand.Clock.TELL_TAKEN);
    assertThat(packets.receiveMessage()).isEqualTo(new Taken(SELF, 2));
    router.run(RouterCommand.Clock.TELL_TAKEN);
    assertThat(packets.hasMessages()).isFalse();
  }

  @Test
  void anOwnerThatIsGoneIsLeftToSharding() {
    belongsToOther(TAG, UID + 1);
    route(message(THEIRS, ours()));

    assertThat(packets.hasMessages()).isFalse();
    assertThat(peers.receiveMessage().tag()).isEqualTo(TAG);
  }

  @Test
  void underLoadBatchesArePutTogether() {
    belongsToOther(TAG, UID);
    for (int number = 0; number < 10; number++) {
      route(message(THEIRS, ours()));
    }
    router.run(RouterCommand.Clock.FLUSH);

    List<RouterCommand> sent = packets.getAllReceived();
    assertThat(sent).hasSize(2);
    assertThat(((Forwarded) sent.get(1)).datagrams()).hasSize(9);
  }

  @Test
  void aSlowOwnerLosesHandshakesFirst() {
    belongsToOther(TAG, UID);
    belongsToOther(node.context().plan().tagOf(TestNode.PEER), UID);
    Datagram first = datagram(new MemorySite(node.now()).begin());
    Datagram later = datagram(message(THEIRS, ours()));
    List<Datagram> batch = new ArrayList<>();
    for (int number = 0; number < Outbox.MOST_UNDER_WAY; number++) {
      batch.add(first);
    }
    route(batch);
    assertThat(drops(DropReason.QUEUE_FULL)).isEqualTo(Outbox.MOST_UNDER_WAY / 2);
    route(List.of(later));
    assertThat(drops(DropReason.QUEUE_FULL)).isEqualTo(Outbox.MOST_UNDER_WAY / 2);

    router.run(new Taken(UID, Outbox.MOST_UNDER_WAY / 2));
    route(List.of(first));
    assertThat(drops(DropReason.QUEUE_FULL)).isEqualTo(Outbox.MOST_UNDER_WAY / 2);
  }

  @Test
  void ofAMillionJunkCookiesNothingIsForwardedButTheFewThatDecipher() {
    for (int shard = 0; shard < 512; shard++) {
      shards.put(shard, new Holder.Elsewhere(OTHER, UID, new Epoch(shard, 3)));
    }
    Random random = new Random(1);
    long forwarded = 0;
    int sent = 0;
    while (sent < 1_000_000) {
      List<Datagram> batch = new ArrayList<>();
      for (int number = 0; number < 1000; number++, sent++) {
        batch.add(
            datagram(message(new Cookie(random.nextLong() >>> 2), new Cookie(random.nextLong()))));
      }
      route(batch);
      router.run(RouterCommand.Clock.FLUSH);
      for (RouterCommand command : packets.getAllReceived()) {
        forwarded += ((Forwarded) command).datagrams().size();
        router.run(new Taken(UID, ((Forwarded) command).total()));
      }
    }

    assertThat(peers.hasMessages()).isFalse();
    // 3/4 of 2^-12 are taken for ours, in either place: 183 of a million for one cookie.
    assertThat(forwarded).isBetween(100L, 600L);
    assertThat(drops(DropReason.UNKNOWN_COOKIE)).isEqualTo(1_000_000 - forwarded);
  }
}
