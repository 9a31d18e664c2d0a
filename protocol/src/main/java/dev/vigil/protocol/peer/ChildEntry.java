package dev.vigil.protocol.peer;

import dev.vigil.protocol.esp.EspSealer;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Cookie;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A pair of IPsec SAs in use.
 *
 * @param ike our cookie of the IKE SA that answers for it now
 * @param remote the peer's address when it was made
 * @param softAt when a successor is negotiated; empty while that is under way
 * @param hardAt when it ends in any case
 * @param retireAt when it makes room for its successor
 * @param end the reason that it then ends for
 * @param ceiling the highest sequence number that may go out through it
 */
record ChildEntry(
    ChildSa child,
    Cookie ike,
    InetAddress remote,
    Optional<Instant> softAt,
    Instant hardAt,
    Optional<Instant> retireAt,
    ChildEnd end,
    long ceiling) {
  static final long LAST_SEQUENCE = EspSealer.LAST_SEQUENCE;

  int inboundSpi() {
    return child.inboundSpi();
  }

  String connection() {
    return child.request().name();
  }

  /** Whether it protects just what {@code other} does, for the same crypto map entry. */
  boolean sameFlow(ChildRequest other) {
    ChildRequest mine = child.request();
    return mine.name().equals(other.name())
        && mine.local().equals(other.local())
        && mine.remote().equals(other.remote());
  }

  boolean serves(Connection connection) {
    return connection().equals(connection.label());
  }

  /** The lower one of its two SPIs; both sides see the same. */
  long lowestSpi() {
    return Math.min(
        Integer.toUnsignedLong(inboundSpi()), Integer.toUnsignedLong(child.outboundSpi()));
  }

  /** In use and without a successor. */
  boolean current() {
    return retireAt.isEmpty();
  }

  ChildEntry under(Cookie otherIke) {
    return new ChildEntry(child, otherIke, remote, softAt, hardAt, retireAt, end, ceiling);
  }

  ChildEntry withSoftAt(Optional<Instant> value) {
    return new ChildEntry(child, ike, remote, value, hardAt, retireAt, end, ceiling);
  }

  ChildEntry retiring(Instant at, ChildEnd reason) {
    return new ChildEntry(
        child, ike, remote, Optional.empty(), hardAt, Optional.of(at), reason, ceiling);
  }

  /** Its successor is gone: it serves on, and another one is negotiated at {@code nextTry}. */
  ChildEntry staying(Instant nextTry) {
    return new ChildEntry(
        child,
        ike,
        remote,
        Optional.of(nextTry),
        hardAt,
        Optional.empty(),
        ChildEnd.REKEYED,
        ceiling);
  }

  ChildEntry withCeiling(long value) {
    return new ChildEntry(child, ike, remote, softAt, hardAt, retireAt, end, value);
  }
}
