package dev.vigil.language;

import dev.vigil.protocol.config.IpPrefix;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes addresses and masks as the router does, without ever resolving a name. */
final class Addresses {
  private static final Pattern DOTTED =
      Pattern.compile(
          "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");
  private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");

  private Addresses() {}

  static Optional<InetAddress> ipv4(String word) {
    if (!DOTTED.matcher(word).matches()) {
      return Optional.empty();
    }
    byte[] bytes = new byte[4];
    String[] parts = word.split("\\.", -1);
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return Optional.of(address(bytes));
  }

  static Optional<InetAddress> ipv6(String word) {
    if (!COLONS.matcher(word).matches()) {
      return Optional.empty();
    }
    try {
      // A literal with colons is parsed, never looked up.
      return Optional.of(InetAddress.getByName(word)).filter(Inet6Address.class::isInstance);
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static Optional<InetAddress> any(String word) {
    return ipv4(word).or(() -> ipv6(word));
  }

  static Optional<IpPrefix> ipv6Prefix(String word) {
    int slash = word.indexOf('/');
    if (slash < 0 || !word.substring(slash + 1).matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(word.substring(slash + 1));
    return length > 128
        ? Optional.empty()
        : ipv6(word.substring(0, slash)).map(address -> new IpPrefix(address, length));
  }

  /** The number of leading ones of a mask that has no gap. */
  static Optional<Integer> maskLength(String word) {
    return ipv4(word)
        .map(mask -> ByteBuffer.wrap(mask.getAddress()).getInt())
        .filter(bits -> (~bits & (~bits + 1)) == 0)
        .map(bits -> Integer.numberOfLeadingZeros(~bits));
  }

  static String mask(int length) {
    int bits = length == 0 ? 0 : -1 << (32 - length);
    return address(ByteBuffer.allocate(4).putInt(bits).array()).getHostAddress();
  }

  /** RFC 5952 §4: zeros compressed, in the upper case that the router uses. */
  static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address.getHostAddress();
    }
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
    }
    int start = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    if (length < 2) {
      return join(groups, 0, 8);
    }
    return join(groups, 0, start) + "::" + join(groups, start + length, 8);
  }

  static String format(IpPrefix prefix) {
    return format(prefix.address()) + "/" + prefix.length();
  }

  private static String join(int[] groups, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
    }
    return text.toString().toUpperCase(Locale.ROOT);
  }

  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address of " + bytes.length + " bytes", e);
    }
  }
}
