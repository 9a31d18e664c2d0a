package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.DhGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Protection of tunnel interfaces ({@code crypto ipsec profile}).
 *
 * @param transformSets names, best first
 * @param replayWindow 64 to 1024 packets, 0 for no replay check, in place of the node's
 */
public record IpsecProfile(
    String name,
    Optional<String> description,
    List<String> transformSets,
    Optional<DhGroup> pfs,
    SaLifetime lifetime,
    Optional<Duration> idleTime,
    Optional<Integer> replayWindow,
    Optional<String> isakmpProfile) {
  public IpsecProfile {
    transformSets = List.copyOf(transformSets);
  }
}
