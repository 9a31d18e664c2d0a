package dev.vigil.protocol.wire;

import java.util.List;

/**
 * One payload, without its generic header (next payload, reserved, length). Every record holds the
 * numbers as they came, known or not; all multi-byte numbers are big-endian on the wire.
 */
public sealed interface Payload {
  /** The number that announces this payload in the one before it. */
  int type();

  /** RFC 2408 §3.4 with the situation of RFC 2407 §4.2, which is 1, SIT_IDENTITY_ONLY, in IKE. */
  record SecurityAssociation(int doi, int situation, List<Proposal> proposals) implements Payload {
    public SecurityAssociation {
      proposals = List.copyOf(proposals);
    }

    @Override
    public int type() {
      return PayloadType.SECURITY_ASSOCIATION.code();
    }
  }

  /** RFC 2408 §3.7: the public Diffie-Hellman value. */
  record KeyExchange(Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.KEY_EXCHANGE.code();
    }
  }

  /**
   * RFC 2407 §4.6.2.
   *
   * @param idType see {@link IdType}
   * @param protocol IP protocol, 0 for any
   * @param port 0 for any
   */
  record Identification(int idType, int protocol, int port, Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.IDENTIFICATION.code();
    }
  }

  /** RFC 2408 §3.9. */
  record Certificate(int encoding, Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.CERTIFICATE.code();
    }
  }

  /** RFC 2408 §3.10. */
  record CertificateRequest(int encoding, Octets authority) implements Payload {
    @Override
    public int type() {
      return PayloadType.CERTIFICATE_REQUEST.code();
    }
  }

  /** RFC 2408 §3.11. */
  record Hash(Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.HASH.code();
    }
  }

  /** RFC 2408 §3.12. */
  record Signature(Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.SIGNATURE.code();
    }
  }

  /** RFC 2408 §3.13; RFC 2409 §5: 8 to 256 bytes. */
  record Nonce(Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.NONCE.code();
    }
  }

  /**
   * RFC 2408 §3.14.
   *
   * @param notifyType see {@link NotifyType}
   */
  record Notification(int doi, int protocol, Octets spi, int notifyType, Octets data)
      implements Payload {
    @Override
    public int type() {
      return PayloadType.NOTIFICATION.code();
    }
  }

  /** RFC 2408 §3.15: SPIs of one protocol, each {@code spiSize} bytes. */
  record Delete(int doi, int protocol, int spiSize, List<Octets> spis) implements Payload {
    public Delete {
      spis = List.copyOf(spis);
    }

    @Override
    public int type() {
      return PayloadType.DELETE.code();
    }
  }

  /** RFC 2408 §3.16. */
  record VendorId(Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.VENDOR_ID.code();
    }
  }

  /** The attribute payload of the transaction exchange (draft-dukes-ike-mode-cfg-02 §3.2). */
  record Attributes(int messageType, int identifier, List<Attribute> attributes)
      implements Payload {
    public Attributes {
      attributes = List.copyOf(attributes);
    }

    @Override
    public int type() {
      return PayloadType.ATTRIBUTES.code();
    }
  }

  /** RFC 3947 §3.2 (type 20) and drafts 00 to 03 (type 130). */
  record NatDiscovery(int type, Octets hash) implements Payload {}

  /** RFC 3947 §5.2 (type 21) and drafts 00 to 03 (type 131). */
  record NatOriginalAddress(int type, int idType, Octets address) implements Payload {}

  /** Cisco IKE fragmentation, payload 132. {@code last} is bit 0 of the flags. */
  record Fragment(int identifier, int number, boolean last, Octets data) implements Payload {
    @Override
    public int type() {
      return PayloadType.FRAGMENT.code();
    }
  }

  /** Any other payload, kept whole. */
  record Unknown(int type, Octets body) implements Payload {}
}
