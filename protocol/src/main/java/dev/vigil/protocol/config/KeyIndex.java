package dev.vigil.protocol.config;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds keys and profiles by a peer's address: a hash look-up for each prefix length in use. */
final class KeyIndex {
  private final PrefixTable<Candidate> byAddress = new PrefixTable<>();
  private final Map<String, List<Candidate>> byHost = new HashMap<>();
  private final PrefixTable<Claim> profiles = new PrefixTable<>();

  private KeyIndex() {}

  /** A key, with the address of ours and the VRF to which its keyring is tied. */
  private record Candidate(PreSharedKey key, Optional<InetAddress> local, Optional<String> vrf) {
    boolean serves(Optional<InetAddress> ours, Optional<String> frontVrf) {
      return vrf.equals(frontVrf) && (local.isEmpty() || local.equals(ours));
    }
  }

  /** A profile that claims peers by their address, in one VRF. */
  private record Claim(IsakmpProfile profile, Optional<String> vrf) {}

  static KeyIndex of(HeadEndConfig config) {
    KeyIndex index = new KeyIndex();
    config.preSharedKeys().forEach(key -> index.add(key, Optional.empty(), Optional.empty()));
    for (Keyring keyring : config.keyrings().values()) {
      for (PreSharedKey key : keyring.keys()) {
        boolean ipv6 =
            key.scope() instanceof PeerScope.Network(IpPrefix prefix)
                && prefix.address().getAddress().length == 16;
        index.add(
            key, keyring.local().flatMap(local -> config.addressOf(local, ipv6)), keyring.vrf());
      }
    }
    for (IsakmpProfile profile : config.isakmpProfiles().values()) {
      for (IdentityMatch match : profile.matches()) {
        if (match instanceof IdentityMatch.Network(IpPrefix prefix, var vrf)) {
          index.profiles.add(prefix, new Claim(profile, vrf));
        }
      }
    }
    return index;
  }

  private void add(PreSharedKey key, Optional<InetAddress> local, Optional<String> vrf) {
    Candidate candidate = new Candidate(key, local, vrf);
    switch (key.scope()) {
      case PeerScope.Network(IpPrefix prefix) -> byAddress.add(prefix, candidate);
      case PeerScope.HostName(String name) ->
          byHost
              .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
              .add(candidate);
    }
  }

  /** Whatever address of ours it talks to. */
  Optional<PreSharedKey> find(InetAddress peer) {
    return byAddress.matches(peer).stream().findFirst().map(Candidate::key);
  }

  Optional<PreSharedKey> find(InetAddress peer, InetAddress local, Optional<String> frontVrf) {
    return byAddress.matches(peer).stream()
        .filter(c -> c.serves(Optional.of(local), frontVrf))
        .findFirst()
        .map(Candidate::key);
  }

  Optional<PreSharedKey> findHost(String name) {
    return ofHost(name).stream().findFirst().map(Candidate::key);
  }

  Optional<PreSharedKey> findHost(String name, InetAddress local, Optional<String> frontVrf) {
    return ofHost(name).stream()
        .filter(c -> c.serves(Optional.of(local), frontVrf))
        .findFirst()
        .map(Candidate::key);
  }

  private List<Candidate> ofHost(String name) {
    return byHost.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** In lower case. */
  Set<String> hostNames() {
    return Collections.unmodifiableSet(byHost.keySet());
  }

  Optional<IsakmpProfile> profile(InetAddress peer, Predicate<Optional<String>> frontVrf) {
    return profiles.matches(peer).stream()
        .filter(claim -> frontVrf.test(claim.vrf()))
        .findFirst()
        .map(Claim::profile);
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
