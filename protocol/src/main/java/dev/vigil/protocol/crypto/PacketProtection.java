package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Encryption and integrity of one ESP packet (RFC 3602, RFC 2451, RFC 2404, RFC 4868). Any number
 * of threads may use it: each has engines of its own, which are keyed for each packet.
 */
public final class PacketProtection {
  private static final ThreadLocal<byte[]> MAC =
      ThreadLocal.withInitial(() -> new byte[Digests.LONGEST_DIGEST]);

  private PacketProtection() {}

  /**
   * Encrypts what is split in two so that most of it need not be copied first: as many bytes of
   * {@code head} as fill whole blocks, then {@code tail}.
   *
   * @param tail whole blocks too: what is left of the payload, padding and trailer
   * @param packet holds the IV right before {@code at}, and takes the ciphertext from there
   */
  public static void encrypt(
      EspKeys keys, Octets head, int wholeBlocks, byte[] tail, byte[] packet, int at) {
    byte[] payload = head.reveal();
    if (keys.encryption().isPresent()) {
      CbcCipher.ofThread()
          .encrypt(
              keys.encryption().get(),
              keys.encryptionKey(),
              payload,
              wholeBlocks,
              tail,
              packet,
              at);
    } else {
      System.arraycopy(payload, 0, packet, at, wholeBlocks);
      System.arraycopy(tail, 0, packet, at + wholeBlocks, tail.length);
    }
  }

  /**
   * The text of a packet that {@link #verify} has found genuine.
   *
   * @param packet holds the IV right before {@code at}, and the ciphertext from there
   * @param length a multiple of {@link EspKeys#alignment}
   */
  public static byte[] decrypt(EspKeys keys, Octets packet, int at, int length) {
    byte[] bytes = packet.reveal();
    return keys.encryption().isPresent()
        ? CbcCipher.ofThread()
            .decrypted(keys.encryption().get(), keys.encryptionKey(), bytes, at, length)
        : Arrays.copyOfRange(bytes, at, at + length);
  }

  /**
   * Writes the integrity check value of the first {@code length} bytes right behind them, {@link
   * EspKeys#icvBytes} long.
   */
  public static void sign(EspKeys keys, byte[] packet, int length) {
    if (keys.authentication().isPresent()) {
      System.arraycopy(icv(keys, packet, length), 0, packet, length, keys.icvBytes());
    }
  }

  /**
   * Whether the bytes behind the first {@code length} are the integrity check value of these. Takes
   * the same time wherever it differs.
   */
  public static boolean verify(EspKeys keys, Octets packet, int length) {
    if (keys.authentication().isEmpty()) {
      return true;
    }
    byte[] bytes = packet.reveal();
    byte[] expected = icv(keys, bytes, length);
    int difference = 0;
    for (int i = 0; i < keys.icvBytes(); i++) {
      difference |= expected[i] ^ bytes[length + i];
    }
    return difference == 0;
  }

  /** In an array of this thread, untruncated. */
  private static byte[] icv(EspKeys keys, byte[] packet, int length) {
    HashAlgorithm hash = keys.authentication().orElseThrow();
    byte[] key = keys.authenticationKey().reveal();
    byte[] mac = MAC.get();
    Digests digests = Digests.ofThread();
    MessageDigest engine = digests.startHmac(hash, key);
    engine.update(packet, 0, length);
    digests.finishHmac(hash, key, mac, 0);
    return mac;
  }
}
