package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.natt.NatVariant;
import dev.vigil.protocol.phase1.Phase1Result;
import java.util.Optional;

/** Encapsulation modes: RFC 2407 §4.5, RFC 3947 §5.1 and drafts 00 to 03 of the latter. */
public enum Encapsulation {
  TUNNEL(1, true, false),
  TRANSPORT(2, false, false),
  UDP_TUNNEL(3, true, true),
  UDP_TRANSPORT(4, false, true),
  UDP_TUNNEL_DRAFT(61443, true, true),
  UDP_TRANSPORT_DRAFT(61444, false, true);

  private final int code;
  private final boolean tunnel;
  private final boolean udp;

  Encapsulation(int code, boolean tunnel, boolean udp) {
    this.code = code;
    this.tunnel = tunnel;
    this.udp = udp;
  }

  /** Value of the attribute "Encapsulation Mode". */
  public int code() {
    return code;
  }

  public boolean tunnel() {
    return tunnel;
  }

  /** ESP goes in UDP datagrams (RFC 3948). */
  public boolean udp() {
    return udp;
  }

  static Optional<Encapsulation> of(int code) {
    for (Encapsulation encapsulation : values()) {
      if (encapsulation.code == code) {
        return Optional.of(encapsulation);
      }
    }
    return Optional.empty();
  }

  /** What we propose under that IKE SA: UDP where a NAT is on the way, in the peer's dialect. */
  static Encapsulation of(boolean tunnel, Phase1Result phase1) {
    if (!phase1.natTraversal().nat()) {
      return tunnel ? TUNNEL : TRANSPORT;
    }
    NatVariant variant = phase1.natVariant().orElse(NatVariant.RFC3947);
    return of(tunnel ? variant.tunnelMode() : variant.transportMode()).orElseThrow();
  }
}
