package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.PayloadType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * The short way for R-U-THERE and R-U-THERE-ACK (RFC 3706 §5.3), and for what stands in their place
 * in another {@link LivenessProtocol}. They are nearly all of a head-end's messages: built and read
 * in one byte array, to the same bytes as the general way of codec, {@link ExchangeHash} and {@link
 * MessageProtection}.
 *
 * <p>Layout in the clear: header (28), HASH (4 + digest), NOTIFY (32), zero padding.
 */
public final class DpdDatagram {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int RESPONDER_AT = 8;
  private static final int NEXT_PAYLOAD_AT = 16;
  private static final int EXCHANGE_AT = 18;
  private static final int FLAGS_AT = 19;
  private static final int MESSAGE_ID_AT = 20;
  private static final int LENGTH_AT = 24;
  private static final int GENERIC_HEADER = 4;
  private static final int NOTIFY_BYTES = 32;
  private static final int DOI_AT = 4;
  private static final int TYPE_AT = 8;
  private static final int SPI_AT = 12;
  private static final int SEQUENCE_AT = 28;
  private static final int DOI_IPSEC = 1;

  /** One client fills up with random bytes, up to two blocks; a longer message is no DPD. */
  private static final int MOST_PADDING_BLOCKS = 2;

  private static final int LONGEST_DATAGRAM = 256;
  private static final int PROTOCOL_ISAKMP_SPI_SIZE_16 = 0x0110;
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private DpdDatagram() {}

  /** What a datagram turned out to be. */
  public sealed interface Opening {
    /**
     * Genuine.
     *
     * @param sequence the DPD number, unsigned
     */
    record Query(int sequence) implements Opening {}

    /**
     * Genuine.
     *
     * @param sequence the DPD number, unsigned
     */
    record Ack(int sequence) implements Opening {}

    /** Nothing that this short way reads: for the general way, which judges it anew. */
    record Other() implements Opening {}

    /** Looks like DPD but its hash is not genuine. */
    record Refused() implements Opening {}
  }

  private static final Opening OTHER = new Opening.Other();
  private static final Opening REFUSED = new Opening.Refused();

  /** {@link #seal} of an R-U-THERE. */
  public static byte[] query(
      LivenessProtocol protocol,
      IkeKeys keys,
      CookiePair cookies,
      Octets lastPhase1Block,
      int messageId,
      int sequence) {
    return seal(protocol.question(), keys, cookies, lastPhase1Block, messageId, sequence);
  }

  /** {@link #seal} of an R-U-THERE-ACK. */
  public static byte[] ack(
      LivenessProtocol protocol,
      IkeKeys keys,
      CookiePair cookies,
      Octets lastPhase1Block,
      int messageId,
      int sequence) {
    return seal(protocol.answer(), keys, cookies, lastPhase1Block, messageId, sequence);
  }

  /**
   * @param messageId unique within the SA
   * @param sequence the DPD number
   * @return the datagram, without non-ESP marker; the caller's own
   */
  private static byte[] seal(
      int notifyType,
      IkeKeys keys,
      CookiePair cookies,
      Octets lastPhase1Block,
      int messageId,
      int sequence) {
    HashAlgorithm hash = keys.hash();
    int block = keys.encryption().blockBytes();
    int hashBytes = GENERIC_HEADER + hash.digestBytes();
    int body = (hashBytes + NOTIFY_BYTES + block - 1) / block * block;
    byte[] datagram = new byte[Header.BYTES + body];

    LONG.set(datagram, 0, cookies.initiator().value());
    LONG.set(datagram, RESPONDER_AT, cookies.responder().value());
    datagram[NEXT_PAYLOAD_AT] = (byte) PayloadType.HASH.code();
    datagram[NEXT_PAYLOAD_AT + 1] = Header.VERSION_1;
    datagram[EXCHANGE_AT] = (byte) ExchangeType.INFORMATIONAL.code();
    datagram[FLAGS_AT] = Header.ENCRYPTION;
    INT.set(datagram, MESSAGE_ID_AT, messageId);
    INT.set(datagram, LENGTH_AT, datagram.length);

    INT.set(datagram, Header.BYTES, PayloadType.NOTIFICATION.code() << 24 | hashBytes);
    int notifyAt = Header.BYTES + hashBytes;
    INT.set(datagram, notifyAt, NOTIFY_BYTES);
    INT.set(datagram, notifyAt + DOI_AT, DOI_IPSEC);
    INT.set(datagram, notifyAt + TYPE_AT, typeField(notifyType));
    LONG.set(datagram, notifyAt + SPI_AT, cookies.initiator().value());
    LONG.set(datagram, notifyAt + SPI_AT + Long.BYTES, cookies.responder().value());
    INT.set(datagram, notifyAt + SEQUENCE_AT, sequence);

    hash(keys, datagram, notifyAt, datagram, Header.BYTES + GENERIC_HEADER);
    byte[] iv = exchangeIv(hash, lastPhase1Block, datagram);
    CbcCipher.ofThread()
        .encrypt(keys.encryption(), keys.cipherKey(), iv, 0, datagram, Header.BYTES, body);
    return datagram;
  }

  /**
   * Reads a datagram of an SA's peer. Never throws, whatever the bytes are.
   *
   * @param protocol whose messages are read; those of another one are {@link Opening.Other}
   * @param datagram a whole ISAKMP message, without non-ESP marker; left as it is
   */
  public static Opening open(
      LivenessProtocol protocol,
      IkeKeys keys,
      CookiePair cookies,
      Octets lastPhase1Block,
      byte[] datagram) {
    if (!mayBeDpd(keys, cookies, datagram)) {
      return OTHER;
    }
    HashAlgorithm hash = keys.hash();
    byte[] clear = OF_THREAD.get().clear;
    System.arraycopy(datagram, 0, clear, 0, datagram.length);
    byte[] iv = exchangeIv(hash, lastPhase1Block, datagram);
    int body = datagram.length - Header.BYTES;
    CbcCipher.ofThread()
        .decrypt(keys.encryption(), keys.cipherKey(), iv, 0, clear, Header.BYTES, body);
    int hashBytes = GENERIC_HEADER + hash.digestBytes();
    int notifyAt = Header.BYTES + hashBytes;
    if (intAt(clear, Header.BYTES) != (PayloadType.NOTIFICATION.code() << 24 | hashBytes)
        || !isDpdNotify(protocol, clear, notifyAt, cookies)) {
      return OTHER;
    }
    byte[] expected = OF_THREAD.get().mac;
    hash(keys, clear, notifyAt, expected, 0);
    if (!sameHash(expected, clear, Header.BYTES + GENERIC_HEADER, hash.digestBytes())) {
      return REFUSED;
    }
    int sequence = intAt(clear, notifyAt + SEQUENCE_AT);
    return intAt(clear, notifyAt + TYPE_AT) == typeField(protocol.question())
        ? new Opening.Query(sequence)
        : new Opening.Ack(sequence);
  }

  /** All that can be told without a key. */
  private static boolean mayBeDpd(IkeKeys keys, CookiePair cookies, byte[] datagram) {
    int block = keys.encryption().blockBytes();
    int payloads = GENERIC_HEADER + keys.hash().digestBytes() + NOTIFY_BYTES;
    int body = datagram.length - Header.BYTES;
    return body % block == 0
        && body >= payloads
        && body <= payloads + MOST_PADDING_BLOCKS * block
        && datagram[NEXT_PAYLOAD_AT] == PayloadType.HASH.code()
        && datagram[NEXT_PAYLOAD_AT + 1] == Header.VERSION_1
        && datagram[EXCHANGE_AT] == ExchangeType.INFORMATIONAL.code()
        && datagram[FLAGS_AT] == Header.ENCRYPTION
        && intAt(datagram, LENGTH_AT) == datagram.length
        && longAt(datagram, 0) == cookies.initiator().value()
        && longAt(datagram, RESPONDER_AT) == cookies.responder().value();
  }

  /** RFC 3706 §5.3: the notify's fields, and as its SPI the initiator's and responder's cookie. */
  private static boolean isDpdNotify(
      LivenessProtocol protocol, byte[] clear, int at, CookiePair cookies) {
    int type = intAt(clear, at + TYPE_AT);
    return intAt(clear, at) == NOTIFY_BYTES
        && intAt(clear, at + DOI_AT) == DOI_IPSEC
        && (type == typeField(protocol.question()) || type == typeField(protocol.answer()))
        && longAt(clear, at + SPI_AT) == cookies.initiator().value()
        && longAt(clear, at + SPI_AT + Long.BYTES) == cookies.responder().value();
  }

  /** HASH(1) = prf(SKEYID_a, M-ID | N), both taken from {@code message}. */
  private static void hash(IkeKeys keys, byte[] message, int notifyAt, byte[] target, int at) {
    Digests digests = Digests.ofThread();
    byte[] key = keys.skeyidA().reveal();
    MessageDigest engine = digests.startHmac(keys.hash(), key);
    engine.update(message, MESSAGE_ID_AT, Integer.BYTES);
    engine.update(message, notifyAt, NOTIFY_BYTES);
    digests.finishHmac(keys.hash(), key, target, at);
  }

  /** As {@link InitializationVector#ofExchange}; the returned array begins with it. */
  private static byte[] exchangeIv(HashAlgorithm hash, Octets lastPhase1Block, byte[] message) {
    MessageDigest engine = Digests.ofThread().engine(hash);
    byte[] iv = OF_THREAD.get().iv;
    lastPhase1Block.copyTo(iv, 0);
    engine.update(iv, 0, lastPhase1Block.length());
    engine.update(message, MESSAGE_ID_AT, Integer.BYTES);
    Digests.finish(engine, iv, 0, iv.length);
    return iv;
  }

  /** No early end: the time it takes tells nothing. */
  private static boolean sameHash(byte[] expected, byte[] message, int at, int length) {
    int difference = 0;
    for (int i = 0; i < length; i++) {
      difference |= expected[i] ^ message[at + i];
    }
    return difference == 0;
  }

  /** Protocol, SPI size and notify type are one 32-bit word. */
  private static int typeField(int notifyType) {
    return PROTOCOL_ISAKMP_SPI_SIZE_16 << 16 | notifyType;
  }

  private static int intAt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  private static long longAt(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  /** Room of one thread, so that an exchange allocates little but its datagram. */
  private static final class Scratch {
    private final byte[] clear = new byte[LONGEST_DATAGRAM];
    private final byte[] iv = new byte[Digests.LONGEST_DIGEST];
    private final byte[] mac = new byte[Digests.LONGEST_DIGEST];
  }
}
