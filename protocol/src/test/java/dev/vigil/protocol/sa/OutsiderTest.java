package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Somebody who sees all and can send as anybody, but has no key: nothing that he sends changes
 * anything (CVE-2004-0164, CVE-2009-0790, CVE-2019-10155 were about just this).
 */
class OutsiderTest {
  private static final Path PATH =
      new Path(
          new InetSocketAddress(Pair.HEAD_END, 500), new InetSocketAddress(Pair.SITE, 500), false);

  private static List<Octets> forgeries(CookiePair cookies) {
    List<Payload> payloads = new ArrayList<>();
    payloads.add(InformationalPayloads.deleteSa(cookies));
    payloads.add(InformationalPayloads.deleteChildren(List.of(1, 2, 3)));
    for (int type :
        new int[] {
          NotifyType.NO_PROPOSAL_CHOSEN,
          NotifyType.PAYLOAD_MALFORMED,
          NotifyType.INVALID_COOKIE,
          NotifyType.AUTHENTICATION_FAILED,
          NotifyType.INVALID_SPI,
          NotifyType.INITIAL_CONTACT,
          NotifyType.CONNECTED,
          NotifyType.IOS_KEEP_ALIVE_REQ,
          NotifyType.R_U_THERE,
          NotifyType.R_U_THERE_ACK
        }) {
      payloads.add(
          new Payload.Notification(1, 1, cookies.octets(), type, Octets.ofHex("00000001")));
    }
    List<Octets> datagrams = new ArrayList<>();
    Random random = new Random(9);
    for (Payload payload : payloads) {
      for (ExchangeType exchange : ExchangeType.values()) {
        for (int flags : new int[] {0, Header.ENCRYPTION, Header.AUTHENTICATION_ONLY}) {
          Header header =
              new Header(
                  cookies.initiator(),
                  cookies.responder(),
                  0,
                  Header.VERSION_1,
                  exchange.code(),
                  flags,
                  random.nextInt(),
                  0);
          datagrams.add(MessageEncoder.encode(header, List.of(payload)));
          datagrams.add(
              MessageEncoder.encode(header, List.of(new Payload.Hash(Octets.EMPTY), payload)));
        }
      }
    }
    return datagrams;
  }

  private static void unmoved(IkeSa sa, List<Octets> datagrams, Side side, Instant now) {
    for (Octets datagram : datagrams) {
      IkeSa.Step step = sa.step(new SaEvent.Received(datagram, PATH), side.context(now));
      assertThat(step.next()).isEqualTo(sa);
      assertThat(step.effects())
          .allMatch(it -> it instanceof SaEffect.Dropped || it instanceof SaEffect.Trace);
    }
  }

  @Test
  void forgedMessagesDoNotTouchAnEstablishedSa() {
    Pair pair = Pair.established();
    pair.negotiate(0x4001);
    pair.run(Duration.ofSeconds(5));
    for (Side side : List.of(pair.initiator, pair.responder)) {
      CookiePair cookies = side.sa().established().orElseThrow().cookies();
      unmoved(side.sa(), forgeries(cookies), side, pair.now());
    }
  }

  @Test
  void forgedMessagesDoNotTouchAResponderInNegotiation() {
    Pair pair = Pair.fair();
    pair.connect();
    pair.run(Duration.ofMillis(16));
    IkeSa sa = pair.responder.sa();
    CookiePair cookies = cookies(pair);
    for (Octets datagram : forgeries(cookies)) {
      IkeSa.Step step =
          sa.step(new SaEvent.Received(datagram, PATH), pair.responder.context(pair.now()));
      assertThat(step.next().isEnded()).isFalse();
      assertThat(step.effects()).noneMatch(SaEffect.Transmit.class::isInstance);
      sa = step.next();
    }
  }

  /** After all that, at each of its stages, the exchange still goes through. */
  @Test
  void anExchangeGoesThroughWhateverIsForgedOnTheWay() {
    for (int at = 0; at <= 30; at += 5) {
      Pair pair = Pair.fair();
      pair.connect();
      pair.run(Duration.ofMillis(at));
      CookiePair cookies = cookies(pair);
      for (Octets datagram : forgeries(cookies)) {
        pair.wire.inject(pair.now(), PATH.remote(), PATH.local(), datagram);
        pair.wire.inject(pair.now(), PATH.local(), PATH.remote(), datagram);
      }
      pair.run(Duration.ofSeconds(70));
      assertThat(pair.initiator.established()).as("forged at %d ms", at).isTrue();
      assertThat(pair.responder.established()).as("forged at %d ms", at).isTrue();
    }
  }

  /** As an eavesdropper reads them from the last datagram. */
  private static CookiePair cookies(Pair pair) {
    Octets last = pair.wire.sent().getLast().data();
    return new CookiePair(new Cookie(last.longAt(0)), new Cookie(last.longAt(8)));
  }

  @Test
  void everythingSentBeforeIsWorthNothingNow() {
    Pair pair = Pair.fair();
    pair.connect();
    pair.negotiate(0x4001);
    pair.run(Duration.ofSeconds(61));
    pair.initiator.step(new SaEvent.DeleteChildren(List.of(5)), pair.now());
    pair.negotiate(0x4002);
    pair.run(Duration.ofSeconds(300));
    Counted before = Counted.of(pair);
    Instant heard = pair.responder.sa().dpd().orElseThrow().heard();

    List<Wire.Flying> old = pair.wire.sent();
    old.forEach(it -> pair.wire.inject(pair.now(), it.from(), it.to(), it.data()));
    old.reversed().forEach(it -> pair.wire.inject(pair.now(), it.from(), it.to(), it.data()));
    pair.run(Duration.ZERO);

    assertThat(Counted.of(pair)).isEqualTo(before);
    assertThat(pair.responder.sa().dpd().orElseThrow().heard()).isEqualTo(heard);
    assertThat(pair.wire.sent()).hasSizeLessThan(old.size() + 50);
  }

  /** Effects that mean something. */
  private record Counted(long initiator, long responder) {
    static Counted of(Pair pair) {
      return new Counted(count(pair.initiator), count(pair.responder));
    }

    private static long count(Side side) {
      return side.effects().stream()
          .filter(it ->
              !(it instanceof SaEffect.Dropped)
                  && !(it instanceof SaEffect.Trace)
                  && !(it instanceof SaEffect.Transmit))
          .count();
    }
  }

  @Test
  void noiseOfAnyKindIsDropped() {
    Pair pair = Pair.established();
    IkeSa sa = pair.responder.sa();
    CookiePair cookies = sa.established().orElseThrow().cookies();
    Random random = new Random(4);
    List<Octets> noise = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[Header.BYTES + random.nextInt(120)];
      random.nextBytes(bytes);
      cookies.octets().copyTo(bytes, 0);
      bytes[17] = Header.VERSION_1;
      bytes[18] = (byte) (random.nextBoolean() ? 5 : 32);
      bytes[19] = Header.ENCRYPTION;
      Octets.ofInt(bytes.length).copyTo(bytes, 24);
      noise.add(Octets.wrap(bytes));
    }
    unmoved(sa, noise, pair.responder, pair.now());
  }
}
