package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.util.List;

/**
 * What a node decides about peers beside the router's configuration.
 *
 * @param ikePort ours, 500 but in tests; {@code natPort} likewise 4500
 * @param remoteIkePort where peers listen, 500 but in tests; {@code remoteNatPort} likewise 4500
 * @param addresses of ours, one of each family at most, for crypto maps that no interface gives one
 * @param allowDes DES may be used where it is configured
 * @param allowGroup24 Diffie-Hellman group 24 may be used where it is configured
 * @param maxHalfOpen unfinished exchanges that one peer may have with us
 * @param claimNat whether we tell every peer that we are behind a NAT, so that ESP always goes in
 *     UDP
 * @param patience with peers that do not answer
 * @param liveness how it is asked whether they live
 */
public record NodeLimits(
    int ikePort,
    int natPort,
    int remoteIkePort,
    int remoteNatPort,
    List<InetAddress> addresses,
    boolean allowDes,
    boolean allowGroup24,
    int maxHalfOpen,
    boolean claimNat,
    Patience patience,
    LivenessLimits liveness) {
  public static final NodeLimits DEFAULT =
      new NodeLimits(
          500,
          4500,
          500,
          4500,
          List.of(),
          false,
          false,
          64,
          false,
          Patience.DEFAULT,
          LivenessLimits.DEFAULT);

  public NodeLimits {
    addresses = List.copyOf(addresses);
  }
}
