package dev.vigil.protocol.informational;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import java.util.List;

/** What one payload of a verified Informational message means. */
public sealed interface Statement {
  /** R-U-THERE (RFC 3706 §5.3). */
  record AreYouThere(int number) implements Statement {}

  /** R-U-THERE-ACK. */
  record IAmHere(int number) implements Statement {}

  /** The router's keepalive of old, answered with the same content. */
  record KeepAliveRequest(Octets spi, Octets data) implements Statement {}

  /** RFC 2407 §4.6.3.3: the sender has no older SA with us. */
  record InitialContact() implements Statement {}

  /** This very SA is gone (RFC 2408 §3.15). */
  record SaDeleted() implements Statement {}

  /** IPsec SAs are gone: SPIs by which we address the peer. */
  record ChildrenDeleted(List<Integer> spis) implements Statement {}

  /** An error notify, types 1 to 16383 (RFC 2408 §3.14.1). */
  record Failure(int notifyType, Octets spi) implements Statement {}

  /** Nothing that concerns us; RFC 2408 §5.10 lets it be ignored. */
  record Nothing() implements Statement {}

  /** Reads {@code payload}, which came under the SA that {@code cookies} name. */
  static Statement of(Payload payload, CookiePair cookies) {
    return switch (payload) {
      case Payload.Notification notification -> of(notification, cookies);
      case Payload.Delete delete -> of(delete, cookies);
      default -> new Nothing();
    };
  }

  private static Statement of(Payload.Notification notify, CookiePair cookies) {
    return switch (notify.notifyType()) {
      case NotifyType.R_U_THERE ->
          isDpd(notify, cookies) ? new AreYouThere(notify.data().intAt(0)) : new Nothing();
      case NotifyType.R_U_THERE_ACK ->
          isDpd(notify, cookies) ? new IAmHere(notify.data().intAt(0)) : new Nothing();
      case NotifyType.IOS_KEEP_ALIVE_REQ -> new KeepAliveRequest(notify.spi(), notify.data());
      case NotifyType.INITIAL_CONTACT -> new InitialContact();
      default ->
          notify.notifyType() > 0 && notify.notifyType() < NotifyType.CONNECTED
              ? new Failure(notify.notifyType(), notify.spi())
              : new Nothing();
    };
  }

  /**
   * RFC 3706 §5.3 wants the two cookies as SPI and four bytes of number. racoon sends the cookies
   * in either order.
   */
  private static boolean isDpd(Payload.Notification notify, CookiePair cookies) {
    Octets turned = cookies.responder().octets().plus(cookies.initiator().octets());
    return notify.data().length() == Integer.BYTES
        && (notify.spi().equals(cookies.octets()) || notify.spi().equals(turned));
  }

  /** Only an SA's own Delete ends it: nobody speaks for another SA, not even the same peer. */
  private static Statement of(Payload.Delete delete, CookiePair cookies) {
    if (delete.protocol() == Proposal.ISAKMP) {
      return delete.spis().contains(cookies.octets()) ? new SaDeleted() : new Nothing();
    }
    if (delete.protocol() == Proposal.ESP && delete.spiSize() == Integer.BYTES) {
      return new ChildrenDeleted(delete.spis().stream().map(spi -> spi.intAt(0)).toList());
    }
    return new Nothing();
  }
}
