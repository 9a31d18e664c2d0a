package dev.vigil.actors.observe;

import dev.vigil.protocol.exchange.Path;
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
 * @param path where the peer's half is now
 * @param traffic since the pair was made, or since the figures were cleared
 * @param carried whether this node's data plane can carry it at all; else nothing ever goes through
 */
public record ChildView(
    ChildRequest agreed,
    InetAddress remote,
    Role role,
    CookiePair ike,
    int outboundSpi,
    boolean udpEncapsulated,
    Instant establishedAt,
    Path path,
    ChildTraffic traffic,
    boolean carried) {
  static ChildView of(
      ChildSa child, InetAddress remote, Path path, ChildTraffic traffic, boolean carried) {
    return new ChildView(
        child.request(),
        remote,
        child.role(),
        child.ike(),
        child.outboundSpi(),
        child.udpEncapsulated(),
        child.establishedAt(),
        path,
        traffic,
        carried);
  }
}
