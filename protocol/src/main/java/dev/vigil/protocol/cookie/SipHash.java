package dev.vigil.protocol.cookie;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash to 64 bits, quick for short inputs. Free
 * of state and allocation, so one object serves all threads.
 */
final class SipHash {
  private static final int LAST_ROUNDS = 4;

  private final long v0;
  private final long v1;
  private final long v2;
  private final long v3;

  /** Under a key of two words, each as little-endian as the paper reads them. */
  SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L;
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /** Of the eight bytes of {@code word}, least significant first. */
  long hash(long word) {
    State state = new State(v0, v1, v2, v3);
    state.absorb(word);
    state.absorb(8L << 56);
    return state.squeeze();
  }

  long hash(byte[] bytes) {
    State state = new State(v0, v1, v2, v3);
    int whole = bytes.length - bytes.length % 8;
    for (int at = 0; at < whole; at += 8) {
      state.absorb(littleEndian(bytes, at, 8));
    }
    long rest = littleEndian(bytes, whole, bytes.length - whole);
    state.absorb(rest | (long) bytes.length << 56);
    return state.squeeze();
  }

  private static long littleEndian(byte[] bytes, int at, int length) {
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[at + i] & 0xffL) << (8 * i);
    }
    return word;
  }

  @Override
  public String toString() {
    return "SipHash under a secret key";
  }

  /** Four words of one computation; it never leaves it, so the compiler keeps it in registers. */
  private static final class State {
    private long a;
    private long b;
    private long c;
    private long d;

    State(long a, long b, long c, long d) {
      this.a = a;
      this.b = b;
      this.c = c;
      this.d = d;
    }

    void absorb(long word) {
      d ^= word;
      round();
      round();
      a ^= word;
    }

    long squeeze() {
      c ^= 0xff;
      for (int i = 0; i < LAST_ROUNDS; i++) {
        round();
      }
      return a ^ b ^ c ^ d;
    }

    private void round() {
      a += b;
      b = Long.rotateLeft(b, 13) ^ a;
      a = Long.rotateLeft(a, 32);
      c += d;
      d = Long.rotateLeft(d, 16) ^ c;
      a += d;
      d = Long.rotateLeft(d, 21) ^ a;
      c += b;
      b = Long.rotateLeft(b, 17) ^ c;
      c = Long.rotateLeft(c, 32);
    }
  }
}
