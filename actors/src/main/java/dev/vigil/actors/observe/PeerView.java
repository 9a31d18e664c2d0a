package dev.vigil.actors.observe;

import dev.vigil.protocol.cookie.PeerTag;
import java.util.List;

/**
 * A peer as {@code show} sees it.
 *
 * @param sas its IKE SAs, oldest first
 * @param children its pairs of IPsec SAs
 * @param halfOpen exchanges of its that did not come to message 3 yet
 */
public record PeerView(PeerTag tag, List<SaView> sas, List<ChildView> children, int halfOpen) {
  public PeerView {
    sas = List.copyOf(sas);
    children = List.copyOf(children);
  }
}
