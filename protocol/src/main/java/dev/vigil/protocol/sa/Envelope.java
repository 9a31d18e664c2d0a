package dev.vigil.protocol.sa;

import dev.vigil.protocol.crypto.ExchangeHash;
import dev.vigil.protocol.crypto.InitializationVector;
import dev.vigil.protocol.crypto.MessageProtection;
import dev.vigil.protocol.crypto.MessageProtection.Opening;
import dev.vigil.protocol.crypto.MessageProtection.Protected;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.Decoding;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.MessageDecoder;
import dev.vigil.protocol.wire.MessageEncoder;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadChain;
import java.util.List;
import java.util.Optional;

/** Messages of an established SA, closed and opened (RFC 2409 Appendix B). */
final class Envelope {
  private Envelope() {}

  /**
   * A deciphered message; nothing of it is proved yet.
   *
   * @param clear the whole message with its header, what {@code chain} was read from
   * @param lastBlock IV of the exchange's next message
   */
  record Opened(PayloadChain chain, Octets clear, Octets lastBlock) {}

  static Octets firstIv(Phase1Result sa, int messageId) {
    return InitializationVector.ofExchange(sa.encryption(), sa.hash(), sa.lastBlock(), messageId);
  }

  static Protected seal(
      Phase1Result sa, ExchangeType exchange, int messageId, Octets iv, List<Payload> payloads) {
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
    return MessageProtection.protect(
        sa.encryption(), sa.cipherKey(), iv, MessageEncoder.encode(header, payloads));
  }

  /** Empty if it does not decipher to a chain of payloads, for whatever reason. */
  static Optional<Opened> open(Phase1Result sa, Octets iv, Octets datagram) {
    return switch (MessageProtection.open(sa.encryption(), sa.cipherKey(), iv, datagram)) {
      case Opening.Refused _ -> Optional.empty();
      case Opening.Opened(Octets clear, Octets lastBlock) ->
          switch (MessageDecoder.opened(clear)) {
            case Decoding.Malformed<PayloadChain> _ -> Optional.empty();
            case Decoding.Decoded<PayloadChain>(PayloadChain chain) ->
                Optional.of(new Opened(chain, clear, lastBlock));
          };
    };
  }

  /**
   * An Informational exchange, which is one message. RFC 2409 §5.7: "HDR*, HASH(1), N/D", with
   * HASH(1) first as every peer but one has it.
   */
  static Octets informational(Phase1Result sa, int messageId, Payload payload) {
    Octets hash =
        ExchangeHash.hash1(
            sa.hash(), sa.skeyidA(), messageId, MessageEncoder.chain(List.of(payload)));
    return seal(
            sa,
            ExchangeType.INFORMATIONAL,
            messageId,
            firstIv(sa, messageId),
            List.of(new Payload.Hash(hash), payload))
        .datagram();
  }
}
