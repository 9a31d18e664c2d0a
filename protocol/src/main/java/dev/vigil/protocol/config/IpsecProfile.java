package dev.vigil.protocol.config;

import dev.vigil.protocol.crypto.DhGroup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Protection of tunnel interfaces ({@code crypto ipsec profile}).
 *
 * @param transformSets names, best first
 */
public record IpsecProfile(
    String name,
    Optional<String> description,
    List<String> transformSets,
    Optional<DhGroup> pfs,
    SaLifetime lifetime,
    Optional<Duration> idleTime,
    Optional<String> isakmpProfile) {
  public IpsecProfile {
    transformSets = List.copyOf(transformSets);
  }
}
