package dev.vigil.actors.names;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which host names stand for which addresses now. One for each node; the packet router asks it for
 * every first message, so that is a hash look-up and nothing else.
 */
final class LearnedAddresses {
  private final Map<String, List<InetAddress>> byName = new ConcurrentHashMap<>();
  private final Map<InetAddress, List<String>> byAddress = new ConcurrentHashMap<>();

  /** In order. */
  List<String> namesOf(InetAddress address) {
    return byAddress.getOrDefault(address, List.of());
  }

  Optional<List<InetAddress>> addressesOf(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * In place of what the name stood for until now.
   *
   * @return whether that is anything new
   */
  synchronized boolean learn(String name, List<InetAddress> addresses) {
    List<InetAddress> before = byName.getOrDefault(name, List.of());
    if (before.equals(addresses)) {
      return false;
    }
    byName.put(name, addresses);
    change(name, before, false);
    change(name, addresses, true);
    return true;
  }

  /** Forgets all other names. */
  synchronized void retain(Set<String> names) {
    for (String name : List.copyOf(byName.keySet())) {
      if (!names.contains(name)) {
        change(name, byName.getOrDefault(name, List.of()), false);
        byName.remove(name);
      }
    }
  }

  private void change(String name, Collection<InetAddress> addresses, boolean stands) {
    for (InetAddress address : addresses) {
      byAddress.compute(
          address,
          (_, known) -> {
            List<String> names = new ArrayList<>(known == null ? List.of() : known);
            names.remove(name);
            if (stands) {
              names.add(name);
              names.sort(null);
            }
            return names.isEmpty() ? null : List.copyOf(names);
          });
    }
  }
}
