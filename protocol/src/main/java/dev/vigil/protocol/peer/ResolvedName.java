package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is known of a host name.
 *
 * @param addresses of the last answer that had any, best first
 * @param former addresses of earlier answers that SAs are still held with
 * @param failed those called in vain since, longest ago first
 * @param at when that answer came; empty: never
 */
record ResolvedName(
    List<InetAddress> addresses,
    List<InetAddress> former,
    List<InetAddress> failed,
    Optional<Instant> at) {
  static final ResolvedName UNKNOWN =
      new ResolvedName(List.of(), List.of(), List.of(), Optional.empty());

  ResolvedName {
    addresses = List.copyOf(addresses);
    former = List.copyOf(former);
    failed = List.copyOf(failed);
  }

  boolean standsFor(InetAddress address) {
    return addresses.contains(address) || former.contains(address);
  }

  /** The first that was not called in vain, else the one that was so longest ago. */
  Optional<InetAddress> best(Predicate<InetAddress> usable) {
    return addresses.stream()
        .filter(usable)
        .filter(address -> !failed.contains(address))
        .findFirst()
        .or(() -> failed.stream().filter(usable).filter(addresses::contains).findFirst());
  }

  /** After an answer; {@code inUse} says with which addresses SAs are still held. */
  ResolvedName answered(List<InetAddress> fresh, Predicate<InetAddress> inUse, Instant now) {
    List<InetAddress> left = new ArrayList<>(former);
    left.addAll(addresses);
    return new ResolvedName(
        fresh,
        left.stream().distinct().filter(a -> inUse.test(a) && !fresh.contains(a)).toList(),
        failed.stream().filter(fresh::contains).toList(),
        Optional.of(now));
  }

  ResolvedName failed(InetAddress address) {
    List<InetAddress> more = new ArrayList<>(failed);
    more.remove(address);
    more.add(address);
    return new ResolvedName(addresses, former, more, at);
  }

  ResolvedName reached(InetAddress address) {
    return new ResolvedName(
        addresses, former, failed.stream().filter(f -> !f.equals(address)).toList(), at);
  }
}
