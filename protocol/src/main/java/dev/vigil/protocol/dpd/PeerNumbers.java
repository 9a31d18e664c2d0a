package dev.vigil.protocol.dpd;

import java.time.Duration;
import java.time.Instant;

/**
 * The peer's R-U-THERE messages: which number came last and how many may be answered.
 *
 * <p>RFC 3706 §6.2 lets us reject a number that was not expected, "Implementations MAY maintain a
 * window of acceptable sequence numbers". Real peers repeat numbers (strongSwan, isakmpd, vpnc) and
 * a peer that starts anew inside an SA may go back, so every well-formed message is answered; but
 * only a number that is higher than all before is a sign of life, for an old one may be a replay.
 *
 * <p>Numbers are compared as they are, from 0 to 2^32 - 1, and not modulo 2^32: so each of them can
 * count once at most, whatever a peer's numbers do, and no circle of recorded messages counts for
 * ever. A peer that counts past the boundary is answered as one that repeats itself.
 *
 * @param seen whether any came
 * @param highest the highest number so far, if one was seen
 * @param freshSpent until when answers to new numbers are spent
 * @param repeatSpent until when answers to old numbers are spent; apart, so that replays cannot use
 *     up what the living peer needs
 */
public record PeerNumbers(boolean seen, int highest, Instant freshSpent, Instant repeatSpent) {
  static final Allowance FRESH = Allowance.of(Duration.ofMillis(200), 10);
  static final Allowance REPEATED = Allowance.of(Duration.ofSeconds(1), 5);
  static final PeerNumbers NONE = new PeerNumbers(false, 0, Instant.EPOCH, Instant.EPOCH);

  /**
   * Of a new owner, to whom nothing up to that number is news; the bounds on answers start anew.
   */
  public static PeerNumbers resumed(int highest) {
    return new PeerNumbers(true, highest, Instant.EPOCH, Instant.EPOCH);
  }

  /** About when the last new number came, if one did; late by some answers' time in a burst. */
  public Instant lastFresh() {
    return freshSpent.minus(FRESH.period());
  }

  boolean isFresh(int number) {
    return !seen || Integer.compareUnsigned(number, highest) > 0;
  }

  boolean mayAnswer(int number, Instant now) {
    return isFresh(number) ? FRESH.allows(freshSpent, now) : REPEATED.allows(repeatSpent, now);
  }

  /** After {@code number} came, and was answered if {@link #mayAnswer} said so. */
  PeerNumbers after(int number, Instant now) {
    boolean answered = mayAnswer(number, now);
    return isFresh(number)
        ? new PeerNumbers(
            true, number, answered ? FRESH.spend(freshSpent, now) : freshSpent, repeatSpent)
        : answered
            ? new PeerNumbers(true, highest, freshSpent, REPEATED.spend(repeatSpent, now))
            : this;
  }

  PeerNumbers notAhead(Instant now) {
    Instant fresh = FRESH.bounded(freshSpent, now);
    Instant repeat = REPEATED.bounded(repeatSpent, now);
    return fresh.equals(freshSpent) && repeat.equals(repeatSpent)
        ? this
        : new PeerNumbers(seen, highest, fresh, repeat);
  }
}
