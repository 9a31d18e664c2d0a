package dev.vigil.protocol.config;

import java.util.Optional;

/**
 * Limits on what is admitted ({@code crypto call admission limit}); empty: the node's settings
 * decide.
 *
 * @param ikeSas established IKE SAs, 0 to 99999
 * @param ikeInNegotiation IKE SAs being negotiated, 10 to 99999
 * @param allInNegotiation IKE and IPsec SAs being negotiated, 10 to 99999
 * @param ipsecSas established IPsec SAs, 0 to 99999
 */
public record CallAdmission(
    Optional<Integer> ikeSas,
    Optional<Integer> ikeInNegotiation,
    Optional<Integer> allInNegotiation,
    Optional<Integer> ipsecSas) {
  public static final CallAdmission UNLIMITED =
      new CallAdmission(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
