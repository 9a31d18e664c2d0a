package dev.vigil.protocol.peer;

/** Why a pair of IPsec SAs ended. */
public enum ChildEnd {
  REKEYED("replaced by a newer SA"),
  REDUNDANT("both sides made a successor at once"),
  LIFETIME("lifetime expired"),
  PEER_DELETED("deleted by peer"),
  PEER_GONE("its IKE SA ended"),
  INITIAL_CONTACT("peer started afresh (INITIAL-CONTACT)"),
  CLEARED("cleared by operator"),
  SHUTDOWN("shutdown");

  private final String text;

  ChildEnd(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
