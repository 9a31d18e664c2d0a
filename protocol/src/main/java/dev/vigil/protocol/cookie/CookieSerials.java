package dev.vigil.protocol.cookie;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Serial numbers for the cookies of one peer, each used once. They follow the clock, one for each
 * {@value #MILLIS_EACH} ms since 1970, so that nothing has to be stored for an owner that starts
 * afresh, on this node or another one, to continue above what the last owner used: it begins
 * {@value #AHEAD} ahead of the clock, and no owner runs further than twice that ahead. For a number
 * to come back, one owner must have used more than {@value #AHEAD} ahead of the clock and the next
 * one have started less than two seconds later (or on a clock that is that much behind). What
 * follows even then is only that an old cookie of the same peer is made again, which the peer's
 * entity sees, as it knows its SAs.
 *
 * <p>The bound is one on new SAs for each peer: {@value #AHEAD} at once, then 500 a second. The
 * last {@value #RESERVE} of them are for what we begin ourselves, so that strangers who send first
 * messages under a site's address cannot keep us from rekeying with that site.
 *
 * @param last the last number used
 */
public record CookieSerials(long last) {
  static final int MILLIS_EACH = 2;
  static final int AHEAD = 1024;
  static final int RESERVE = 128;

  /** For an owner that starts {@code now} and knows nothing of earlier ones. */
  public static CookieSerials startingAt(Instant now) {
    return new CookieSerials(at(now) + AHEAD);
  }

  /**
   * With one more number used, its {@link #last}, for an exchange that we begin; empty when the
   * peer has had too many.
   */
  public Optional<CookieSerials> next(Instant now) {
    return next(now, 2L * AHEAD);
  }

  /** The same for an exchange that somebody else begins, who has proved nothing yet. */
  public Optional<CookieSerials> nextForStranger(Instant now) {
    return next(now, 2L * AHEAD - RESERVE);
  }

  private Optional<CookieSerials> next(Instant now, long bound) {
    long clock = at(now);
    long next = Math.max(last + 1, clock);
    return next > clock + bound ? Optional.empty() : Optional.of(new CookieSerials(next));
  }

  /** The number that belongs to this time. */
  static long at(Instant now) {
    return now.toEpochMilli() / MILLIS_EACH;
  }

  /** How long one key serves, when it serves for that many numbers. */
  static Duration lasting(long numbers) {
    return Duration.ofMillis(MILLIS_EACH * numbers);
  }
}
