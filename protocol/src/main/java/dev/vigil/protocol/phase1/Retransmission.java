package dev.vigil.protocol.phase1;

import java.time.Duration;

/**
 * When an unanswered request is sent again: RFC 2408 §5.1 leaves it to "a local security policy
 * matter". Each wait is twice the one before.
 *
 * @param first wait after the first sending
 * @param tries how often it is sent in all
 */
public record Retransmission(Duration first, int tries) {
  /** Sends at 0, 2, 6, 14 and 30 s and gives up after 62 s. */
  public static final Retransmission DEFAULT = new Retransmission(Duration.ofSeconds(2), 5);

  /**
   * How long to wait after the {@code sent}-th sending.
   *
   * @param sent from 1
   */
  public Duration waitAfter(int sent) {
    return first.multipliedBy(1L << Math.min(sent - 1, 20));
  }

  /** Whether it may be sent once more. */
  public boolean allowsAnother(int sent) {
    return sent < tries;
  }

  /** All waits together. */
  public Duration total() {
    return first.multipliedBy((1L << Math.min(tries, 20)) - 1);
  }
}
