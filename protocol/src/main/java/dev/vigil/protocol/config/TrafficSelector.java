package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * One side of a flow as Quick Mode's identities say it: a prefix, a protocol and a port.
 *
 * @param prefix bits beyond {@code prefixLength} are cleared
 * @param protocol IP protocol, 0 for any
 * @param port 0 for any
 */
public record TrafficSelector(InetAddress prefix, int prefixLength, int protocol, int port) {
  public TrafficSelector {
    prefix = masked(prefix, prefixLength);
  }

  /** One address, any protocol and port. */
  public static TrafficSelector host(InetAddress address) {
    return new TrafficSelector(address, 8 * address.getAddress().length, 0, 0);
  }

  /** A prefix, any protocol and port. */
  public static TrafficSelector network(InetAddress prefix, int prefixLength) {
    return new TrafficSelector(prefix, prefixLength, 0, 0);
  }

  public boolean isHost() {
    return prefixLength == addressBits();
  }

  /** 32 or 128. */
  public int addressBits() {
    return 8 * prefix.getAddress().length;
  }

  /** Whether everything that {@code inner} means is within this one. */
  public boolean covers(TrafficSelector inner) {
    return addressBits() == inner.addressBits()
        && prefixLength <= inner.prefixLength
        && prefix.equals(masked(inner.prefix, prefixLength))
        && (protocol == 0 || protocol == inner.protocol)
        && (port == 0 || port == inner.port);
  }

  /** {@code 10.1.0.0/16}, with {@code /protocol/port} where they are narrowed. */
  @Override
  public String toString() {
    String network = prefix.getHostAddress() + "/" + prefixLength;
    return protocol == 0 && port == 0 ? network : network + "/" + protocol + "/" + port;
  }

  private static InetAddress masked(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    if (bits < 0 || bits > 8 * bytes.length) {
      throw new IllegalArgumentException("prefix length " + bits);
    }
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xff00 >> kept);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
