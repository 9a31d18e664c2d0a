package dev.vigil.actors.store.disk;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.wire.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts records for the disk: AES-256-GCM under a fresh nonce each time. In front of the
 * ciphertext, in clear and authenticated: the format (1 byte), the key's id (4), the version that
 * the record was written with (epoch and revision, 8 each), the nonce (12); numbers most
 * significant byte first. Authenticated besides is where the record belongs.
 */
public final class Sealing {
  private static final byte FORMAT = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER = 1 + 4 + 8 + 8 + NONCE;

  private final int writing;
  private final Map<Integer, SecretKeySpec> keys = new LinkedHashMap<>();
  private final Entropy entropy;

  /**
   * @param keys of 32 bytes; the first writes
   */
  public Sealing(List<Secret> keys, Entropy entropy) {
    keys.forEach(key -> this.keys.put(id(key), new SecretKeySpec(key.reveal(), "AES")));
    this.writing = id(keys.getFirst());
    this.entropy = entropy;
  }

  /** A record in clear, with the version that it was written with. */
  public record Opened(long epoch, long revision, Octets clear) {}

  /**
   * @param place bytes that say what the record is and whose; it opens with the same only
   */
  public byte[] seal(byte[] place, long epoch, long revision, Octets clear) {
    byte[] nonce = entropy.bytes(NONCE);
    byte[] sealed = new byte[HEADER + clear.length() + TAG_BITS / 8];
    ByteBuffer.wrap(sealed).put(FORMAT).putInt(writing).putLong(epoch).putLong(revision).put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, writing, nonce, sealed, place)
          .doFinal(clear.reveal(), 0, clear.length(), sealed, HEADER);
      return sealed;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM is not here", impossible);
    }
  }

  /**
   * @throws Damaged if it is not what was sealed for this place, or its key is not known
   */
  public Opened open(byte[] place, byte[] sealed) {
    require(sealed);
    ByteBuffer header = ByteBuffer.wrap(sealed, 1, HEADER - 1);
    int key = header.getInt();
    long epoch = header.getLong();
    long revision = header.getLong();
    byte[] nonce = new byte[NONCE];
    header.get(nonce);
    try {
      byte[] clear =
          cipher(Cipher.DECRYPT_MODE, key, nonce, sealed, place)
              .doFinal(sealed, HEADER, sealed.length - HEADER);
      return new Opened(epoch, revision, Octets.wrap(clear));
    } catch (GeneralSecurityException failure) {
      throw new Damaged("A record that key %08x wrote was changed since.".formatted(key));
    }
  }

  /**
   * Whether a record is to be written again, since an older key wrote it.
   *
   * @throws Damaged if no key that is here did
   */
  public boolean outdated(byte[] sealed) {
    require(sealed);
    return keyOf(sealed) != writing;
  }

  private void require(byte[] sealed) {
    if (sealed.length < HEADER + TAG_BITS / 8) {
      throw new Damaged("A record of %d bytes is cut off.".formatted(sealed.length));
    }
    if (sealed[0] != FORMAT) {
      throw new Damaged(
          "A record has format %d; this version reads format %d.".formatted(sealed[0], FORMAT));
    }
    if (!keys.containsKey(keyOf(sealed))) {
      throw new Damaged(
          "It was written with key %08x, which vigil.store.key does not have."
              .formatted(keyOf(sealed)));
    }
  }

  private static int keyOf(byte[] sealed) {
    return ByteBuffer.wrap(sealed).getInt(1);
  }

  private Cipher cipher(int mode, int key, byte[] nonce, byte[] sealed, byte[] place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(sealed, 0, HEADER);
    cipher.updateAAD(place);
    return cipher;
  }

  /** Four bytes of a hash: they tell keys apart and tell nothing of a key. */
  private static int id(Secret key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("vigil store key".getBytes(StandardCharsets.US_ASCII));
      return ByteBuffer.wrap(digest.digest(key.reveal())).getInt();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("SHA-256 is not here", impossible);
    }
  }
}
