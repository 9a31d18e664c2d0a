package dev.vigil.protocol.cookie;

/**
 * A permutation of {@code 2 * halfBits} bits out of a function of half as many: the network of
 * QUIC-LB (draft-ietf-quic-load-balancers, "four-pass algorithm") for any width, number of passes
 * and function. Odd passes change the right half, even passes the left one.
 *
 * @param halfBits 1 to 31
 * @param passes how often; four make a permutation look random to few queries, more to many
 */
record Feistel(int halfBits, int passes, Round function) {
  /** What a half is mixed with. */
  interface Round {
    /**
     * @param pass from 1
     * @return any 64 bits, of which the lowest {@code halfBits} are used
     */
    long apply(int pass, long half);
  }

  long encipher(long block) {
    long mask = (1L << halfBits) - 1;
    long left = block >>> halfBits;
    long right = block & mask;
    for (int pass = 1; pass <= passes; pass++) {
      if ((pass & 1) == 1) {
        right ^= function.apply(pass, left) & mask;
      } else {
        left ^= function.apply(pass, right) & mask;
      }
    }
    return left << halfBits | right;
  }

  long decipher(long block) {
    long mask = (1L << halfBits) - 1;
    long left = block >>> halfBits;
    long right = block & mask;
    for (int pass = passes; pass >= 1; pass--) {
      if ((pass & 1) == 1) {
        right ^= function.apply(pass, left) & mask;
      } else {
        left ^= function.apply(pass, right) & mask;
      }
    }
    return left << halfBits | right;
  }
}
