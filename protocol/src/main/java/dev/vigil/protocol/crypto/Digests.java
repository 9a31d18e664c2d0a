package dev.vigil.protocol.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The digest engines of one thread, and HMAC (RFC 2104) over them without allocation. A digest is
 * always left reset.
 */
final class Digests {
  private static final ThreadLocal<Digests> OF_THREAD = ThreadLocal.withInitial(Digests::new);
  static final int LONGEST_DIGEST = 64;
  private static final int LONGEST_BLOCK = 128;

  private final Map<HashAlgorithm, MessageDigest> engines = new EnumMap<>(HashAlgorithm.class);
  private final byte[] pad = new byte[LONGEST_BLOCK];
  private final byte[] inner = new byte[LONGEST_DIGEST];

  private Digests() {
    for (HashAlgorithm hash : HashAlgorithm.values()) {
      engines.put(hash, newEngine(hash));
    }
  }

  static Digests ofThread() {
    return OF_THREAD.get();
  }

  MessageDigest engine(HashAlgorithm hash) {
    return Objects.requireNonNull(engines.get(hash));
  }

  /** Begins an HMAC: what follows goes into the returned engine by {@code update}. */
  MessageDigest startHmac(HashAlgorithm hash, byte[] key) {
    MessageDigest engine = engine(hash);
    feedPad(engine, hash, key, (byte) 0x36);
    return engine;
  }

  /**
   * Ends the HMAC that {@link #startHmac} began under the same key.
   *
   * @param target takes {@link HashAlgorithm#digestBytes} bytes from {@code at}
   */
  void finishHmac(HashAlgorithm hash, byte[] key, byte[] target, int at) {
    MessageDigest engine = engine(hash);
    finish(engine, inner, 0, hash.digestBytes());
    feedPad(engine, hash, key, (byte) 0x5c);
    engine.update(inner, 0, hash.digestBytes());
    finish(engine, target, at, hash.digestBytes());
  }

  /**
   * Ends a digest into {@code target}, and leaves the engine reset.
   *
   * @param room bytes that may be used from {@code at}; no fewer than the digest is long
   */
  static void finish(MessageDigest engine, byte[] target, int at, int room) {
    try {
      engine.digest(target, at, room);
    } catch (DigestException e) {
      throw new IllegalArgumentException("digest does not fit", e);
    }
  }

  /** RFC 2104 §2: the key, first hashed where it is longer than a block, XORed with a constant. */
  private void feedPad(MessageDigest engine, HashAlgorithm hash, byte[] key, byte constant) {
    int block = hash.blockBytes();
    byte[] blockKey = key.length > block ? engine.digest(key) : key;
    for (int i = 0; i < blockKey.length; i++) {
      pad[i] = (byte) (blockKey[i] ^ constant);
    }
    Arrays.fill(pad, blockKey.length, block, constant);
    engine.update(pad, 0, block);
  }

  private static MessageDigest newEngine(HashAlgorithm hash) {
    try {
      return MessageDigest.getInstance(hash.digestName());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform lacks " + hash.digestName(), e);
    }
  }
}
