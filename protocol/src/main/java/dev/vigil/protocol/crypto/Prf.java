package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.Octets;
import java.security.MessageDigest;

/**
 * The pseudo-random function of IKEv1. RFC 2409 §4: "If a "prf" is not negotiation, the HMAC (see
 * [KBC96]) version of the negotiated hash algorithm is used as a pseudo-random function."
 */
public final class Prf {
  private Prf() {}

  /** prf(key, parts concatenated), as text that may be sent. */
  public static Octets mac(HashAlgorithm hash, Secret key, Octets... parts) {
    Digests digests = Digests.ofThread();
    MessageDigest engine = digests.startHmac(hash, key.reveal());
    for (Octets part : parts) {
      engine.update(part.toArray());
    }
    return Octets.wrap(finish(digests, hash, key));
  }

  /**
   * Whether {@code mac} is prf(key, parts concatenated). Takes the same time wherever it differs.
   */
  public static boolean verify(HashAlgorithm hash, Secret key, Octets mac, Octets... parts) {
    return MessageDigest.isEqual(mac(hash, key, parts).toArray(), mac.toArray());
  }

  /** prf(key, parts concatenated), as a secret of {@link HashAlgorithm#digestBytes} bytes. */
  static Secret derive(HashAlgorithm hash, Secret key, byte[]... parts) {
    Digests digests = Digests.ofThread();
    MessageDigest engine = digests.startHmac(hash, key.reveal());
    for (byte[] part : parts) {
      engine.update(part);
    }
    return Secret.wrap(finish(digests, hash, key));
  }

  private static byte[] finish(Digests digests, HashAlgorithm hash, Secret key) {
    byte[] mac = new byte[hash.digestBytes()];
    digests.finishHmac(hash, key.reveal(), mac, 0);
    return mac;
  }
}
