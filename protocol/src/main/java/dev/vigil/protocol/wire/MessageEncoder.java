package dev.vigil.protocol.wire;

import java.util.Arrays;
import java.util.List;

/**
 * From messages to bytes, the inverse of {@link MessageDecoder}: what that read without complaint,
 * this writes byte for byte.
 */
public final class MessageEncoder {
  private MessageEncoder() {}

  /** A message in the clear; its header's next payload and length are computed. */
  public static Octets encode(Header header, List<? extends Payload> payloads) {
    Writer writer = new Writer(512);
    header(writer, header, firstType(payloads));
    chain(writer, payloads);
    writer.int32(Header.LENGTH_AT, writer.length());
    return writer.octets();
  }

  /**
   * The 28 bytes of a header.
   *
   * @param nextPayload type of the first payload of what follows
   * @param length of the whole message in bytes
   */
  public static Octets header(Header header, int nextPayload, int length) {
    Writer writer = new Writer(Header.BYTES);
    header(writer, header, nextPayload);
    writer.int32(Header.LENGTH_AT, length);
    return writer.octets();
  }

  /** The payloads with their generic headers, chained, without padding. */
  public static Octets chain(List<? extends Payload> payloads) {
    Writer writer = new Writer(256);
    chain(writer, payloads);
    return writer.octets();
  }

  /** One payload without its generic header: SAi_b, IDii_b and their like. */
  public static Octets body(Payload payload) {
    Writer writer = new Writer(128);
    body(writer, payload);
    return writer.octets();
  }

  /** What announces the first of them, 0 if there is none. */
  public static int firstType(List<? extends Payload> payloads) {
    return payloads.isEmpty() ? PayloadType.NONE.code() : payloads.getFirst().type();
  }

  private static void header(Writer writer, Header header, int nextPayload) {
    writer.i64(header.initiator().value());
    writer.i64(header.responder().value());
    writer.u8(nextPayload);
    writer.u8(header.version());
    writer.u8(header.exchange());
    writer.u8(header.flags());
    writer.i32(header.messageId());
    writer.i32(header.length());
  }

  private static void chain(Writer writer, List<? extends Payload> payloads) {
    for (int i = 0; i < payloads.size(); i++) {
      int start = genericHeader(writer, i + 1 < payloads.size() ? payloads.get(i + 1).type() : 0);
      body(writer, payloads.get(i));
      writer.int16(start + 2, writer.length() - start);
    }
  }

  /** Next payload, reserved, and a length that is filled in when it is known. */
  private static int genericHeader(Writer writer, int next) {
    int start = writer.length();
    writer.u8(next);
    writer.u8(0);
    writer.u16(0);
    return start;
  }

  private static void body(Writer writer, Payload payload) {
    switch (payload) {
      case Payload.SecurityAssociation sa -> securityAssociation(writer, sa);
      case Payload.KeyExchange(Octets data) -> writer.put(data);
      case Payload.Identification(int idType, int protocol, int port, Octets data) -> {
        writer.u8(idType);
        writer.u8(protocol);
        writer.u16(port);
        writer.put(data);
      }
      case Payload.Certificate(int encoding, Octets data) -> writer.u8(encoding).put(data);
      case Payload.CertificateRequest(int encoding, Octets name) -> writer.u8(encoding).put(name);
      case Payload.Hash(Octets data) -> writer.put(data);
      case Payload.Signature(Octets data) -> writer.put(data);
      case Payload.Nonce(Octets data) -> writer.put(data);
      case Payload.Notification notification -> notification(writer, notification);
      case Payload.Delete delete -> delete(writer, delete);
      case Payload.VendorId(Octets data) -> writer.put(data);
      case Payload.Attributes(int messageType, int identifier, List<Attribute> attributes) -> {
        writer.u8(messageType).u8(0).u16(identifier);
        attributes.forEach(attribute -> attribute(writer, attribute));
      }
      case Payload.NatDiscovery(_, Octets hash) -> writer.put(hash);
      case Payload.NatOriginalAddress(_, int idType, Octets address) ->
          writer.u8(idType).u8(0).u16(0).put(address);
      case Payload.Fragment(int identifier, int number, boolean last, Octets data) ->
          writer.u16(identifier).u8(number).u8(last ? 1 : 0).put(data);
      case Payload.Unknown(_, Octets bytes) -> writer.put(bytes);
    }
  }

  private static void securityAssociation(Writer writer, Payload.SecurityAssociation sa) {
    writer.i32(sa.doi()).i32(sa.situation());
    List<Proposal> proposals = sa.proposals();
    for (int i = 0; i < proposals.size(); i++) {
      boolean more = i + 1 < proposals.size();
      int start = genericHeader(writer, more ? PayloadType.PROPOSAL.code() : 0);
      Proposal proposal = proposals.get(i);
      writer.u8(proposal.number()).u8(proposal.protocol());
      writer.u8(proposal.spi().length()).u8(proposal.transforms().size()).put(proposal.spi());
      transforms(writer, proposal.transforms());
      writer.int16(start + 2, writer.length() - start);
    }
  }

  private static void transforms(Writer writer, List<Transform> transforms) {
    for (int i = 0; i < transforms.size(); i++) {
      boolean more = i + 1 < transforms.size();
      int start = genericHeader(writer, more ? PayloadType.TRANSFORM.code() : 0);
      Transform transform = transforms.get(i);
      writer.u8(transform.number()).u8(transform.id()).u16(0);
      transform.attributes().forEach(attribute -> attribute(writer, attribute));
      writer.int16(start + 2, writer.length() - start);
    }
  }

  private static void attribute(Writer writer, Attribute attribute) {
    if (attribute.basic()) {
      writer.u16(0x8000 | attribute.type()).put(attribute.value());
    } else {
      writer.u16(attribute.type()).u16(attribute.value().length()).put(attribute.value());
    }
  }

  private static void notification(Writer writer, Payload.Notification notification) {
    writer.i32(notification.doi()).u8(notification.protocol());
    writer.u8(notification.spi().length()).u16(notification.notifyType());
    writer.put(notification.spi()).put(notification.data());
  }

  private static void delete(Writer writer, Payload.Delete delete) {
    writer.i32(delete.doi()).u8(delete.protocol()).u8(delete.spiSize());
    writer.u16(delete.spis().size());
    delete.spis().forEach(writer::put);
  }

  /** A growing array, big-endian. */
  private static final class Writer {
    private byte[] bytes;
    private int length;

    Writer(int expected) {
      bytes = new byte[expected];
    }

    int length() {
      return length;
    }

    Writer u8(int value) {
      room(1);
      bytes[length++] = (byte) value;
      return this;
    }

    Writer u16(int value) {
      return u8(value >>> 8).u8(value);
    }

    Writer i32(int value) {
      return u16(value >>> 16).u16(value);
    }

    void i64(long value) {
      i32((int) (value >>> 32)).i32((int) value);
    }

    Writer put(Octets octets) {
      room(octets.length());
      octets.copyTo(bytes, length);
      length += octets.length();
      return this;
    }

    /** Overwrites two bytes at {@code at}. */
    void int16(int at, int value) {
      bytes[at] = (byte) (value >>> 8);
      bytes[at + 1] = (byte) value;
    }

    /** Overwrites four bytes at {@code at}. */
    void int32(int at, int value) {
      int16(at, value >>> 16);
      int16(at + 2, value);
    }

    Octets octets() {
      return Octets.wrap(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    private void room(int more) {
      if (length + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
      }
    }
  }
}
