package dev.vigil.protocol.crypto;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** From a shared secret to every key of IKEv1 (RFC 2409 §5, §5.5 and Appendix B). */
public final class KeyDerivation {
  private static final byte[] NOTHING = {};

  private KeyDerivation() {}

  /** RFC 2409 §5: "For pre-shared keys: SKEYID = prf(pre-shared-key, Ni_b | Nr_b)". */
  public static Secret skeyidFromPreSharedKey(
      HashAlgorithm hash, Secret preSharedKey, Octets ni, Octets nr) {
    return Prf.derive(hash, preSharedKey, ni.toArray(), nr.toArray());
  }

  /** RFC 2409 §5: "For signatures: SKEYID = prf(Ni_b | Nr_b, g^xy)". */
  public static Secret skeyidForSignatures(HashAlgorithm hash, Octets ni, Octets nr, Secret gxy) {
    return Prf.derive(hash, Secret.wrap(ni.plus(nr).toArray()), gxy.reveal());
  }

  /**
   * RFC 2409 §5: "SKEYID_d = prf(SKEYID, g^xy | CKY-I | CKY-R | 0)", "SKEYID_a = prf(SKEYID,
   * SKEYID_d | g^xy | CKY-I | CKY-R | 1)", "SKEYID_e = prf(SKEYID, SKEYID_a | g^xy | CKY-I | CKY-R
   * | 2)", where "the values of 0, 1, and 2 above are represented by a single octet".
   */
  public static SkeyidFamily family(
      HashAlgorithm hash, Secret skeyid, Secret gxy, CookiePair cookies) {
    byte[] names = cookies.octets().toArray();
    Secret d = member(hash, skeyid, NOTHING, gxy, names, 0);
    Secret a = member(hash, skeyid, d.reveal(), gxy, names, 1);
    Secret e = member(hash, skeyid, a.reveal(), gxy, names, 2);
    return new SkeyidFamily(skeyid, d, a, e);
  }

  private static Secret member(
      HashAlgorithm hash, Secret skeyid, byte[] before, Secret gxy, byte[] names, int number) {
    return Prf.derive(hash, skeyid, before, gxy.reveal(), names, new byte[] {(byte) number});
  }

  /**
   * The key that messages are encrypted with. RFC 2409 Appendix B: "K1 = prf(SKEYID_e, 0), K2 =
   * prf(SKEYID_e, K1)" and so on where SKEYID_e is too short, else its first bytes. For DES the
   * first eight that are no weak or semi-weak key.
   */
  public static Secret cipherKey(
      EncryptionAlgorithm encryption, HashAlgorithm hash, Secret skeyidE) {
    int length = encryption.keyBytes();
    if (encryption != EncryptionAlgorithm.DES_CBC) {
      return length <= skeyidE.length()
          ? skeyidE.prefix(length)
          : expand(hash, skeyidE, length, new byte[] {0}, NOTHING);
    }
    return DesWeakKeys.firstStrong(skeyidE);
  }

  /**
   * Keys of one IPsec SA. RFC 2409 §5.5: "KEYMAT = prf(SKEYID_d, [g(qm)^xy |] protocol | SPI | Ni_b
   * | Nr_b)"; where more is needed, "K1 = prf(SKEYID_d, …), K2 = prf(SKEYID_d, K1 | …)".
   *
   * @param pfs the shared secret of this Quick Mode's own Diffie-Hellman, where there was one
   * @param protocol protocol id from the proposal: 3 for ESP
   * @param spi the SPI that the SA's receiver chose
   * @param length bytes wanted; the encryption key is taken first, then the authentication key
   */
  public static Secret keymat(
      HashAlgorithm hash,
      Secret skeyidD,
      Optional<Secret> pfs,
      int protocol,
      int spi,
      Octets ni,
      Octets nr,
      int length) {
    ByteArrayOutputStream seed = new ByteArrayOutputStream();
    pfs.ifPresent(secret -> seed.writeBytes(secret.reveal()));
    seed.write(protocol);
    seed.writeBytes(Octets.ofInt(spi).toArray());
    seed.writeBytes(ni.toArray());
    seed.writeBytes(nr.toArray());
    return expand(hash, skeyidD, length, NOTHING, seed.toByteArray());
  }

  /** prf(key, first | seed), then each block from the one before it and the seed. */
  private static Secret expand(
      HashAlgorithm hash, Secret key, int length, byte[] first, byte[] seed) {
    byte[] out = new byte[length];
    byte[] block = first;
    for (int at = 0; at < length; at += hash.digestBytes()) {
      block = Prf.derive(hash, key, block, seed).reveal();
      System.arraycopy(block, 0, out, at, Math.min(block.length, length - at));
    }
    return Secret.wrap(out);
  }
}
