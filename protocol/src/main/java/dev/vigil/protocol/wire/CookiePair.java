package dev.vigil.protocol.wire;

/** The name of an ISAKMP SA: CKY-I and CKY-R (RFC 2408 §2.5.3). */
public record CookiePair(Cookie initiator, Cookie responder) {
  public static final int BYTES = 2 * Cookie.BYTES;

  /** CKY-I | CKY-R, the 16-byte SPI of ISAKMP notifies and deletes. */
  public Octets octets() {
    return initiator.octets().plus(responder.octets());
  }

  /** Initiator and responder cookie with a slash between, in hex. */
  @Override
  public String toString() {
    return initiator + "/" + responder;
  }
}
