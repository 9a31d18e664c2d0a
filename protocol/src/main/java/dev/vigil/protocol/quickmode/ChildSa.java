package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.crypto.Secret;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.wire.CookiePair;
import java.time.Instant;

/**
 * A pair of IPsec SAs with its keys.
 *
 * @param request what was agreed to (selectors and lifetime as negotiated, one transform)
 * @param role our role in the Quick Mode that made it
 * @param ike the IKE SA that it was negotiated under
 * @param outboundSpi SPI by which we address the peer
 * @param udpEncapsulated RFC 3948
 */
public record ChildSa(
    ChildRequest request,
    Role role,
    CookiePair ike,
    int outboundSpi,
    Secret inboundEncryptionKey,
    Secret inboundAuthenticationKey,
    Secret outboundEncryptionKey,
    Secret outboundAuthenticationKey,
    boolean udpEncapsulated,
    Instant establishedAt) {
  public int inboundSpi() {
    return request.inboundSpi();
  }
}
