package dev.vigil.protocol.peer;

import dev.vigil.protocol.config.PeerRef;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The host names of a peer: when they are asked for, and which of their addresses is called.
 *
 * <p>A {@code dynamic} one is asked for before every attempt. Another one is asked for at first
 * use, then when its answer is old, or an address of it was called in vain; if the name service
 * fails then, the last answer serves on.
 */
final class HostNames {
  private final Turn turn;

  HostNames(Turn turn) {
    this.turn = turn;
  }

  /** Has it resolved if need be; false: what is known of it will do. */
  boolean ask(PeerRef.HostName name) {
    ResolvedName known = known(name.name());
    boolean old =
        known
            .at()
            .map(at -> !turn.now.isBefore(at.plus(turn.settings.timings().nameLife())))
            .orElse(true);
    if (!name.dynamic() && !old && known.failed().isEmpty()) {
      return false;
    }
    turn.emit(new PeerEffect.Resolve(name.name()));
    return true;
  }

  void answered(PeerEvent.Resolved answer) {
    if (!answer.addresses().isEmpty()) {
      Predicate<InetAddress> inUse =
          address ->
              turn.sas.stream().anyMatch(sa -> sa.path().remote().getAddress().equals(address));
      ResolvedName next = known(answer.hostName()).answered(answer.addresses(), inUse, turn.now);
      turn.names.put(key(answer.hostName()), next);
    }
  }

  /** Forgets what neither an entry names nor an SA is held with. */
  void retain() {
    turn.names
        .entrySet()
        .removeIf(name ->
            turn.settings.connections().stream()
                    .flatMap(connection -> connection.peers().stream())
                    .noneMatch(peer -> isNamed(peer, name.getKey()))
                && turn.sas.stream()
                    .noneMatch(sa -> name.getValue().standsFor(sa.path().remote().getAddress())));
  }

  private static boolean isNamed(PeerRef peer, String key) {
    return peer instanceof PeerRef.HostName(String name, _, _) && key(name).equals(key);
  }

  /** Whether it ever had an address. */
  boolean known(PeerRef.HostName name) {
    return !known(name.name()).addresses().isEmpty();
  }

  /** The address to call, of the same family as ours. */
  Optional<InetAddress> best(PeerRef.HostName name, InetAddress local) {
    return known(name.name()).best(address -> sameFamily(address, local));
  }

  boolean isAt(PeerRef peer, InetAddress remote) {
    return switch (peer) {
      case PeerRef.Address(InetAddress address, _) -> address.equals(remote);
      case PeerRef.HostName(String name, _, _) -> known(name).standsFor(remote);
    };
  }

  void reached(PeerRef peer, InetAddress address) {
    if (peer instanceof PeerRef.HostName(String name, _, _)) {
      turn.names.computeIfPresent(key(name), (_, known) -> known.reached(address));
    }
  }

  void failed(PeerRef peer, Optional<InetAddress> called) {
    if (peer instanceof PeerRef.HostName(String name, _, _) && called.isPresent()) {
      turn.names.computeIfPresent(key(name), (_, known) -> known.failed(called.get()));
    }
  }

  static String unresolved(PeerRef.HostName name, String why) {
    return "host name " + name.name() + " does not resolve" + (why.isEmpty() ? "" : ": " + why);
  }

  static String otherFamily(PeerRef.HostName name, InetAddress local) {
    String family = local.getAddress().length == 4 ? "IPv4" : "IPv6";
    return "host name " + name.name() + " has no " + family + " address";
  }

  private ResolvedName known(String name) {
    return turn.names.getOrDefault(key(name), ResolvedName.UNKNOWN);
  }

  private static boolean sameFamily(InetAddress one, InetAddress other) {
    return one.getAddress().length == other.getAddress().length;
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
