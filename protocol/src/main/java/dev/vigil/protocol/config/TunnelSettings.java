package dev.vigil.protocol.config;

import java.util.Optional;

/**
 * The tunnel that an interface is.
 *
 * @param protection name of the IPsec profile that protects it
 * @param shared several tunnels use one SA
 */
public record TunnelSettings(
    Optional<LocalEndpoint> source,
    Optional<PeerRef> destination,
    Mode mode,
    Optional<String> protection,
    boolean shared) {
  public static final TunnelSettings NONE =
      new TunnelSettings(Optional.empty(), Optional.empty(), Mode.GRE_IP, Optional.empty(), false);

  /** What the tunnel carries, and in what. */
  public enum Mode {
    GRE_IP,
    GRE_MULTIPOINT,
    IPSEC_IPV4,
    IPSEC_IPV6
  }

  public TunnelSettings withSource(Optional<LocalEndpoint> v) {
    return new TunnelSettings(v, destination, mode, protection, shared);
  }

  public TunnelSettings withDestination(Optional<PeerRef> v) {
    return new TunnelSettings(source, v, mode, protection, shared);
  }

  public TunnelSettings withMode(Mode v) {
    return new TunnelSettings(source, destination, v, protection, shared);
  }

  public TunnelSettings withProtection(Optional<String> v, boolean sharedSa) {
    return new TunnelSettings(source, destination, mode, v, sharedSa);
  }
}
