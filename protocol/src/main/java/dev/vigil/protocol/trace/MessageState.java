package dev.vigil.protocol.trace;

/** How far an SA is, as packet lines and {@code show crypto isakmp sa} name it. */
public enum MessageState {
  MM_NO_STATE("MM_NO_STATE"),
  MM_SA_SETUP("MM_SA_SETUP"),
  MM_KEY_EXCH("MM_KEY_EXCH"),
  QM_IDLE("QM_IDLE      ");

  private final String padded;

  MessageState(String padded) {
    this.padded = padded;
  }

  /** With the blanks that the router leaves behind some of the names in mid-line. */
  String padded() {
    return padded;
  }
}
