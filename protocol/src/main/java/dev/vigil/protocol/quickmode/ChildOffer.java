package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.config.TrafficSelector;
import dev.vigil.protocol.crypto.DhGroup;
import java.util.List;
import java.util.Optional;

/**
 * A flow that the configuration protects: what we propose as initiator, and what we agree to as
 * responder, for these selectors or any part of them.
 *
 * @param name the crypto map entry that it comes from
 * @param transforms best first
 * @param pfs as initiator what we propose; as responder what the peer must bring. Without it a
 *     peer's own wish for PFS is granted with any group: a second secret never makes keys weaker
 */
public record ChildOffer(
    String name,
    TrafficSelector local,
    TrafficSelector remote,
    List<EspTransform> transforms,
    Optional<DhGroup> pfs,
    ChildLifetime lifetime) {
  public ChildOffer {
    transforms = List.copyOf(transforms);
  }

  /** To be negotiated by us, as it stands. */
  public ChildRequest request(int inboundSpi) {
    return new ChildRequest(name, local, remote, transforms, pfs, lifetime, inboundSpi);
  }

  /** Whether a flow between these two is within this one. */
  public boolean covers(TrafficSelector ours, TrafficSelector theirs) {
    return local.covers(ours) && remote.covers(theirs);
  }
}
