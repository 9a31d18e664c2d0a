package dev.vigil.decode;

import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import dev.vigil.protocol.wire.Transform;
import dev.vigil.protocol.wire.VendorIds;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A payload as named fields in the order of the wire: what both output forms are made of. */
final class PayloadFields {
  /** USER_PASSWORD, PASSCODE, NEXT_PIN and ANSWER (draft-beaulieu-ike-xauth-02 §6.2). */
  private static final Set<Integer> XAUTH_SECRETS = Set.of(16522, 16523, 16528, 16529);

  private PayloadFields() {}

  static Map<String, Object> of(Payload payload) {
    Map<String, Object> fields = new LinkedHashMap<>();
    switch (payload) {
      case Payload.SecurityAssociation sa -> {
        fields.put("type", "SA");
        fields.put("doi", sa.doi());
        fields.put("situation", sa.situation());
        fields.put("proposals", sa.proposals().stream().map(PayloadFields::proposal).toList());
      }
      case Payload.KeyExchange ke -> data(fields, "KE", ke.data());
      case Payload.Identification id -> identification(fields, id);
      case Payload.Certificate certificate -> {
        fields.put("type", "CERT");
        fields.put("encoding", certificate.encoding());
        fields.put("length", certificate.data().length());
      }
      case Payload.CertificateRequest request -> {
        fields.put("type", "CR");
        fields.put("encoding", request.encoding());
        fields.put("authority", request.authority().toHex());
      }
      case Payload.Hash hash -> data(fields, "HASH", hash.data());
      case Payload.Signature signature -> data(fields, "SIG", signature.data());
      case Payload.Nonce nonce -> data(fields, "NONCE", nonce.data());
      case Payload.Notification notification -> notification(fields, notification);
      case Payload.Delete delete -> {
        fields.put("type", "DELETE");
        fields.put("protocol", Names.protocol(delete.protocol()));
        fields.put("spis", delete.spis().stream().map(Octets::toHex).toList());
      }
      case Payload.VendorId vendor -> {
        fields.put("type", "VID");
        VendorIds.of(vendor).ifPresent(known -> fields.put("name", known.name()));
        fields.put("data", vendor.data().toHex());
      }
      case Payload.Attributes attributes -> configuration(fields, attributes);
      case Payload.NatDiscovery nat -> data(fields, "NAT-D", nat.hash());
      case Payload.NatOriginalAddress original -> {
        fields.put("type", "NAT-OA");
        fields.put("address", address(original.address()));
      }
      case Payload.Fragment fragment -> {
        fields.put("type", "FRAGMENT");
        fields.put("id", fragment.identifier());
        fields.put("number", fragment.number());
        fields.put("last", fragment.last());
        fields.put("length", fragment.data().length());
      }
      case Payload.Unknown unknown -> data(fields, "payload " + unknown.type(), unknown.body());
    }
    return fields;
  }

  private static void data(Map<String, Object> fields, String type, Octets data) {
    fields.put("type", type);
    fields.put("data", data.toHex());
  }

  private static Map<String, Object> proposal(Proposal proposal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", proposal.number());
    fields.put("protocol", Names.protocol(proposal.protocol()));
    if (!proposal.spi().isEmpty()) {
      fields.put("spi", proposal.spi().toHex());
    }
    List<Map<String, Object>> transforms = new ArrayList<>();
    for (Transform transform : proposal.transforms()) {
      transforms.add(transform(proposal.protocol(), transform));
    }
    fields.put("transforms", transforms);
    return fields;
  }

  private static Map<String, Object> transform(int protocol, Transform transform) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", transform.number());
    fields.put("id", Names.transform(protocol, transform.id()));
    for (Attribute attribute : transform.attributes()) {
      String name = Names.attribute(protocol, attribute.type());
      long number = attribute.number();
      Object value =
          number < 0 || number > Integer.MAX_VALUE
              ? attribute.value().toHex()
              : Names.attributeValue(protocol, attribute.type(), (int) number);
      fields.merge(name, value, (first, second) -> first + ", " + second);
    }
    return fields;
  }

  private static void identification(Map<String, Object> fields, Payload.Identification id) {
    fields.put("type", "ID");
    fields.put("id_type", Names.identity(id.idType()));
    fields.put("protocol", id.protocol());
    fields.put("port", id.port());
    fields.put("id", identity(id));
  }

  private static String identity(Payload.Identification id) {
    Octets data = id.data();
    return switch (id.idType()) {
      case 1, 5 -> address(data);
      case 2, 3 -> printable(data);
      case 4, 6 -> pair(data, "/");
      case 7, 8 -> pair(data, "-");
      case 11 -> printable(data);
      default -> data.toHex();
    };
  }

  private static String pair(Octets data, String between) {
    int half = data.length() / 2;
    return address(data.slice(0, half)) + between + address(data.slice(half, half));
  }

  private static String address(Octets bytes) {
    try {
      return InetAddress.getByAddress(bytes.toArray()).getHostAddress();
    } catch (UnknownHostException e) {
      return bytes.toHex();
    }
  }

  /** Text if all of it is printable ASCII, else hex: nothing odd reaches a terminal. */
  private static String printable(Octets bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) < 0x20 || bytes.at(i) > 0x7e) {
        return bytes.toHex();
      }
    }
    return new String(bytes.toArray(), StandardCharsets.US_ASCII);
  }

  private static void notification(Map<String, Object> fields, Payload.Notification notification) {
    fields.put("type", "NOTIFY");
    fields.put("notify", Names.notify(notification.notifyType()));
    fields.put("protocol", Names.protocol(notification.protocol()));
    if (!notification.spi().isEmpty()) {
      fields.put("spi", notification.spi().toHex());
    }
    String name = Names.notify(notification.notifyType());
    if (name.startsWith("R-U-THERE") && notification.data().length() == 4) {
      fields.put("sequence", notification.data().intAt(0) & 0xffffffffL);
    } else if (!notification.data().isEmpty()) {
      fields.put("data", notification.data().toHex());
    }
  }

  private static void configuration(Map<String, Object> fields, Payload.Attributes attributes) {
    fields.put("type", "ATTR");
    fields.put(
        "message",
        switch (attributes.messageType()) {
          case 1 -> "REQUEST";
          case 2 -> "REPLY";
          case 3 -> "SET";
          case 4 -> "ACK";
          default -> Integer.toString(attributes.messageType());
        });
    fields.put("identifier", attributes.identifier());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Attribute attribute : attributes.attributes()) {
      boolean secret = XAUTH_SECRETS.contains(attribute.type()) && !attribute.value().isEmpty();
      values.put(
          Integer.toString(attribute.type()), secret ? "<secret>" : attribute.value().toHex());
    }
    fields.put("attributes", values);
  }
}
