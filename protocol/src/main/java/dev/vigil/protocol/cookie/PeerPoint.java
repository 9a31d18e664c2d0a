package dev.vigil.protocol.cookie;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * What a configuration calls a peer by, as far as its tag depends on it: an address, or a host
 * name, whatever that resolves to, for nodes need not see the same.
 */
public sealed interface PeerPoint {
  /** IPv4 addresses before IPv6 ones, and those before host names. */
  Comparator<PeerPoint> ORDER =
      Comparator.<PeerPoint>comparingInt(PeerPoint::rank)
          .thenComparing(PeerPoint::bytes, Arrays::compareUnsigned);

  record Address(InetAddress address) implements PeerPoint {}

  /** In lower case. */
  record HostName(String name) implements PeerPoint {
    public HostName {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  private int rank() {
    return switch (this) {
      case Address(InetAddress address) -> address.getAddress().length;
      case HostName _ -> Integer.MAX_VALUE;
    };
  }

  /** What its tag is a hash of. */
  default byte[] bytes() {
    return switch (this) {
      case Address(InetAddress address) -> address.getAddress();
      case HostName(String name) -> ("host " + name).getBytes(StandardCharsets.UTF_8);
    };
  }
}
