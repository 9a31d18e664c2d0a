package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Header;
import dev.vigil.protocol.wire.Octets;
import java.nio.ByteBuffer;

/**
 * Encryption of whole messages (RFC 2409 Appendix B). Works on bytes: a message in the clear as the
 * codec writes it goes in, the datagram comes out, and the other way round.
 */
public final class MessageProtection {
  private static final int FLAGS_AT = 19;
  private static final int LENGTH_AT = 24;

  private MessageProtection() {}

  /**
   * @param datagram the encrypted message, its header's flag and length set
   * @param lastBlock the IV of this exchange's next message
   */
  public record Protected(Octets datagram, Octets lastBlock) {}

  /** What became of an encrypted message. */
  public sealed interface Opening {
    /**
     * @param message the header as it came and the payloads in the clear, padding still behind them
     * @param lastBlock the IV of this exchange's next message
     */
    record Opened(Octets message, Octets lastBlock) implements Opening {}

    /** Not decryptable; deliberately without a reason. */
    record Refused() implements Opening {}
  }

  /**
   * Encrypts all after the header, sets the encryption flag and the length. RFC 2409 Appendix B:
   * "Each message should be padded up to the nearest block size using bytes containing 0x00. The
   * message length in the header MUST include the length of the pad".
   *
   * @param message header and payloads in the clear
   * @param iv one block
   */
  public static Protected protect(
      EncryptionAlgorithm encryption, Secret cipherKey, Octets iv, Octets message) {
    int block = encryption.blockBytes();
    int body = (message.length() - Header.BYTES + block - 1) / block * block;
    byte[] datagram = new byte[Header.BYTES + body];
    message.copyTo(datagram, 0);
    datagram[FLAGS_AT] |= Header.ENCRYPTION;
    ByteBuffer.wrap(datagram).putInt(LENGTH_AT, datagram.length);
    CbcCipher.ofThread()
        .encrypt(encryption, cipherKey, iv.toArray(), 0, datagram, Header.BYTES, body);
    return new Protected(
        Octets.wrap(datagram), Octets.of(datagram, datagram.length - block, block));
  }

  /**
   * Decrypts all after the header. Whether the key was the right one shows only in what the
   * payloads and their hash look like.
   *
   * @param datagram a whole ISAKMP message, without non-ESP marker
   * @param iv one block
   */
  public static Opening open(
      EncryptionAlgorithm encryption, Secret cipherKey, Octets iv, Octets datagram) {
    int block = encryption.blockBytes();
    int body = datagram.length() - Header.BYTES;
    if (body <= 0 || body % block != 0) {
      return new Opening.Refused();
    }
    byte[] message = datagram.toArray();
    CbcCipher.ofThread()
        .decrypt(encryption, cipherKey, iv.toArray(), 0, message, Header.BYTES, body);
    return new Opening.Opened(Octets.wrap(message), datagram.tail(block));
  }
}
