package dev.vigil.protocol.informational;

import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.NotifyType;
import dev.vigil.protocol.wire.Octets;
import dev.vigil.protocol.wire.Payload;
import dev.vigil.protocol.wire.Proposal;
import java.util.List;
import java.util.Optional;

/** What one payload of a verified Informational message means. */
public sealed interface Statement {
  /** R-U-THERE (RFC 3706 §5.3), or the question of keepalives where these were agreed. */
  record AreYouThere(LivenessProtocol protocol, int number) implements Statement {}

  /** R-U-THERE-ACK, or the answer of keepalives. */
  record IAmHere(LivenessProtocol protocol, int number) implements Statement {}

  /**
   * The router's keepalive of old, of which nothing is known but its type and that of its answer:
   * answered with the same content.
   */
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

  /** Reads {@code payload}, which came under {@code sa}. */
  static Statement of(Payload payload, Phase1Result sa) {
    return switch (payload) {
      case Payload.Notification notification -> of(notification, sa);
      case Payload.Delete delete -> of(delete, sa.cookies());
      default -> new Nothing();
    };
  }

  private static Statement of(Payload.Notification notify, Phase1Result sa) {
    boolean numbered = isNumbered(notify, sa.cookies());
    boolean keepalives = sa.liveness().equals(Optional.of(LivenessProtocol.KEEPALIVES));
    return switch (notify.notifyType()) {
      case NotifyType.R_U_THERE -> numbered ? asked(LivenessProtocol.DPD, notify) : new Nothing();
      case NotifyType.R_U_THERE_ACK ->
          numbered ? answered(LivenessProtocol.DPD, notify) : new Nothing();
      case NotifyType.IOS_KEEP_ALIVE_REQ ->
          keepalives && numbered
              ? asked(LivenessProtocol.KEEPALIVES, notify)
              : new KeepAliveRequest(notify.spi(), notify.data());
      case NotifyType.IOS_KEEP_ALIVE_ACK ->
          keepalives && numbered ? answered(LivenessProtocol.KEEPALIVES, notify) : new Nothing();
      case NotifyType.INITIAL_CONTACT -> new InitialContact();
      default ->
          notify.notifyType() > 0 && notify.notifyType() < NotifyType.CONNECTED
              ? new Failure(notify.notifyType(), notify.spi())
              : new Nothing();
    };
  }

  private static Statement asked(LivenessProtocol protocol, Payload.Notification notify) {
    return new AreYouThere(protocol, notify.data().intAt(0));
  }

  private static Statement answered(LivenessProtocol protocol, Payload.Notification notify) {
    return new IAmHere(protocol, notify.data().intAt(0));
  }

  /**
   * RFC 3706 §5.3 wants the two cookies as SPI and four bytes of number. racoon sends the cookies
   * in either order.
   */
  private static boolean isNumbered(Payload.Notification notify, CookiePair cookies) {
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
