package dev.vigil.protocol.crypto;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Powers of one base modulo one odd number, from a table of the base's powers in Montgomery form:
 * one multiplication for every five bits of the exponent and no squaring, a third of what {@link
 * BigInteger#modPow} takes. Every window reads its whole row of the table and multiplies, also by
 * one, so that neither the cache nor the number of steps depends on the exponent.
 */
final class FixedBasePower {
  private static final int WINDOW_BITS = 5;
  private static final int ROW = 1 << WINDOW_BITS;

  private final long[] modulus;
  private final int limbs;

  /** -1/modulus modulo 2^64. */
  private final long negativeInverse;

  private final int windows;

  /** The numbers base^(digit * 32^window), by window and digit, each {@link #limbs} long. */
  private final long[] table;

  /**
   * @param exponentBits of the longest exponent
   */
  FixedBasePower(BigInteger base, BigInteger modulus, int exponentBits) {
    limbs = (modulus.bitLength() + 63) / 64;
    this.modulus = limbsOf(modulus, limbs);
    negativeInverse = -inverse(this.modulus[0]);
    windows = (exponentBits + WINDOW_BITS - 1) / WINDOW_BITS;
    table = new long[windows * ROW * limbs];
    fillTable(base, modulus);
  }

  private void fillTable(BigInteger base, BigInteger number) {
    BigInteger radix = BigInteger.ONE.shiftLeft(64 * limbs);
    long[] one = limbsOf(radix.mod(number), limbs);
    long[] power = limbsOf(base.multiply(radix).mod(number), limbs);
    long[] scratch = new long[limbs + 2];
    for (int window = 0; window < windows; window++) {
      long[] entry = one.clone();
      for (int digit = 0; digit < ROW; digit++) {
        System.arraycopy(entry, 0, table, (window * ROW + digit) * limbs, limbs);
        multiply(entry, power, scratch);
      }
      power = entry;
    }
  }

  /** Exponents up to this many bits can be had. */
  int exponentBits() {
    return windows * WINDOW_BITS;
  }

  /**
   * @param exponent big-endian, at most {@link #exponentBits} long
   */
  BigInteger power(byte[] exponent) {
    long[] product = new long[limbs];
    System.arraycopy(table, 0, product, 0, limbs);
    long[] factor = new long[limbs];
    long[] scratch = new long[limbs + 2];
    for (int window = 0; window < windows; window++) {
      select(window, digit(exponent, window * WINDOW_BITS), factor);
      multiply(product, factor, scratch);
    }
    Arrays.fill(factor, 0);
    factor[0] = 1;
    multiply(product, factor, scratch);
    return numberOf(product);
  }

  /** The window of {@link #WINDOW_BITS} bits that begins at the bit {@code from}. */
  private static int digit(byte[] exponent, int from) {
    int at = exponent.length - 1 - from / 8;
    int low = at >= 0 ? exponent[at] & 0xff : 0;
    int high = at >= 1 ? exponent[at - 1] & 0xff : 0;
    return (high << 8 | low) >>> from % 8 & ROW - 1;
  }

  /** Copies one entry, reading all of its row. */
  private void select(int window, int digit, long[] target) {
    Arrays.fill(target, 0);
    for (int candidate = 0; candidate < ROW; candidate++) {
      int difference = candidate ^ digit;
      long mask = (long) (difference - 1) >> 63;
      int at = (window * ROW + candidate) * limbs;
      for (int i = 0; i < limbs; i++) {
        target[i] |= table[at + i] & mask;
      }
    }
  }

  /**
   * left = left * right / 2^(64 * limbs) modulo the modulus: Montgomery's multiplication, operands
   * scanned one after the other.
   *
   * @param sum room for {@code limbs + 2}
   */
  private void multiply(long[] left, long[] right, long[] sum) {
    Arrays.fill(sum, 0);
    for (int i = 0; i < limbs; i++) {
      addProduct(left, right[i], sum);
      reduce(sum);
    }
    subtractModulus(sum, left);
  }

  /** sum += factor * digit. */
  private void addProduct(long[] factor, long digit, long[] sum) {
    long carry = 0;
    for (int j = 0; j < limbs; j++) {
      long low = factor[j] * digit;
      long high = Math.unsignedMultiplyHigh(factor[j], digit);
      long partial = low + sum[j];
      high += carryOf(partial, low);
      long total = partial + carry;
      carry = high + carryOf(total, partial);
      sum[j] = total;
    }
    long top = sum[limbs] + carry;
    sum[limbs + 1] = carryOf(top, carry);
    sum[limbs] = top;
  }

  /** Adds the multiple of the modulus that makes the last limb zero, and drops that limb. */
  private void reduce(long[] sum) {
    long digit = sum[0] * negativeInverse;
    long lowest = modulus[0] * digit;
    long carry = Math.unsignedMultiplyHigh(modulus[0], digit) + carryOf(lowest + sum[0], lowest);
    for (int j = 1; j < limbs; j++) {
      long low = modulus[j] * digit;
      long high = Math.unsignedMultiplyHigh(modulus[j], digit);
      long partial = low + sum[j];
      high += carryOf(partial, low);
      long total = partial + carry;
      carry = high + carryOf(total, partial);
      sum[j - 1] = total;
    }
    long top = sum[limbs] + carry;
    sum[limbs - 1] = top;
    sum[limbs] = sum[limbs + 1] + carryOf(top, carry);
  }

  /** {@code sum} is below twice the modulus; both outcomes are computed and one is kept. */
  private void subtractModulus(long[] sum, long[] target) {
    long borrow = 0;
    for (int j = 0; j < limbs; j++) {
      long difference = sum[j] - modulus[j];
      long under = carryOf(sum[j], modulus[j]);
      target[j] = difference - borrow;
      borrow = under + carryOf(difference, borrow);
    }
    // Without a limb above, a borrow means that the sum was below the modulus already.
    long keepSum = -(borrow & ~sum[limbs] & 1);
    for (int j = 0; j < limbs; j++) {
      target[j] = sum[j] & keepSum | target[j] & ~keepSum;
    }
  }

  /** 1 if {@code a} is below {@code b}, both unsigned: the carry of a sum, the borrow of a pair. */
  private static long carryOf(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
  }

  /** 1/odd modulo 2^64 by Newton's iteration, which doubles the right bits each time. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int rightBits = 3; rightBits < 64; rightBits *= 2) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  /** Least significant first. */
  private static long[] limbsOf(BigInteger number, int limbs) {
    long[] values = new long[limbs];
    for (int i = 0; i < limbs; i++) {
      values[i] = number.shiftRight(64 * i).longValue();
    }
    return values;
  }

  private static BigInteger numberOf(long[] limbs) {
    byte[] bytes = new byte[8 * limbs.length];
    for (int i = 0; i < bytes.length; i++) {
      int fromEnd = bytes.length - 1 - i;
      bytes[i] = (byte) (limbs[fromEnd / 8] >>> 8 * (fromEnd % 8));
    }
    return new BigInteger(1, bytes);
  }
}
