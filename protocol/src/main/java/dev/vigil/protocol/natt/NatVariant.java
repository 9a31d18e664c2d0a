package dev.vigil.protocol.natt;

import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.PayloadType;
import dev.vigil.protocol.wire.VendorIds;
import java.util.List;
import java.util.Optional;

/**
 * The dialects of NAT traversal that float to another port, best first. Drafts 00 and 01 stay on
 * port 500 and are not spoken.
 */
public enum NatVariant {
  RFC3947(VendorIds.NAT_T_RFC3947, PayloadType.NAT_D, PayloadType.NAT_OA, 3, 4),
  DRAFT_03(VendorIds.NAT_T_DRAFT_03, 61443, 61444),
  DRAFT_02_LF(VendorIds.NAT_T_DRAFT_02_LF, 61443, 61444),
  DRAFT_02(VendorIds.NAT_T_DRAFT_02, 61443, 61444);

  private final VendorIds vendorId;
  private final int discoveryType;
  private final int originalAddressType;
  private final int tunnelMode;
  private final int transportMode;

  NatVariant(VendorIds vendorId, int tunnelMode, int transportMode) {
    this(vendorId, PayloadType.NAT_D_DRAFT, PayloadType.NAT_OA_DRAFT, tunnelMode, transportMode);
  }

  NatVariant(
      VendorIds vendorId,
      PayloadType discovery,
      PayloadType originalAddress,
      int tunnelMode,
      int transportMode) {
    this.vendorId = vendorId;
    this.discoveryType = discovery.code();
    this.originalAddressType = originalAddress.code();
    this.tunnelMode = tunnelMode;
    this.transportMode = transportMode;
  }

  public VendorIds vendorId() {
    return vendorId;
  }

  /** Payload type of NAT-D. */
  public int discoveryType() {
    return discoveryType;
  }

  /** Payload type of NAT-OA. */
  public int originalAddressType() {
    return originalAddressType;
  }

  /** Encapsulation mode "UDP-Encapsulated-Tunnel" in Quick Mode (RFC 3947 §5.1). */
  public int tunnelMode() {
    return tunnelMode;
  }

  /** Encapsulation mode "UDP-Encapsulated-Transport" in Quick Mode (RFC 3947 §5.1). */
  public int transportMode() {
    return transportMode;
  }

  /** The best dialect that one of these vendor IDs announces. */
  public static Optional<NatVariant> bestOf(List<Payload.VendorId> vendorIds) {
    for (NatVariant variant : values()) {
      if (vendorIds.stream().anyMatch(variant.vendorId::matches)) {
        return Optional.of(variant);
      }
    }
    return Optional.empty();
  }
}
