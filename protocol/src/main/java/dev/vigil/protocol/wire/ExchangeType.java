package dev.vigil.protocol.wire;

import java.util.Optional;

/** Exchange types of RFC 2408 §3.1, RFC 2409 and draft-dukes-ike-mode-cfg. */
public enum ExchangeType {
  BASE(1),
  MAIN_MODE(2),
  AUTHENTICATION_ONLY(3),
  AGGRESSIVE(4),
  INFORMATIONAL(5),
  TRANSACTION(6),
  QUICK_MODE(32),
  NEW_GROUP_MODE(33);

  private final int code;

  ExchangeType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<ExchangeType> of(int code) {
    for (ExchangeType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
