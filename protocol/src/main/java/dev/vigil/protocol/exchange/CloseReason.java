package dev.vigil.protocol.exchange;

/** Why an IKE SA ended, as operators read it in {@code show} and in the log. */
public enum CloseReason {
  DEAD_PEER("peers alive"),
  PEER_DELETED("deleted by peer"),
  CLEARED("cleared by operator"),
  LIFETIME("lifetime expired"),
  REPLACED("replaced by a newer SA"),
  INITIAL_CONTACT("peer started afresh (INITIAL-CONTACT)"),
  RETRANSMISSIONS("no answer, retransmissions exhausted"),
  NO_PROPOSAL("no proposal chosen"),
  AUTHENTICATION("authentication failed: pre-shared keys differ"),
  REFUSED_BY_PEER("peer refused"),
  PROTOCOL("peer broke the protocol"),
  SHUTDOWN("shutdown"),
  FAULT("internal fault");

  private final String text;

  CloseReason(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
