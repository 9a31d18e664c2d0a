package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import java.util.List;
import java.util.Optional;

/**
 * A pair of IPsec SAs that we want, or would agree to.
 *
 * @param name the crypto map entry it serves, for {@code show} and the log
 * @param transforms acceptable protection, best first
 * @param pfs the group of a fresh exchange; as responder it is what we demand at least
 * @param inboundSpi SPI by which the peer is to address us, chosen by our peer machine
 */
public record ChildRequest(
    String name,
    TrafficSelector local,
    TrafficSelector remote,
    List<EspTransform> transforms,
    Optional<DhGroup> pfs,
    ChildLifetime lifetime,
    int inboundSpi) {
  public ChildRequest {
    transforms = List.copyOf(transforms);
  }
}
