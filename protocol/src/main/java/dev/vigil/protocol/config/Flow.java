package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;

/** Traffic that one IPsec SA pair protects, seen from here, as Quick Mode's identities name it. */
public record Flow(TrafficSelector local, TrafficSelector remote) {
  /**
   * RFC 2407 §4.6.2: an identity is an address, a subnet or a range, with one protocol and one
   * port. Empty for a rule that this cannot express (gaps in a wildcard, port ranges, groups).
   */
  public static Optional<Flow> of(AccessEntry.Rule rule, boolean ipv6) {
    return side(rule.source(), rule.protocol(), ipv6)
        .flatMap(local ->
            side(rule.destination(), rule.protocol(), ipv6).map(remote -> new Flow(local, remote)));
  }

  private static Optional<TrafficSelector> side(
      AccessEntry.Endpoint endpoint, int protocol, boolean ipv6) {
    int port = 0;
    if (endpoint.ports().isPresent()) {
      AccessEntry.Ports ports = endpoint.ports().get();
      if (ports.comparison() != AccessEntry.Comparison.EQ || ports.operands().size() != 1) {
        return Optional.empty();
      }
      port = ports.operands().getFirst();
    }
    int onePort = port;
    return prefix(endpoint.match(), ipv6)
        .map(p -> new TrafficSelector(p.address(), p.length(), protocol, onePort));
  }

  private static Optional<IpPrefix> prefix(AccessEntry.Match match, boolean ipv6) {
    return switch (match) {
      case AccessEntry.Match.Any _ ->
          Optional.of(new IpPrefix(address(new byte[ipv6 ? 16 : 4]), 0));
      case AccessEntry.Match.Host(InetAddress address) -> Optional.of(IpPrefix.host(address));
      case AccessEntry.Match.Prefix(IpPrefix prefix) -> Optional.of(network(prefix));
      case AccessEntry.Match.Wildcard(InetAddress address, InetAddress wildcard) -> {
        OptionalInt length = lengthOfWildcard(wildcard.getAddress());
        yield length.isEmpty()
            ? Optional.empty()
            : Optional.of(network(new IpPrefix(address, length.getAsInt())));
      }
      case AccessEntry.Match.ObjectGroup _ -> Optional.empty();
    };
  }

  private static IpPrefix network(IpPrefix prefix) {
    return new IpPrefix(
        address(IpPrefix.masked(prefix.address().getAddress(), prefix.length())), prefix.length());
  }

  /** How many leading bits are 0, where all bits after them are 1. */
  private static OptionalInt lengthOfWildcard(byte[] wildcard) {
    int bits = java.nio.ByteBuffer.wrap(wildcard).getInt();
    boolean contiguous = (bits & (bits + 1)) == 0;
    return contiguous ? OptionalInt.of(Integer.numberOfLeadingZeros(bits)) : OptionalInt.empty();
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address of " + bytes.length + " bytes", e);
    }
  }
}
