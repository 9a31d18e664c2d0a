package dev.vigil.protocol.wire;

import java.util.Optional;

/** Payload types of RFC 2408 §3.1, RFC 3947 §5 and of the drafts that real peers still speak. */
public enum PayloadType {
  NONE(0),
  SECURITY_ASSOCIATION(1),
  PROPOSAL(2),
  TRANSFORM(3),
  KEY_EXCHANGE(4),
  IDENTIFICATION(5),
  CERTIFICATE(6),
  CERTIFICATE_REQUEST(7),
  HASH(8),
  SIGNATURE(9),
  NONCE(10),
  NOTIFICATION(11),
  DELETE(12),
  VENDOR_ID(13),
  ATTRIBUTES(14),
  NAT_D(20),
  NAT_OA(21),
  NAT_D_DRAFT(130),
  NAT_OA_DRAFT(131),
  FRAGMENT(132);

  private final int code;

  PayloadType(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  public static Optional<PayloadType> of(int code) {
    for (PayloadType type : values()) {
      if (type.code == code) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
