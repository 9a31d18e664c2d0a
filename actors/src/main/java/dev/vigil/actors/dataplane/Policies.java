package dev.vigil.actors.dataplane;

import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.ip.FlowSelector;
import dev.vigil.protocol.ip.FlowTable;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.ip.IpProtocol;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be protected, whether there are SAs for it or not. */
final class Policies {
  private static final Duration BETWEEN_CALLS = Duration.ofSeconds(1);

  private final List<Policy> all;
  private final Wanted wanted;
  private final FlowTable<Policy> index = new FlowTable<>();
  private final Map<String, Instant> called = new ConcurrentHashMap<>();

  Policies(List<Policy> all, Wanted wanted) {
    this.all = List.copyOf(all);
    this.wanted = wanted;
    // Of two for one flow the first is to be found, and what was put in last is.
    this.all
        .reversed()
        .forEach(policy -> index.put(FlowSelector.of(policy.local(), policy.remote()), policy));
  }

  /**
   * Calls for the tunnel that the packet belongs in, at a bounded rate.
   *
   * @return whether there is any
   */
  boolean call(IpPacket packet, Instant now) {
    Optional<Policy> found = index.find(packet);
    found.map(Policy::connection).filter(label -> due(label, now)).ifPresent(wanted::trafficFor);
    return found.isPresent();
  }

  private boolean due(String connection, Instant now) {
    Instant last = called.get(connection);
    if (last != null && now.isBefore(last.plus(BETWEEN_CALLS))) {
      return false;
    }
    return last == null
        ? called.putIfAbsent(connection, now) == null
        : called.replace(connection, last, now);
  }

  Optional<InetAddress> sourceTowards(InetAddress destination) {
    return all.stream()
        .flatMap(policy -> source(policy.local(), policy.remote(), destination).stream())
        .findFirst();
  }

  /** The first host of {@code local}, if a ping from there to {@code destination} is meant. */
  static Optional<InetAddress> source(
      TrafficSelector local, TrafficSelector remote, InetAddress destination) {
    int bits = 8 * destination.getAddress().length;
    int icmp = bits == 32 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    boolean meant =
        remote.covers(new TrafficSelector(destination, bits, icmp, 0)) && local.port() == 0;
    return meant ? Optional.of(firstHost(local)) : Optional.empty();
  }

  private static InetAddress firstHost(TrafficSelector network) {
    byte[] address = network.prefix().getAddress();
    if (!network.isHost()) {
      address[address.length - 1] |= 1;
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }
}
