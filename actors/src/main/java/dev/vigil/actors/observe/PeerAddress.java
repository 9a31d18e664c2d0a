package dev.vigil.actors.observe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Addresses as the log and the screens write them. */
public final class PeerAddress {
  private static final int GROUPS = 8;

  private PeerAddress() {}

  /** {@code 10.2.80.209:500}, {@code [2001:DB8::1]:500}, or the host name. */
  public static String of(InetSocketAddress endpoint) {
    if (endpoint.isUnresolved()) {
      return endpoint.getHostString() + ":" + endpoint.getPort();
    }
    String address = of(endpoint.getAddress());
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + endpoint.getPort();
  }

  /** RFC 5952 §4: the longest run of zeros compressed; in the upper case that the router uses. */
  public static String of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int start = 0;
    int length = 0;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(bytes, end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length < 2
        ? groups(bytes, 0, GROUPS)
        : groups(bytes, 0, start) + "::" + groups(bytes, start + length, GROUPS);
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << 8 | (bytes[2 * index + 1] & 0xff);
  }

  private static String groups(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(group(bytes, i)));
    }
    return text.toString().toUpperCase(Locale.ROOT);
  }
}
