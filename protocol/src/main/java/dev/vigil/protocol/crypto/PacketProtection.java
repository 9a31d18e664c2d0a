package dev.vigil.protocol.crypto;

import java.security.MessageDigest;

/**
 * Encryption and integrity of one ESP packet, in the byte array that it lies in (RFC 3602, RFC
 * 2451, RFC 2404, RFC 4868). Any number of threads may use it: each has engines of its own, which
 * are keyed for each packet.
 */
public final class PacketProtection {
  private static final ThreadLocal<byte[]> MAC =
      ThreadLocal.withInitial(() -> new byte[Digests.LONGEST_DIGEST]);

  private PacketProtection() {}

  /**
   * Encrypts in place; the IV lies right before the text.
   *
   * @param at where the text begins
   * @param length a multiple of {@link EspKeys#alignment}
   */
  public static void encrypt(EspKeys keys, byte[] packet, int at, int length) {
    if (keys.encryption().isPresent()) {
      int ivAt = at - keys.ivBytes();
      CbcCipher.ofThread()
          .encrypt(keys.encryption().get(), keys.encryptionKey(), packet, ivAt, packet, at, length);
    }
  }

  /** The reverse of {@link #encrypt}. */
  public static void decrypt(EspKeys keys, byte[] packet, int at, int length) {
    if (keys.encryption().isPresent()) {
      int ivAt = at - keys.ivBytes();
      CbcCipher.ofThread()
          .decrypt(keys.encryption().get(), keys.encryptionKey(), packet, ivAt, packet, at, length);
    }
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
  public static boolean verify(EspKeys keys, byte[] packet, int length) {
    if (keys.authentication().isEmpty()) {
      return true;
    }
    byte[] expected = icv(keys, packet, length);
    int difference = 0;
    for (int i = 0; i < keys.icvBytes(); i++) {
      difference |= expected[i] ^ packet[length + i];
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
