package dev.vigil.protocol.wire;

/**
 * The fixed header of RFC 2408 §3.1, 28 bytes. Numbers are kept as they came; {@link
 * ExchangeType#of} and {@link PayloadType#of} name the known ones.
 *
 * @param nextPayload type of the first payload, 0 to 255
 * @param version major version in the upper, minor in the lower four bits; IKEv1 is 0x10
 * @param exchange exchange type, 0 to 255
 * @param flags {@link #ENCRYPTION}, {@link #COMMIT}, {@link #AUTHENTICATION_ONLY}
 * @param messageId 0 in phase 1
 * @param length of the whole message in bytes, this header included
 */
public record Header(
    Cookie initiator,
    Cookie responder,
    int nextPayload,
    int version,
    int exchange,
    int flags,
    int messageId,
    int length) {
  public static final int BYTES = 28;
  public static final int VERSION_1 = 0x10;
  static final int LENGTH_AT = 24;
  public static final int ENCRYPTION = 1;
  public static final int COMMIT = 2;
  public static final int AUTHENTICATION_ONLY = 4;

  public CookiePair cookies() {
    return new CookiePair(initiator, responder);
  }

  public boolean encrypted() {
    return (flags & ENCRYPTION) != 0;
  }

  public boolean is(ExchangeType type) {
    return exchange == type.code();
  }
}
