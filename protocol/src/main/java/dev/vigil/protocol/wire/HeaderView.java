package dev.vigil.protocol.wire;

import java.nio.ByteBuffer;

/**
 * The first, cheap look at a datagram: its 28 bytes of header, read in place and nothing else. It
 * is all that the router of packets needs.
 *
 * @param datagram from its position to its limit, without non-ESP marker; never moved
 */
public record HeaderView(ByteBuffer datagram) {
  /** What the look found. */
  public enum Verdict {
    SOUND,
    TRUNCATED,
    WRONG_VERSION,
    WRONG_LENGTH,
    UNKNOWN_EXCHANGE,
    NO_INITIATOR_COOKIE
  }

  /** A view of all of {@code datagram}. */
  public static HeaderView of(Octets datagram) {
    return new HeaderView(datagram.asBuffer());
  }

  /**
   * RFC 2408 §5.2 demands the checks of cookie, versions, exchange type and flags before anything
   * else. The length must be the datagram's own, so that nothing hides behind a message.
   */
  public Verdict verdict() {
    if (datagram.remaining() < Header.BYTES) {
      return Verdict.TRUNCATED;
    }
    if (datagram.get(datagram.position() + 17) >> 4 != Header.VERSION_1 >> 4) {
      return Verdict.WRONG_VERSION;
    }
    if (datagram.getInt(datagram.position() + 24) != datagram.remaining()) {
      return Verdict.WRONG_LENGTH;
    }
    if (ExchangeType.of(exchange()).isEmpty()) {
      return Verdict.UNKNOWN_EXCHANGE;
    }
    return initiator().isNone() ? Verdict.NO_INITIATOR_COOKIE : Verdict.SOUND;
  }

  /** Only of a view that is not {@link Verdict#TRUNCATED}, as all below. */
  public Cookie initiator() {
    return new Cookie(datagram.getLong(datagram.position()));
  }

  public Cookie responder() {
    return new Cookie(datagram.getLong(datagram.position() + Cookie.BYTES));
  }

  public CookiePair cookies() {
    return new CookiePair(initiator(), responder());
  }

  /** Exchange type, 0 to 255. */
  public int exchange() {
    return datagram.get(datagram.position() + 18) & 0xff;
  }

  public int messageId() {
    return datagram.getInt(datagram.position() + 20);
  }

  /** The whole header; makes an object, unlike the single fields. */
  public Header header() {
    int start = datagram.position();
    return new Header(
        initiator(),
        responder(),
        datagram.get(start + 16) & 0xff,
        datagram.get(start + 17) & 0xff,
        exchange(),
        datagram.get(start + 19) & 0xff,
        messageId(),
        datagram.getInt(start + 24));
  }
}
