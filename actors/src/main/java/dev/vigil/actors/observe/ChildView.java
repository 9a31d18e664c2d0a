package dev.vigil.actors.observe;

import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.CookiePair;
import java.net.InetAddress;
import java.time.Instant;

/**
 * A pair of IPsec SAs as {@code show} sees it; no keys.
 *
 * @param agreed flows, transform, lifetime and inbound SPI
 * @param remote where the peer was when the pair was made
 * @param ike the IKE SA that it was negotiated under
 */
public record ChildView(
    ChildRequest agreed,
    InetAddress remote,
    Role role,
    CookiePair ike,
    int outboundSpi,
    boolean udpEncapsulated,
    Instant establishedAt) {
  static ChildView of(ChildSa child, InetAddress remote) {
    return new ChildView(
        child.request(),
        remote,
        child.role(),
        child.ike(),
        child.outboundSpi(),
        child.udpEncapsulated(),
        child.establishedAt());
  }
}
