package dev.vigil.protocol.config;

import java.util.List;
import java.util.Optional;

/**
 * A named set of pre-shared keys ({@code crypto keyring}).
 *
 * @param vrf the keys serve only peers that come in through an interface in this VRF
 * @param local the keys serve only peers that address this endpoint of ours
 */
public record Keyring(
    String name,
    Optional<String> vrf,
    Optional<String> description,
    Optional<LocalEndpoint> local,
    List<PreSharedKey> keys) {
  public Keyring {
    keys = List.copyOf(keys);
  }

  public static Keyring named(String name) {
    return new Keyring(name, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }

  public Keyring withVrf(Optional<String> value) {
    return new Keyring(name, value, description, local, keys);
  }

  public Keyring withDescription(Optional<String> value) {
    return new Keyring(name, vrf, value, local, keys);
  }

  public Keyring withLocal(Optional<LocalEndpoint> value) {
    return new Keyring(name, vrf, description, value, keys);
  }

  public Keyring withKeys(List<PreSharedKey> value) {
    return new Keyring(name, vrf, description, local, value);
  }
}
