package dev.vigil.protocol.crypto;

/**
 * Where randomness comes from: an argument, so that a whole head-end runs deterministic from a
 * seed. In production it is the platform's secure generator.
 */
@FunctionalInterface
public interface Entropy {
  /** Fills all of {@code target} with random bytes. */
  void fill(byte[] target);

  default byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    fill(bytes);
    return bytes;
  }

  /** 32 random bits. */
  default int nextInt() {
    byte[] b = bytes(4);
    return (b[0] & 0xff) << 24 | (b[1] & 0xff) << 16 | (b[2] & 0xff) << 8 | b[3] & 0xff;
  }

  /** 64 random bits. */
  default long nextLong() {
    return (long) nextInt() << 32 | nextInt() & 0xffffffffL;
  }
}
