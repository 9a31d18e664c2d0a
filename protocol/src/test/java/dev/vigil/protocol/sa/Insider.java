package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import java.util.List;

/** The site of a {@link Pair}, turned hostile: it has the keys and seals whatever it likes. */
final class Insider {
  final Phase1Result sa;
  private final Pair pair;

  Insider(Pair pair) {
    this.pair = pair;
    this.sa = pair.initiator.sa().established().orElseThrow();
  }

  /** A message with a right HASH(1) over {@code rest}, be that what it may. */
  Octets hashed(ExchangeType exchange, int messageId, int firstType, Octets rest) {
    Octets hash = ExchangeHash.hash1(sa.hash(), sa.skeyidA(), messageId, rest);
    Octets head = Octets.of((byte) firstType, (byte) 0, (byte) 0, (byte) (4 + hash.length()));
    return sealed(exchange, messageId, 8, head.plus(hash).plus(rest));
  }

  Octets hashed(ExchangeType exchange, int messageId, List<? extends Payload> payloads) {
    Octets rest = MessageEncoder.chain(payloads);
    return hashed(exchange, messageId, MessageEncoder.firstType(payloads), rest);
  }

  /** A message of just these bytes, encrypted as the first of its exchange. */
  Octets sealed(ExchangeType exchange, int messageId, int firstType, Octets body) {
    Header header =
        new Header(
            sa.cookies().initiator(),
            sa.cookies().responder(),
            firstType,
            Header.VERSION_1,
            exchange.code(),
            0,
            messageId,
            0);
    Octets clear =
        MessageEncoder.header(header, firstType, Header.BYTES + body.length()).plus(body);
    return MessageProtection.protect(
            sa.encryption(), sa.cipherKey(), Envelope.firstIv(sa, messageId), clear)
        .datagram();
  }

  /** What the head-end, as it stands now, makes of {@code datagram}; it stands as before then. */
  IkeSa.Step tried(Octets datagram) {
    Path path = pair.responder.sa().path().orElseThrow();
    return pair.responder
        .sa()
        .step(new SaEvent.Received(datagram, path), pair.responder.context(pair.now()));
  }

  static List<Octets> replies(IkeSa.Step step) {
    return step.effects().stream()
        .filter(SaEffect.Transmit.class::isInstance)
        .map(effect -> ((SaEffect.Transmit) effect).datagram())
        .toList();
  }
}
