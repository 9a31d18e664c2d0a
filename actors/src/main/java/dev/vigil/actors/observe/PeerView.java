package dev.vigil.actors.observe;

import dev.vigil.protocol.cookie.PeerTag;
import java.util.List;

/**
 * A peer as {@code show} sees it.
 *
 * @param sas its IKE SAs, oldest first
 * @param children its pairs of IPsec SAs
 * @param halfOpen exchanges of its that did not come to message 3 yet
 * @param traffic what all its pairs of IPsec SAs carried, those that are gone included: it only
 *     grows, over rekeys and cleared figures, for as long as the peer holds anything
 */
public record PeerView(
    PeerTag tag, List<SaView> sas, List<ChildView> children, int halfOpen, ChildTraffic traffic) {
  public PeerView {
    sas = List.copyOf(sas);
    children = List.copyOf(children);
  }
}
