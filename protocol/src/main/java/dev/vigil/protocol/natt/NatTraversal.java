package dev.vigil.protocol.natt;

/** What NAT detection found (RFC 3947 §3.2); decides encapsulation and keepalives. */
public enum NatTraversal {
  /** The peer does not speak it. */
  UNSUPPORTED(false, false),
  NO_NAT(false, false),
  /** There is none, yet we told the peer that we are behind one, so that ESP goes in UDP. */
  CLAIMED(false, false),
  /** We are behind a NAT: we send keepalives. */
  LOCAL_BEHIND_NAT(true, false),
  PEER_BEHIND_NAT(false, true),
  BOTH_BEHIND_NAT(true, true);

  private final boolean local;
  private final boolean peer;

  NatTraversal(boolean local, boolean peer) {
    this.local = local;
    this.peer = peer;
  }

  public boolean localBehindNat() {
    return local;
  }

  public boolean peerBehindNat() {
    return peer;
  }

  /** Whether messages go to the other port, and ESP in UDP datagrams. */
  public boolean nat() {
    return local || peer || this == CLAIMED;
  }
}
