package dev.vigil.protocol.wire;

import dev.vigil.protocol.wire.Decoding.Decoded;
import dev.vigil.protocol.wire.Decoding.Malformed;
import java.util.ArrayList;
import java.util.List;

/**
 * From bytes to messages. Every method returns {@link Decoding}; none throws on any input. Each
 * payload takes at least four bytes, so a chain cannot loop, and {@link #MAX_PAYLOADS} bounds it.
 */
public final class MessageDecoder {
  /** More payloads than any real message has: the longest seen carry some twenty vendor IDs. */
  public static final int MAX_PAYLOADS = 64;

  static final int GENERIC_HEADER = 4;

  private MessageDecoder() {}

  /** The header alone, after the checks of {@link HeaderView}. */
  public static Decoding<Header> header(Octets datagram) {
    HeaderView view = HeaderView.of(datagram);
    return switch (view.verdict()) {
      case SOUND -> new Decoded<>(view.header());
      case TRUNCATED -> new Malformed<>("shorter than the header of 28 bytes", datagram.length());
      case WRONG_VERSION -> new Malformed<>("major version is not 1", 17);
      case WRONG_LENGTH -> new Malformed<>("length is not the datagram's", 24);
      case UNKNOWN_EXCHANGE -> new Malformed<>("unknown exchange type", 18);
      case NO_INITIATOR_COOKIE -> new Malformed<>("initiator cookie is zero", 0);
    };
  }

  /** A message in the clear. Encrypted ones must be deciphered first: {@link #chain}. */
  public static Decoding<Message> decode(Octets datagram) {
    return switch (header(datagram)) {
      case Malformed<Header>(String reason, int offset) -> new Malformed<>(reason, offset);
      case Decoded<Header>(Header header) -> {
        if (header.encrypted()) {
          yield new Malformed<>("encrypted", 19);
        }
        yield switch (chain(header.nextPayload(), datagram, Header.BYTES)) {
          case Malformed<PayloadChain>(String reason, int offset) ->
              new Malformed<>(reason, offset);
          case Decoded<PayloadChain>(PayloadChain chain) ->
              new Decoded<>(new Message(header, chain));
        };
      }
    };
  }

  /** The payloads of a message that was encrypted and now is not, its header still before them. */
  public static Decoding<PayloadChain> opened(Octets message) {
    return chain(message.at(16), message, Header.BYTES);
  }

  /** A deciphered chain of payloads, with whatever padding follows it. */
  public static Decoding<PayloadChain> chain(int firstType, Octets deciphered) {
    return chain(firstType, deciphered, 0);
  }

  /**
   * Payloads from {@code start} up to the one that says it is the last. What follows it is padding
   * and ignored: peers pad with zeros, with a count (RFC 2409 Appendix B) and with random bytes, up
   * to two cipher blocks.
   */
  public static Decoding<PayloadChain> chain(int firstType, Octets bytes, int start) {
    try {
      byte[] array = bytes.toArray();
      return new Decoded<>(chain(firstType, new Reader(array, start, array.length), start));
    } catch (Reader.Fault fault) {
      return new Malformed<>(fault.reason(), fault.offset());
    }
  }

  private static PayloadChain chain(int firstType, Reader reader, int start) {
    List<PayloadChain.Entry> entries = new ArrayList<>();
    int type = firstType;
    while (type != PayloadType.NONE.code()) {
      if (entries.size() == MAX_PAYLOADS) {
        throw reader.fault("more than " + MAX_PAYLOADS + " payloads");
      }
      int offset = reader.at() - start;
      int next = reader.u8();
      reader.reserved(1);
      Reader window = reader.window(bodyLength(reader));
      Reader copy = window.again();
      entries.add(new PayloadChain.Entry(PayloadReader.read(type, window), offset, copy.rest()));
      type = next;
    }
    return new PayloadChain(entries, reader.at() - start);
  }

  /** The length field counts its own generic header (RFC 2408 §3.2). */
  static int bodyLength(Reader reader) {
    int length = reader.u16();
    if (length < GENERIC_HEADER) {
      throw reader.fault("payload length " + length + " is less than its own header");
    }
    return length - GENERIC_HEADER;
  }
}
