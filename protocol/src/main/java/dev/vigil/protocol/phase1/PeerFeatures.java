package dev.vigil.protocol.phase1;

import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.VendorIds;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the peer's vendor IDs announced. They may come in any message of phase 1 (RFC 3706 §5.1
 * binds DPD's to none), so each message adds to what is known; only the NAT-T dialect is settled by
 * the first two (RFC 3947 §3.1).
 */
public record PeerFeatures(
    boolean dpd,
    boolean keepalives,
    boolean unity,
    boolean xauth,
    boolean fragmentation,
    Optional<NatVariant> nat) {
  public static final PeerFeatures NONE =
      new PeerFeatures(false, false, false, false, false, Optional.empty());

  /** Of the first message from the peer. */
  public static PeerFeatures of(List<Payload.VendorId> vendorIds) {
    return NONE.withNat(NatVariant.bestOf(vendorIds)).plus(vendorIds);
  }

  /** With what a later message announced. */
  public PeerFeatures plus(List<Payload.VendorId> vendorIds) {
    return new PeerFeatures(
        dpd || has(vendorIds, VendorIds.DPD),
        keepalives || has(vendorIds, VendorIds.VIGIL_KEEPALIVES),
        unity || has(vendorIds, VendorIds.CISCO_UNITY),
        xauth || has(vendorIds, VendorIds.XAUTH),
        fragmentation || has(vendorIds, VendorIds.FRAGMENTATION),
        nat);
  }

  public PeerFeatures withNat(Optional<NatVariant> value) {
    return new PeerFeatures(dpd, keepalives, unity, xauth, fragmentation, value);
  }

  /**
   * How the peer is asked whether it lives, given what we announced: DPD where it is had, else
   * keepalives, but "IOS keepalives are not supported for Easy VPN remote configurations", which a
   * Unity client is.
   */
  public Optional<LivenessProtocol> liveness(Set<LivenessProtocol> ours) {
    Set<LivenessProtocol> theirs = EnumSet.noneOf(LivenessProtocol.class);
    if (dpd) {
      theirs.add(LivenessProtocol.DPD);
    }
    if (keepalives && !unity) {
      theirs.add(LivenessProtocol.KEEPALIVES);
    }
    return LivenessProtocol.agreed(ours, theirs);
  }

  private static boolean has(List<Payload.VendorId> vendorIds, VendorIds wanted) {
    return vendorIds.stream().anyMatch(wanted::matches);
  }
}
