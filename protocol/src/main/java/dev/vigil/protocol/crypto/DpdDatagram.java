package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.PayloadType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * The short way for R-U-THERE and R-U-THERE-ACK (RFC 3706 §5.3), which are nearly all of a
 * head-end's messages: built and read in one byte array, to the same bytes as the general way of
 * codec, {@link ExchangeHash} and {@link MessageProtection}.
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
  private static final int DOI_IPSEC = 1;
  private static final int PROTOCOL_ISAKMP_SPI_SIZE_16 = 0x0110;

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
      IkeKeys keys, CookiePair cookies, Octets lastPhase1Block, int messageId, int sequence) {
    return seal(NotifyType.R_U_THERE, keys, cookies, lastPhase1Block, messageId, sequence);
  }

  /** {@link #seal} of an R-U-THERE-ACK. */
  public static byte[] ack(
      IkeKeys keys, CookiePair cookies, Octets lastPhase1Block, int messageId, int sequence) {
    return seal(NotifyType.R_U_THERE_ACK, keys, cookies, lastPhase1Block, messageId, sequence);
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

    int hashAt = Header.BYTES;
    INT.set(datagram, hashAt, PayloadType.NOTIFICATION.code() << 24 | hashBytes);
    int notifyAt = hashAt + hashBytes;
    INT.set(datagram, notifyAt, NOTIFY_BYTES);
    INT.set(datagram, notifyAt + 4, DOI_IPSEC);
    INT.set(datagram, notifyAt + 8, PROTOCOL_ISAKMP_SPI_SIZE_16 << 16 | notifyType);
    LONG.set(datagram, notifyAt + 12, cookies.initiator().value());
    LONG.set(datagram, notifyAt + 20, cookies.responder().value());
    INT.set(datagram, notifyAt + 28, sequence);

    hash(keys, datagram, notifyAt, datagram, hashAt + GENERIC_HEADER);
    byte[] iv = exchangeIv(hash, lastPhase1Block, datagram);
    CbcCipher.ofThread()
        .encrypt(keys.encryption(), keys.cipherKey(), iv, 0, datagram, Header.BYTES, body);
    return datagram;
  }

  /**
   * Reads a datagram of an SA's peer. Never throws, whatever the bytes are.
   *
   * @param datagram a whole ISAKMP message, without non-ESP marker; left as it is
   */
  public static Opening open(
      IkeKeys keys, CookiePair cookies, Octets lastPhase1Block, byte[] datagram) {
    HashAlgorithm hash = keys.hash();
    int block = keys.encryption().blockBytes();
    int hashBytes = GENERIC_HEADER + hash.digestBytes();
    int body = datagram.length - Header.BYTES;
    // One client pads with up to two blocks; a longer message is none of ours.
    if (body % block != 0
        || body < hashBytes + NOTIFY_BYTES
        || body > hashBytes + NOTIFY_BYTES + 2 * block
        || datagram[NEXT_PAYLOAD_AT] != PayloadType.HASH.code()
        || datagram[NEXT_PAYLOAD_AT + 1] != Header.VERSION_1
        || datagram[EXCHANGE_AT] != ExchangeType.INFORMATIONAL.code()
        || datagram[FLAGS_AT] != Header.ENCRYPTION
        || (int) INT.get(datagram, LENGTH_AT) != datagram.length
        || (long) LONG.get(datagram, 0) != cookies.initiator().value()
        || (long) LONG.get(datagram, RESPONDER_AT) != cookies.responder().value()) {
      return OTHER;
    }
    byte[] clear = datagram.clone();
    byte[] iv = exchangeIv(hash, lastPhase1Block, datagram);
    CbcCipher.ofThread()
        .decrypt(keys.encryption(), keys.cipherKey(), iv, 0, clear, Header.BYTES, body);
    int notifyAt = Header.BYTES + hashBytes;
    int type = (int) INT.get(clear, notifyAt + 8) ^ PROTOCOL_ISAKMP_SPI_SIZE_16 << 16;
    boolean dpd =
        (int) INT.get(clear, Header.BYTES) == (PayloadType.NOTIFICATION.code() << 24 | hashBytes)
            && (int) INT.get(clear, notifyAt) == NOTIFY_BYTES
            && (int) INT.get(clear, notifyAt + 4) == DOI_IPSEC
            && (type == NotifyType.R_U_THERE || type == NotifyType.R_U_THERE_ACK)
            && (long) LONG.get(clear, notifyAt + 12) == cookies.initiator().value()
            && (long) LONG.get(clear, notifyAt + 20) == cookies.responder().value();
    if (!dpd) {
      return OTHER;
    }
    byte[] expected = new byte[datagram.length];
    hash(keys, clear, notifyAt, expected, Header.BYTES + GENERIC_HEADER);
    if (!sameHash(clear, expected, hash.digestBytes())) {
      return REFUSED;
    }
    int sequence = (int) INT.get(clear, notifyAt + 28);
    return type == NotifyType.R_U_THERE ? new Opening.Query(sequence) : new Opening.Ack(sequence);
  }

  /**
   * HASH(1) = prf(SKEYID_a, M-ID | N): message id and NOTIFY payload taken from {@code message}.
   */
  private static void hash(IkeKeys keys, byte[] message, int notifyAt, byte[] target, int at) {
    Digests digests = Digests.ofThread();
    byte[] key = keys.skeyidA().reveal();
    MessageDigest engine = digests.startHmac(keys.hash(), key);
    engine.update(message, MESSAGE_ID_AT, Integer.BYTES);
    engine.update(message, notifyAt, NOTIFY_BYTES);
    digests.finishHmac(keys.hash(), key, target, at);
  }

  private static byte[] exchangeIv(HashAlgorithm hash, Octets lastPhase1Block, byte[] message) {
    MessageDigest engine = Digests.ofThread().engine(hash);
    engine.update(lastPhase1Block.asBuffer());
    engine.update(message, MESSAGE_ID_AT, Integer.BYTES);
    return engine.digest();
  }

  /** Both digests lie behind header and generic header. No early end: time tells nothing. */
  private static boolean sameHash(byte[] left, byte[] right, int length) {
    int difference = 0;
    int at = Header.BYTES + GENERIC_HEADER;
    for (int i = at; i < at + length; i++) {
      difference |= left[i] ^ right[i];
    }
    return difference == 0;
  }
}
