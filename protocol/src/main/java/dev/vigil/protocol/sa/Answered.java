package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;

/**
 * The answer to the last request, for when that comes again: the peer missed the answer. RFC 2408
 * §5.1 has the requester repeat itself; to process it twice would break the IV chain.
 *
 * @param request byte for byte; out of a snapshot its last bytes only, which depend on all the
 *     others, as it was encrypted in CBC mode
 * @param left how many times the answer may still be repeated
 * @param until when it is forgotten
 */
record Answered(Octets request, Octets reply, Path path, int left, Instant until) {
  /** Shorter than any request. */
  private static final int MARK = 16;

  private static final int REPEATS = 8;
  private static final long SECONDS = 120;

  static Answered of(Octets request, Octets reply, Path path, Instant now) {
    return new Answered(request, reply, path, REPEATS, now.plusSeconds(SECONDS));
  }

  boolean answers(Octets datagram, Instant now) {
    return now.isBefore(until) && isOf(datagram);
  }

  /** Whether it is the answer to that request. */
  boolean isOf(Octets datagram) {
    return request.length() == MARK
        ? datagram.length() > MARK && datagram.tail(MARK).equals(request)
        : request.equals(datagram);
  }

  /** What is left of the request in a snapshot. */
  Octets mark() {
    return request.length() <= MARK ? request : request.tail(MARK);
  }

  Answered repeated() {
    return new Answered(request, reply, path, left - 1, until);
  }
}
