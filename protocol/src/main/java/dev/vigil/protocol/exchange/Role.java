package dev.vigil.protocol.exchange;

/** Our side of the phase-1 exchange; it also says which half of the cookie pair is ours. */
public enum Role {
  INITIATOR('I'),
  RESPONDER('R');

  private final char letter;

  Role(char letter) {
    this.letter = letter;
  }

  /** As in {@code (I) QM_IDLE}. */
  public char letter() {
    return letter;
  }
}
