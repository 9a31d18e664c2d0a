package dev.vigil.protocol.config;

import java.net.InetAddress;

/**
 * An address as it was configured, with the number of its leading bits that count. Host bits are
 * kept as written: they are part of the configuration, yet not of what matches.
 */
public record IpPrefix(InetAddress address, int length) {
  public IpPrefix {
    if (length < 0 || length > 8 * address.getAddress().length) {
      throw new IllegalArgumentException("prefix length " + length);
    }
  }

  /** The prefix that holds {@code address} alone. */
  public static IpPrefix host(InetAddress address) {
    return new IpPrefix(address, 8 * address.getAddress().length);
  }

  public boolean isHost() {
    return length == 8 * address.getAddress().length;
  }

  /** Whether {@code other} is of the same family and agrees in the bits that count. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    return mine.length == theirs.length
        && java.util.Arrays.equals(masked(mine, length), masked(theirs, length));
  }

  /** The bytes of {@code address} with all bits after the first {@code length} cleared. */
  static byte[] masked(byte[] address, int length) {
    byte[] network = address.clone();
    for (int i = 0; i < network.length; i++) {
      int kept = Math.clamp(length - 8L * i, 0, 8);
      network[i] &= (byte) (0xff << (8 - kept));
    }
    return network;
  }
}
