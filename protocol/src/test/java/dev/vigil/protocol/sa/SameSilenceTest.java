package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.QuickMode;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Who does not know the keys learns nothing from what becomes of his encrypted messages: wrong key,
 * wrong padding, a broken chain of payloads and a wrong hash end in the same silence, at once and
 * for as long as the SA may live.
 */
class SameSilenceTest {
  private static final InetSocketAddress SITE = new InetSocketAddress(Pair.SITE, 500);
  private static final InetSocketAddress HUB = new InetSocketAddress(Pair.HEAD_END, 500);
  private static final Duration LONG = Duration.ofMinutes(3);

  /** When the head-end said something after the forgery, and what. */
  private static List<Wire.Flying> said(Pair pair, int before) {
    return pair.wire.sent().stream()
        .skip(before)
        .filter(datagram -> datagram.from().equals(HUB))
        .toList();
  }

  private static Octets sealed(Phase1Result sa, Octets iv, Octets message) {
    return MessageProtection.protect(sa.encryption(), sa.cipherKey(), iv, message).datagram();
  }

  private static byte[] body(Octets clear, UnaryOperator<byte[]> change) {
    byte[] body = change.apply(clear.slice(28, clear.length() - 28).toArray());
    return clear.slice(0, 28).plus(Octets.wrap(body)).toArray();
  }

  private static byte[] noise(byte[] bytes) {
    RandomGenerator.getDefault().nextBytes(bytes);
    return bytes;
  }

  /** Each of these is wrong in another way; all are a whole number of blocks long. */
  private static Map<String, byte[]> spoilt(Octets clear, int hashAt) {
    Map<String, byte[]> spoilt = new LinkedHashMap<>();
    spoilt.put("noise, as a wrong key makes it", body(clear, SameSilenceTest::noise));
    spoilt.put("wrong hash", flipped(clear, hashAt));
    spoilt.put("first payload longer than the message", with(clear, 30, 0xff));
    spoilt.put("first payload shorter than its header", with(with(clear, 30, 0), 31, 3));
    spoilt.put("first payload announces another type", with(clear, 16, 4));
    spoilt.put("no payload", with(clear, 16, 0));
    spoilt.put("reserved byte set", with(clear, 29, 1));
    spoilt.put("nothing but padding", body(clear, bytes -> new byte[bytes.length]));
    spoilt.put("padding of ones", body(clear, bytes -> new byte[bytes.length + 16]));
    return spoilt;
  }

  private static byte[] flipped(Octets clear, int at) {
    return with(clear, at, clear.at(at) ^ 0x10);
  }

  private static byte[] with(Octets octets, int at, int value) {
    byte[] bytes = octets.toArray();
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    return with(Octets.wrap(bytes), at, value);
  }

  @Test
  void everyWrongMessageFiveIsMetWithTheSameSilence() {
    // The last three alter the identity and the hash, in each block that they reach into.
    for (int variant = 0; variant < 10; variant++) {
      Pair pair = Pair.fair();
      pair.connect();
      pair.run(Duration.ofMillis(20));
      Wire.Flying fifth = pair.wire.take();
      assertThat(fifth.data().at(19)).isEqualTo(Header.ENCRYPTION);
      // The honest site says no more; only forgeries arrive.
      pair.wire.weather(new Wire.Weather(1, 0, Duration.ofMillis(5), Duration.ZERO));
      int before = pair.wire.sent().size();
      Octets data = fifth.data();
      Octets forged =
          switch (variant) {
            case 0 -> Octets.wrap(body(data, SameSilenceTest::noise));
            case 1 -> data.slice(0, data.length() - 1);
            case 2 -> data.slice(0, data.length() - 16);
            case 3 -> data.plus(Octets.wrap(new byte[16]));
            case 4 -> data.slice(0, 28);
            case 5 -> Octets.wrap(with(data, 16, 8));
            case 6 -> Octets.wrap(with(data, 16, 0));
            default -> Octets.wrap(flipped(data, 28 + (variant - 7) * 16));
          };
      byte[] bytes = forged.toArray();
      Octets.ofInt(bytes.length).copyTo(bytes, 24);
      pair.wire.inject(pair.now(), SITE, HUB, Octets.wrap(bytes));
      pair.run(LONG);

      // Case 3 only adds padding, which the hash does not cover and RFC 2409 lets a peer add.
      List<Octets> said = said(pair, before).stream().map(Wire.Flying::data).toList();
      if (variant != 3) {
        assertThat(said).as("variant %d", variant).isEmpty();
        assertThat(pair.responder.established()).isFalse();
        assertThat(pair.responder.all(SaEffect.Established.class)).isEmpty();
      }
    }
  }

  @Test
  void everyWrongQuickModeOneIsMetWithTheSameSilence() {
    everyWrongMessageIsMetWithTheSameSilence(ExchangeType.QUICK_MODE);
  }

  @Test
  void everyWrongInformationalIsMetWithTheSameSilence() {
    everyWrongMessageIsMetWithTheSameSilence(ExchangeType.INFORMATIONAL);
  }

  private static void everyWrongMessageIsMetWithTheSameSilence(ExchangeType exchange) {
    Pair pair = Pair.established();
    Insider insider = new Insider(pair);
    int messageId = 0x1234;
    Octets iv = Envelope.firstIv(insider.sa, messageId);
    Octets clear = clear(pair, insider.sa, exchange, messageId);
    assertThat(Insider.replies(insider.tried(sealed(insider.sa, iv, clear)))).hasSize(1);

    Map<String, Octets> forgeries = new LinkedHashMap<>();
    spoilt(clear, 40)
        .forEach((name, bytes) -> forgeries.put(name, sealed(insider.sa, iv, Octets.of(bytes))));
    Octets right = sealed(insider.sa, iv, clear);
    forgeries.put("not a whole number of blocks", resized(right, right.length() - 1));
    forgeries.put("header alone", resized(right, 28));
    forgeries.put("one block less", resized(right, right.length() - 16));
    forgeries.put("another message ID, so another IV", Octets.wrap(with(right, 23, 0x35)));
    forgeries.forEach((name, datagram) -> {
      IkeSa.Step step = insider.tried(datagram);
      assertThat(step.next()).as(name).isEqualTo(pair.responder.sa());
      assertThat(step.effects())
          .as(name)
          .allMatch(it -> it instanceof SaEffect.Dropped || it instanceof SaEffect.Trace)
          .filteredOn(SaEffect.Dropped.class::isInstance)
          .hasSize(1);
      assertThat(step.next().nextDeadline()).isEqualTo(pair.responder.sa().nextDeadline());
    });
  }

  private static Octets resized(Octets datagram, int length) {
    byte[] bytes = datagram.slice(0, length).toArray();
    Octets.ofInt(length).copyTo(bytes, 24);
    return Octets.wrap(bytes);
  }

  private static Octets clear(Pair pair, Phase1Result sa, ExchangeType exchange, int messageId) {
    List<Payload> payloads;
    if (exchange == ExchangeType.QUICK_MODE) {
      payloads =
          QuickMode.initiate(
                  sa,
                  Pair.offer(Pair.SITE).request(0x4001),
                  messageId,
                  pair.initiator.context(pair.now()).entropy())
              .reply();
    } else {
      Payload probe = new Payload.Notification(1, 1, sa.cookies().octets(), 36136, Octets.ofInt(1));
      Octets rest = MessageEncoder.chain(List.of(probe));
      Octets hash = ExchangeHash.hash1(sa.hash(), sa.skeyidA(), messageId, rest);
      payloads = List.of(new Payload.Hash(hash), probe);
    }
    Header header =
        new Header(
            sa.cookies().initiator(),
            sa.cookies().responder(),
            0,
            Header.VERSION_1,
            exchange.code(),
            0,
            messageId,
            0);
    return MessageEncoder.encode(header, payloads);
  }
}
