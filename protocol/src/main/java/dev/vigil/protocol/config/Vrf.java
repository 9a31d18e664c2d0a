package dev.vigil.protocol.config;

import java.util.Optional;

/**
 * A VRF: a routing table of its own. Here it is a named context that keyrings, profiles and
 * interfaces carry.
 *
 * @param ipv4Only defined in the older form, {@code ip vrf}
 * @param distinguisher {@code rd}, kept
 */
public record Vrf(
    String name, boolean ipv4Only, Optional<String> description, Optional<String> distinguisher) {
  public static Vrf named(String name, boolean ipv4Only) {
    return new Vrf(name, ipv4Only, Optional.empty(), Optional.empty());
  }
}
