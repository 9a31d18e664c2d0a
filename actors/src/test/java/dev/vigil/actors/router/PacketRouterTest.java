package dev.vigil.actors.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.actors.node.MemorySite;
import dev.vigil.actors.node.TestNode;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.cookie.CookieSerials;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class PacketRouterTest {
  private static final PeerTag TAG = new PeerTag(0xabcdef);

  private final TestNode node = new TestNode(Optional.empty(), 1);
  private final TestInbox<PeerEnvelope> peers = TestInbox.create();
  private final TestInbox<RouterCommand.Ack> stream = TestInbox.create();
  private final BehaviorTestKit<RouterCommand> router =
      BehaviorTestKit.create(PacketRouter.create(node.context(), peers.getRef(), Neighbours.NONE));

  private void route(Octets datagram) {
    route(datagram, TestNode.path());
  }

  private void route(Octets datagram, Path path) {
    router.run(new RouterCommand.Route(List.of(new Datagram(datagram, path)), stream.getRef()));
    assertThat(stream.receiveMessage()).isEqualTo(RouterCommand.Ack.GO_ON);
  }

  private static Octets header(Cookie initiator, Cookie responder, int exchange) {
    return initiator
        .octets()
        .plus(responder.octets())
        .plus(Octets.ofHex("0110%02x0000000000".formatted(exchange)))
        .plus(Octets.ofInt(28));
  }

  private Cookie ours() {
    long serial = CookieSerials.startingAt(node.now()).last();
    return node.context().cookies().encode(TAG, serial);
  }

  private long drops(DropReason reason) {
    return node.context().counters().get(reason);
  }

  @Test
  void aFirstMessageGoesToThePeerOfItsAddressAndMayCreateIt() {
    Octets first = new MemorySite(node.now()).begin();
    route(first);

    PeerEnvelope envelope = peers.receiveMessage();
    assertThat(envelope.tag()).isEqualTo(node.context().plan().tagOf(TestNode.PEER));
    assertThat(envelope.message()).isEqualTo(new PeerMessage.Arrived(first, TestNode.path(), true));
  }

  @Test
  void ourCookieInEitherPlaceLeadsToItsPeerButCreatesNothing() {
    Cookie theirs = new Cookie(0x0102030405060708L);
    for (Octets datagram : List.of(header(theirs, ours(), 5), header(ours(), theirs, 5))) {
      route(datagram);

      PeerEnvelope envelope = peers.receiveMessage();
      assertThat(envelope.tag()).isEqualTo(TAG);
      assertThat(envelope.message())
          .isEqualTo(new PeerMessage.Arrived(datagram, TestNode.path(), false));
    }
  }

  @Test
  void anAnswerWithoutResponderCookieReachesWhoBegan() {
    // Some peers refuse a proposal with a notify that has no cookie of their own.
    route(header(ours(), Cookie.NONE, 5));

    assertThat(peers.getAllReceived()).hasSize(1);
  }

  @Test
  void junkIsCountedByReasonAndGoesNowhere() {
    Cookie some = new Cookie(7);
    route(Octets.EMPTY);
    route(Octets.wrap(new byte[27]));
    route(Octets.ofHex(header(some, Cookie.NONE, 2).toHex().replace("0110", "0120")));
    route(header(some, Cookie.NONE, 2).plus(Octets.ofHex("00")));
    route(header(some, Cookie.NONE, 99));
    route(header(Cookie.NONE, Cookie.NONE, 2));
    route(header(some, new Cookie(0x4dddddddddddddddL), 5));
    route(header(some, Cookie.NONE, 4));

    assertThat(drops(DropReason.TRUNCATED)).isEqualTo(2);
    assertThat(drops(DropReason.WRONG_VERSION)).isEqualTo(1);
    assertThat(drops(DropReason.WRONG_LENGTH)).isEqualTo(1);
    assertThat(drops(DropReason.UNKNOWN_EXCHANGE)).isEqualTo(1);
    assertThat(drops(DropReason.MALFORMED)).isEqualTo(1);
    assertThat(drops(DropReason.UNEXPECTED)).isEqualTo(1);
    assertThat(peers.getAllReceived().size() + drops(DropReason.UNKNOWN_COOKIE)).isEqualTo(1);
  }

  @Test
  void aStrangerIsNotAnswered() {
    Path path =
        new Path(
            TestNode.path().local(),
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 500),
            false);
    route(new MemorySite(node.now()).begin(), path);

    assertThat(drops(DropReason.NO_KEY_FOR_ADDRESS)).isEqualTo(1);
    assertThat(peers.hasMessages()).isFalse();
  }

  @Test
  void aboveTheBoundNoExchangeBegins() {
    node.context().admission().changed(1);
    route(new MemorySite(node.now()).begin());

    assertThat(drops(DropReason.ADMISSION)).isEqualTo(1);
    assertThat(peers.hasMessages()).isFalse();
  }
}
