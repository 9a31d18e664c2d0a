package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds keys and profiles by a peer's address: a hash look-up for each prefix length in use. */
final class KeyIndex {
  private final PrefixTable<Candidate> byAddress = new PrefixTable<>();
  private final Map<String, PreSharedKey> byHost = new HashMap<>();
  private final PrefixTable<IsakmpProfile> profiles = new PrefixTable<>();

  private KeyIndex() {}

  /** A key, and the address of ours to which its keyring is tied. */
  private record Candidate(PreSharedKey key, Optional<InetAddress> local) {}

  static KeyIndex of(HeadEndConfig config) {
    KeyIndex index = new KeyIndex();
    config.preSharedKeys().forEach(key -> index.add(key, Optional.empty()));
    for (Keyring keyring : config.keyrings().values()) {
      for (PreSharedKey key : keyring.keys()) {
        boolean ipv6 =
            key.scope() instanceof PeerScope.Network(IpPrefix prefix)
                && prefix.address().getAddress().length == 16;
        index.add(key, keyring.local().flatMap(local -> config.addressOf(local, ipv6)));
      }
    }
    for (IsakmpProfile profile : config.isakmpProfiles().values()) {
      for (IdentityMatch match : profile.matches()) {
        if (match instanceof IdentityMatch.Network(IpPrefix prefix, _)) {
          index.profiles.add(prefix, profile);
        }
      }
    }
    return index;
  }

  private void add(PreSharedKey key, Optional<InetAddress> local) {
    switch (key.scope()) {
      case PeerScope.Network(IpPrefix prefix) -> byAddress.add(prefix, new Candidate(key, local));
      case PeerScope.HostName(String name) ->
          byHost.putIfAbsent(name.toLowerCase(Locale.ROOT), key);
    }
  }

  Optional<PreSharedKey> find(InetAddress peer, Optional<InetAddress> local) {
    return byAddress.matches(peer).stream()
        .filter(c -> local.isEmpty() || c.local().isEmpty() || c.local().equals(local))
        .findFirst()
        .map(Candidate::key);
  }

  Optional<PreSharedKey> findHost(String name) {
    return Optional.ofNullable(byHost.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<IsakmpProfile> profile(InetAddress peer) {
    return profiles.matches(peer).stream().findFirst();
  }

  /** Values by prefix. */
  private static final class PrefixTable<T> {
    private final Map<Integer, Map<ByteBuffer, List<T>>> byLength =
        new TreeMap<>(Comparator.reverseOrder());

    void add(IpPrefix prefix, T value) {
      byLength
          .computeIfAbsent(prefix.length(), _ -> new HashMap<>())
          .computeIfAbsent(network(prefix.address(), prefix.length()), _ -> new ArrayList<>())
          .add(value);
    }

    /** The longest prefix first, then as they were added. */
    List<T> matches(InetAddress address) {
      List<T> found = new ArrayList<>();
      int bits = 8 * address.getAddress().length;
      byLength.forEach((length, networks) -> {
        if (length <= bits) {
          found.addAll(networks.getOrDefault(network(address, length), List.of()));
        }
      });
      return found;
    }

    /** The network's bytes; an IPv4 and an IPv6 one never agree since their sizes differ. */
    private static ByteBuffer network(InetAddress address, int length) {
      return ByteBuffer.wrap(IpPrefix.masked(address.getAddress(), length));
    }
  }
}
