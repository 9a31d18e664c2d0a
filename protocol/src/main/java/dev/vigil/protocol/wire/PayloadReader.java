package dev.vigil.protocol.wire;

import java.util.ArrayList;
import java.util.List;

/** Bodies of single payloads, each read from a window that ends where the payload ends. */
final class PayloadReader {
  private static final int IPSEC_DOI = 1;
  private static final int SIT_IDENTITY_ONLY = 1;
  private static final int MORE_PROPOSALS = PayloadType.PROPOSAL.code();
  private static final int MORE_TRANSFORMS = PayloadType.TRANSFORM.code();

  private PayloadReader() {}

  /** All of {@code body} is consumed. */
  static Payload read(int type, Reader body) {
    Payload payload =
        PayloadType.of(type)
            .map(known -> read(known, body))
            .orElseGet(() -> new Payload.Unknown(type, body.rest()));
    if (!body.isEmpty()) {
      throw body.fault(body.remaining() + " bytes more than the payload has fields for");
    }
    return payload;
  }

  private static Payload read(PayloadType type, Reader body) {
    return switch (type) {
      case NONE, PROPOSAL, TRANSFORM -> throw body.fault("payload " + type + " is out of place");
      case SECURITY_ASSOCIATION -> securityAssociation(body);
      case KEY_EXCHANGE -> new Payload.KeyExchange(body.rest());
      case IDENTIFICATION ->
          new Payload.Identification(body.u8(), body.u8(), body.u16(), body.rest());
      case CERTIFICATE -> new Payload.Certificate(body.u8(), body.rest());
      case CERTIFICATE_REQUEST -> new Payload.CertificateRequest(body.u8(), body.rest());
      case HASH -> new Payload.Hash(body.rest());
      case SIGNATURE -> new Payload.Signature(body.rest());
      case NONCE -> new Payload.Nonce(body.rest());
      case NOTIFICATION -> notification(body);
      case DELETE -> delete(body);
      case VENDOR_ID -> new Payload.VendorId(body.rest());
      case ATTRIBUTES -> attributes(body);
      case NAT_D, NAT_D_DRAFT -> new Payload.NatDiscovery(type.code(), body.rest());
      case NAT_OA, NAT_OA_DRAFT -> natOriginalAddress(type, body);
      case FRAGMENT -> fragment(body);
    };
  }

  /**
   * RFC 2408 §3.4. A DOI or situation of another kind has fields that we cannot know, so the
   * payload is kept whole, unread.
   */
  private static Payload securityAssociation(Reader body) {
    Reader whole = body.again();
    int doi = body.i32();
    int situation = body.i32();
    if (doi != IPSEC_DOI || situation != SIT_IDENTITY_ONLY) {
      body.rest();
      return new Payload.Unknown(PayloadType.SECURITY_ASSOCIATION.code(), whole.rest());
    }
    List<Proposal> proposals = new ArrayList<>();
    boolean more = true;
    while (more) {
      int next = body.u8();
      more = more(next, MORE_PROPOSALS, body);
      body.reserved(1);
      proposals.add(proposal(body.window(MessageDecoder.bodyLength(body))));
    }
    return new Payload.SecurityAssociation(doi, situation, proposals);
  }

  /** RFC 2408 §3.5. */
  private static Proposal proposal(Reader body) {
    int number = body.u8();
    int protocol = body.u8();
    int spiSize = body.u8();
    int count = body.u8();
    Octets spi = body.octets(spiSize);
    List<Transform> transforms = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      if (more(body.u8(), MORE_TRANSFORMS, body) != i < count) {
        throw body.fault("number of transforms is not the " + count + " announced");
      }
      body.reserved(1);
      transforms.add(transform(body.window(MessageDecoder.bodyLength(body))));
    }
    if (!body.isEmpty()) {
      throw body.fault("bytes after the last transform");
    }
    return new Proposal(number, protocol, spi, transforms);
  }

  /** RFC 2408 §3.6. */
  private static Transform transform(Reader body) {
    int number = body.u8();
    int id = body.u8();
    body.reserved(2);
    return new Transform(number, id, attributeList(body));
  }

  private static boolean more(int next, int expected, Reader reader) {
    if (next != PayloadType.NONE.code() && next != expected) {
      throw reader.fault("payload " + next + " where only " + expected + " or the end may follow");
    }
    return next == expected;
  }

  /**
   * RFC 2408 §3.3: the most significant bit says whether two bytes of value follow, or two bytes of
   * length and then the value.
   */
  private static List<Attribute> attributeList(Reader body) {
    List<Attribute> attributes = new ArrayList<>();
    while (!body.isEmpty()) {
      int type = body.u16();
      boolean basic = (type & 0x8000) != 0;
      Octets value = basic ? body.octets(2) : body.octets(body.u16());
      attributes.add(new Attribute(type & 0x7fff, basic, value));
    }
    return attributes;
  }

  private static Payload notification(Reader body) {
    int doi = body.i32();
    int protocol = body.u8();
    int spiSize = body.u8();
    int notifyType = body.u16();
    Octets spi = body.octets(spiSize);
    return new Payload.Notification(doi, protocol, spi, notifyType, body.rest());
  }

  /** RFC 2408 §3.15. A size of zero would let two bytes announce 65,535 empty SPIs. */
  private static Payload delete(Reader body) {
    int doi = body.i32();
    int protocol = body.u8();
    int spiSize = body.u8();
    int count = body.u16();
    if (spiSize == 0 && count != 0) {
      throw body.fault("SPIs of no size");
    }
    List<Octets> spis = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spis.add(body.octets(spiSize));
    }
    return new Payload.Delete(doi, protocol, spiSize, spis);
  }

  private static Payload attributes(Reader body) {
    int messageType = body.u8();
    body.reserved(1);
    return new Payload.Attributes(messageType, body.u16(), attributeList(body));
  }

  private static Payload natOriginalAddress(PayloadType type, Reader body) {
    int idType = body.u8();
    body.reserved(3);
    return new Payload.NatOriginalAddress(type.code(), idType, body.rest());
  }

  private static Payload fragment(Reader body) {
    int identifier = body.u16();
    int number = body.u8();
    boolean last = (body.u8() & 1) != 0;
    return new Payload.Fragment(identifier, number, last, body.rest());
  }
}
