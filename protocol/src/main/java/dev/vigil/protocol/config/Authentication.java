package dev.vigil.protocol.config;

/** How phase 1 authenticates (RFC 2409 Appendix A, attribute 3). */
public enum Authentication {
  PRE_SHARE(1),
  RSA_SIG(3),
  RSA_ENCR(4);

  private final int phase1Code;

  Authentication(int phase1Code) {
    this.phase1Code = phase1Code;
  }

  /** Value of the phase-1 attribute "Authentication Method". */
  public int phase1Code() {
    return phase1Code;
  }
}
