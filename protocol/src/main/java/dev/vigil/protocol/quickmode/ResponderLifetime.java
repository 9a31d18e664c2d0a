package dev.vigil.protocol.quickmode;

import dev.vigil.protocol.config.ChildLifetime;
import dev.vigil.protocol.wire.Attribute;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * RFC 2407 §4.6.3.1: the status message that "may be used to communicate the IPSEC SA lifetime
 * chosen by the responder", where it is shorter than what was offered.
 */
final class ResponderLifetime {
  private static final int IPSEC_DOI = 1;
  private static final int SHORT_FORM = 0x8000;

  private ResponderLifetime() {}

  /** Empty if what was offered is kept. */
  static Optional<Payload> of(ChildLifetime offered, ChildLifetime chosen, int ourSpi) {
    Duration time = offered.time().isZero() ? EspSuite.DEFAULT_LIFETIME : offered.time();
    ChildLifetime said =
        new ChildLifetime(
            chosen.time().compareTo(time) < 0 ? chosen.time() : Duration.ZERO,
            chosen.kilobytes() != offered.kilobytes() ? chosen.kilobytes() : 0);
    List<Attribute> attributes = EspSuite.lifetimeAttributes(said);
    if (attributes.isEmpty()) {
      return Optional.empty();
    }
    Octets data = Octets.EMPTY;
    for (Attribute attribute : attributes) {
      data = data.plus(written(attribute));
    }
    return Optional.of(
        new Payload.Notification(
            IPSEC_DOI, Proposal.ESP, Octets.ofInt(ourSpi), NotifyType.RESPONDER_LIFETIME, data));
  }

  private static Octets written(Attribute attribute) {
    int type = attribute.basic() ? attribute.type() | SHORT_FORM : attribute.type();
    Octets head = Octets.of((byte) (type >>> 8), (byte) type);
    int length = attribute.value().length();
    return attribute.basic()
        ? head.plus(attribute.value())
        : head.plus(Octets.of((byte) (length >>> 8), (byte) length)).plus(attribute.value());
  }

  /**
   * @param offered stays in each unit that the message does not name, or names unreadably
   */
  static ChildLifetime read(Payload.Notification notification, ChildLifetime offered) {
    try {
      ChildLifetime said = EspSuite.readLifetime(attributes(notification.data()));
      return new ChildLifetime(
          said.time().isZero() ? offered.time() : said.time(),
          said.kilobytes() == 0 ? offered.kilobytes() : said.kilobytes());
    } catch (Refusal unreadable) {
      return offered;
    }
  }

  private static List<Attribute> attributes(Octets data) {
    List<Attribute> attributes = new ArrayList<>();
    int at = 0;
    while (at + 4 <= data.length()) {
      int type = data.at(at) << 8 | data.at(at + 1);
      boolean basic = (type & SHORT_FORM) != 0;
      int length = basic ? 2 : data.at(at + 2) << 8 | data.at(at + 3);
      at += basic ? 2 : 4;
      if (at + length > data.length()) {
        throw Refusal.malformed("an attribute ends beyond its notify");
      }
      attributes.add(new Attribute(type & ~SHORT_FORM, basic, data.slice(at, length)));
      at += length;
    }
    return attributes;
  }
}
