package dev.vigil.protocol.sa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.informational.InformationalPayloads;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A peer that has the keys sends mutated messages, each with a right hash. None throws. */
class InsiderFuzzTest {
  private static final int ROUNDS = 20_000;

  private final Random random = new Random(20_24);
  private final Pair pair = Pair.established();
  private final Insider insider = new Insider(pair);

  private Octets mutated(Octets chain) {
    byte[] bytes = chain.toArray();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
        default -> bytes[at]++;
      }
    }
    return random.nextInt(20) == 0
        ? Octets.of(bytes, 0, random.nextInt(bytes.length))
        : Octets.wrap(bytes);
  }

  private IkeSa.Step fuzz(ExchangeType exchange, int messageId, List<Payload> payloads) {
    Octets chain = mutated(MessageEncoder.chain(payloads));
    int first = MessageEncoder.firstType(payloads);
    try {
      return insider.tried(insider.hashed(exchange, messageId, first, chain));
    } catch (RuntimeException thrown) {
      throw new AssertionError("thrown at " + exchange + " " + chain.toHex(), thrown);
    }
  }

  @Test
  void noQuickModeOfAnInsiderThrowsOrEndsTheSa() {
    for (int i = 1; i <= ROUNDS; i++) {
      List<Payload> payloads = KnownInsiderAttackTest.quickMode(pair, insider, i);
      IkeSa.Step step = fuzz(ExchangeType.QUICK_MODE, i, payloads.subList(1, payloads.size()));
      assertThat(step.next().established()).isPresent();
      assertThat(Insider.replies(step)).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void noInformationalOfAnInsiderThrows() {
    Octets spi = insider.sa.cookies().octets();
    List<List<Payload>> said =
        List.of(
            List.of(InformationalPayloads.deleteSa(insider.sa.cookies())),
            List.of(InformationalPayloads.deleteChildren(List.of(1, 2, 3))),
            List.of(new Payload.Notification(1, 1, spi, NotifyType.R_U_THERE, Octets.ofInt(1))),
            List.of(
                new Payload.Notification(1, 3, Octets.ofInt(7), 14, Octets.EMPTY),
                new Payload.VendorId(spi)),
            List.of(new Payload.Notification(1, 1, spi, 40_503, Octets.ofLong(7))));
    for (int i = 1; i <= ROUNDS; i++) {
      IkeSa.Step step = fuzz(ExchangeType.INFORMATIONAL, i, said.get(i % said.size()));
      assertThat(Insider.replies(step)).hasSizeLessThanOrEqualTo(2);
    }
  }

  /** What an unauthenticated sender writes in messages 1 and 3 never throws either. */
  @Test
  void noMutatedMessageOfMainModeThrows() {
    for (int i = 0; i < 3_000; i++) {
      Pair each =
          new Pair(i, Wire.Weather.FAIR, Pair.settings(Pair.SITE), Pair.settings(Pair.HEAD_END));
      each.connect();
      each.run(Duration.ofMillis(i % 3 == 0 ? 1 : 11));
      Octets last = each.wire.sent().getLast().data();
      byte[] bytes = last.slice(0, 28).plus(mutated(last.slice(28, last.length() - 28))).toArray();
      Octets.ofInt(bytes.length).copyTo(bytes, 24);
      InetAddress to = each.wire.sent().getLast().to().getAddress();
      Side side = to.equals(Pair.SITE) ? each.initiator : each.responder;
      Path path =
          new Path(each.wire.sent().getLast().to(), each.wire.sent().getLast().from(), false);
      side.received(Octets.wrap(bytes), path, each.now());
      assertThat(each.responder.established()).isFalse();
    }
  }
}
