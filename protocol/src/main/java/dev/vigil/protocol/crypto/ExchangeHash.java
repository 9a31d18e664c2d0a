package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.security.MessageDigest;

/**
 * What the HASH payloads hold (RFC 2409 §5, §5.5, §5.7). {@code _b} is a payload's body, without
 * its generic header. Compare received ones with {@link #matches} only.
 */
public final class ExchangeHash {
  private static final Octets ZERO = Octets.of((byte) 0);

  private ExchangeHash() {}

  /**
   * RFC 2409 §5: "HASH_I = prf(SKEYID, g^xi | g^xr | CKY-I | CKY-R | SAi_b | IDii_b )".
   *
   * @param sai body of the initiator's SA payload, also in HASH_R
   * @param idii body of the initiator's identity: ID type, protocol, port, data
   */
  public static Octets hashI(
      HashAlgorithm hash,
      Secret skeyid,
      Octets gxi,
      Octets gxr,
      CookiePair cookies,
      Octets sai,
      Octets idii) {
    return Prf.mac(hash, skeyid, gxi, gxr, cookies.octets(), sai, idii);
  }

  /**
   * RFC 2409 §5: "HASH_R = prf(SKEYID, g^xr | g^xi | CKY-R | CKY-I | SAi_b | IDir_b )".
   *
   * @param idir body of the responder's identity
   */
  public static Octets hashR(
      HashAlgorithm hash,
      Secret skeyid,
      Octets gxi,
      Octets gxr,
      CookiePair cookies,
      Octets sai,
      Octets idir) {
    return Prf.mac(
        hash,
        skeyid,
        gxr,
        gxi,
        cookies.responder().octets(),
        cookies.initiator().octets(),
        sai,
        idir);
  }

  /**
   * RFC 2409 §5.5: "HASH(1) = prf(SKEYID_a, M-ID | SA | Ni [ | KE ] [ | IDci | IDcr )", and §5.7
   * for Informational messages: "prf(SKEYID_a, M-ID | N/D)". Transaction messages do the same.
   *
   * @param rest all payloads after HASH with their generic headers, without the padding
   */
  public static Octets hash1(HashAlgorithm hash, Secret skeyidA, int messageId, Octets rest) {
    return Prf.mac(hash, skeyidA, Octets.ofInt(messageId), rest);
  }

  /**
   * RFC 2409 §5.5: "HASH(2) = prf(SKEYID_a, M-ID | Ni_b | SA | Nr [ | KE ] [ | IDci | IDcr )".
   *
   * @param rest as for {@link #hash1}
   */
  public static Octets hash2(
      HashAlgorithm hash, Secret skeyidA, int messageId, Octets ni, Octets rest) {
    return Prf.mac(hash, skeyidA, Octets.ofInt(messageId), ni, rest);
  }

  /** RFC 2409 §5.5: "HASH(3) = prf(SKEYID_a, 0 | M-ID | Ni_b | Nr_b)". */
  public static Octets hash3(
      HashAlgorithm hash, Secret skeyidA, int messageId, Octets ni, Octets nr) {
    return Prf.mac(hash, skeyidA, ZERO, Octets.ofInt(messageId), ni, nr);
  }

  /** Whether a received hash is the computed one; takes the same time wherever they differ. */
  public static boolean matches(Octets computed, Octets received) {
    return MessageDigest.isEqual(computed.toArray(), received.toArray());
  }
}
