package dev.vigil.protocol.peer;

import static dev.vigil.protocol.peer.World.HUB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.MainModeInitiator;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Published attacks on other IKEv1 daemons by somebody without any key. */
class KnownOutsiderAttackTest {
  private static final Path FROM_SITE =
      new Path(new InetSocketAddress(HUB, 500), new InetSocketAddress(World.site(1), 500), false);

  /** Bytes that the sender knows again should they come back. */
  private static final Octets CANARY = Octets.ofHex("c0ffee5eedc0ffee5eedc0ffee");

  private final World world = new World(1, Net.Weather.FAIR, 1);
  private final Node hub = world.hub;

  private static Octets message1(long cookie) {
    Path path =
        new Path(new InetSocketAddress(World.site(1), 500), new InetSocketAddress(HUB, 500), false);
    return MainModeInitiator.firstMessage(
            new Cookie(cookie),
            path,
            World.settings(World.site(1), List.of(HUB))
                .addresses()
                .find(HUB, World.site(1))
                .orElseThrow()
                .phase1())
        .datagram();
  }

  private static Octets with(Octets datagram, int at, int value) {
    byte[] bytes = datagram.toArray();
    bytes[at] = (byte) value;
    return Octets.wrap(bytes);
  }

  private static Octets withLength(Octets datagram) {
    byte[] bytes = datagram.toArray();
    Octets.ofInt(bytes.length).copyTo(bytes, 24);
    return Octets.wrap(bytes);
  }

  private static Octets message(
      Cookie initiator, Cookie responder, ExchangeType exchange, int flags, Payload... payloads) {
    Header header =
        new Header(initiator, responder, 0, Header.VERSION_1, exchange.code(), flags, 9, 0);
    return MessageEncoder.encode(header, List.of(payloads));
  }

  private List<Octets> replies() {
    return hub.reports(PeerEffect.Transmit.class).stream()
        .map(PeerEffect.Transmit::datagram)
        .toList();
  }

  private void nothingComesOf(Octets datagram) {
    PeerState before = hub.state();
    int sent = replies().size();
    hub.received(datagram, FROM_SITE);
    assertThat(hub.state()).isEqualTo(before);
    assertThat(replies()).hasSize(sent);
    assertThat(hub.liveSas()).isZero();
  }

  /** libreswan took a message 1 with unassigned bits in DOI or situation for an assertion's end. */
  @Test
  void cve20153204OtherDoisAndSituationsMakeNothing() {
    Octets good = message1(77);
    for (int at = 32; at < 40; at++) {
      for (int bit = 0; bit < 8; bit++) {
        nothingComesOf(with(good, at, good.at(at) ^ 1 << bit));
      }
    }
  }

  /** The same with a next payload, such as the SAK of another DOI, that IKEv1 does not have. */
  @Test
  void cve20153204OtherFirstPayloadsMakeNothing() {
    Octets good = message1(77);
    for (int type = 0; type <= 255; type++) {
      if (type != 1) {
        nothingComesOf(with(good, 16, type));
      }
    }
  }

  /** libreswan looked for a state to log with where a malformed message has none. */
  @Test
  void cve20201763AndCve202223094MalformedMessagesOfEveryExchangeMakeNothing() {
    hub.received(message1(77), FROM_SITE);
    Cookie ours = new Cookie(replies().getFirst().longAt(8));
    Octets spi = new Cookie(77).octets().plus(ours.octets());
    for (ExchangeType exchange : ExchangeType.values()) {
      for (Cookie responder : List.of(Cookie.NONE, ours, new Cookie(0xdeadL))) {
        for (int flags : new int[] {0, 1, 4}) {
          Octets notify =
              message(
                  new Cookie(responder.isNone() ? 78 : 77),
                  responder,
                  exchange,
                  flags,
                  new Payload.Notification(1, 1, spi, NotifyType.PAYLOAD_MALFORMED, CANARY));
          for (int length = Header.BYTES; length < notify.length(); length++) {
            nothingComesOf(withLength(notify.slice(0, length)));
          }
          nothingComesOf(with(notify, 31, 0));
          nothingComesOf(with(notify, 30, 0xff));
          nothingComesOf(with(notify, 37, 0xff));
        }
      }
    }
  }

  /** Openswan crashed on a DPD notify for an SA that it does not have. */
  @Test
  void cve20090790AProbeWithoutAnSaIsNotAnswered() {
    hub.received(message1(77), FROM_SITE);
    Cookie ours = new Cookie(replies().getFirst().longAt(8));
    for (Cookie responder : List.of(Cookie.NONE, ours, new Cookie(0xdeadL))) {
      for (int type : new int[] {NotifyType.R_U_THERE, NotifyType.R_U_THERE_ACK}) {
        for (int flags : new int[] {0, 1}) {
          Octets spi = new Cookie(77).octets().plus(responder.octets());
          Payload probe = new Payload.Notification(1, 1, spi, type, Octets.ofInt(1));
          nothingComesOf(
              message(new Cookie(77), responder, ExchangeType.INFORMATIONAL, flags, probe));
        }
      }
    }
  }

  /**
   * libreswan found its own state again where a first message came with a cookie of libreswan's as
   * initiator's cookie.
   */
  @Test
  void cve202330570OurCookieAsInitiatorsFindsNoStateOfOurs() {
    hub.received(message1(77), FROM_SITE);
    Cookie ours = new Cookie(replies().getFirst().longAt(8));
    PeerState before = hub.state();
    for (ExchangeType exchange : ExchangeType.values()) {
      if (exchange != ExchangeType.MAIN_MODE) {
        nothingComesOf(with(message1(ours.value()), 18, exchange.code()));
      }
    }
    hub.received(message1(ours.value()), FROM_SITE);
    // Only a first message like any other: the exchange that goes by that cookie is untouched.
    assertThat(hub.state().halfOpen()).startsWith(before.halfOpen().getFirst()).hasSize(2);
    assertThat(replies()).hasSize(2);
    assertThat(replies().getLast().longAt(8)).isNotEqualTo(ours.value());
    // Both ways round it names nothing that may go on.
    nothingComesOf(message(ours, new Cookie(77), ExchangeType.MAIN_MODE, 0));
    nothingComesOf(message(ours, ours, ExchangeType.AGGRESSIVE, 0));
  }

  @Test
  void aggressiveModeAndAllOtherBeginningsAreRefusedWithoutState() {
    for (ExchangeType exchange : ExchangeType.values()) {
      if (exchange != ExchangeType.MAIN_MODE) {
        nothingComesOf(with(message1(77), 18, exchange.code()));
      }
    }
    assertThat(hub.state().isEmpty()).isTrue();
  }

  /** A responder of Cisco's answered with memory from behind what it had received. */
  @Test
  void cve20166415NoLengthBeyondTheMessageIsBelieved() {
    Octets good = message1(77);
    Octets plain = good.slice(0, Header.BYTES + (good.at(30) << 8 | good.at(31)));
    Octets alone = withLength(with(plain, Header.BYTES, 0));
    // The lengths of SA, proposal, transform; then each attribute made variable and long.
    List<Octets> lies = new ArrayList<>();
    for (int at : new int[] {31, 43, 51}) {
      for (int more : new int[] {1, 4, 16, 100}) {
        lies.add(with(alone, at, alone.at(at) + more));
      }
    }
    for (int at = 56; at + 4 <= alone.length(); at += 4) {
      lies.add(with(with(with(alone, at, 0), at + 2, 0), at + 3, 0xff));
      lies.add(with(with(with(alone, at, 0), at + 2, 0xff), at + 3, 0xff));
    }
    for (Octets lie : lies) {
      PeerState before = hub.state();
      hub.received(lie, FROM_SITE);
      assertThat(hub.state().halfOpen()).isEqualTo(before.halfOpen());
    }
    assertThat(replies()).isEmpty();
    hub.received(alone, FROM_SITE);
    assertThat(replies()).hasSize(1);
  }

  /** What a sender put where nothing is read does not come back to him. */
  @Test
  void cve20166415TheReplyHoldsNothingThatWasNotParsed() {
    Octets good = message1(77);
    int end = good.length();
    // Behind the last payload; as vendor ID; as a payload that nobody knows.
    List<Octets> seeded = new ArrayList<>();
    seeded.add(withLength(good.plus(CANARY)));
    for (int type : new int[] {13, 13, 200, 130}) {
      int lastHeader = lastPayloadAt(good);
      Octets head = Octets.of((byte) 0, (byte) 0, (byte) 0, (byte) (4 + CANARY.length()));
      seeded.add(withLength(with(good, lastHeader, type).slice(0, end).plus(head).plus(CANARY)));
    }
    for (Octets each : seeded) {
      hub.received(each, FROM_SITE);
    }
    assertThat(replies()).isNotEmpty();
    for (Octets reply : replies()) {
      assertThat(reply.toHex()).doesNotContain(CANARY.toHex());
      assertThat(reply.length()).isLessThanOrEqualTo(3 * good.length());
    }
  }

  private static int lastPayloadAt(Octets message) {
    int at = Header.BYTES;
    while (message.at(at) != 0) {
      at += message.at(at + 2) << 8 | message.at(at + 3);
    }
    return at;
  }

  /**
   * Amplification (CVE-2016-5361). A repeat is known by a fingerprint that anybody can forge: one
   * large message 1, then tiny ones with its fingerprint, must not draw its large reply.
   */
  @Test
  void cve20165361AForgedRepeatDrawsNoMoreThanItsShare() {
    hub.received(message1(77), FROM_SITE);
    Octets reply = replies().getFirst();
    Octets tiny = forged(message1(77).hashCode());
    assertThat(tiny.hashCode()).isEqualTo(message1(77).hashCode());
    assertThat(3 * tiny.length()).isLessThan(reply.length());
    nothingComesOf(tiny);
  }

  /** Nobody who merely saw message 1 undoes the exchange that it began. */
  @Test
  void anotherFirstMessageWithTheSameCookieLeavesTheFirstExchangeAsItIs() {
    hub.received(message1(77), FROM_SITE);
    PeerState before = hub.state();
    Octets other = withLength(message1(77).plus(Octets.ofHex("00000000")));
    hub.received(other, FROM_SITE);
    hub.received(message1(77), FROM_SITE);

    assertThat(hub.state().halfOpen()).startsWith(before.halfOpen().getFirst()).hasSize(2);
    assertThat(replies().getFirst()).isEqualTo(replies().getLast());
    assertThat(replies().get(1)).isNotEqualTo(replies().getFirst());
  }

  /** A message of the same cookies, seven bytes behind its header making its hash code come out. */
  private static Octets forged(int wanted) {
    Octets header = message(new Cookie(77), Cookie.NONE, ExchangeType.MAIN_MODE, 0, new Payload[0]);
    byte[] bytes = withLength(header.plus(Octets.wrap(new byte[7]))).toArray();
    long missing = Integer.toUnsignedLong(wanted - Octets.of(bytes).hashCode());
    for (int at = bytes.length - 1; at >= Header.BYTES; at--) {
      bytes[at] = (byte) (missing % 31);
      missing /= 31;
    }
    return Octets.of(bytes);
  }
}
