package dev.vigil.protocol.dpd;

import java.time.Duration;

/** What the watch over one peer wants done, in order. */
public sealed interface DpdEffect {
  /**
   * Send an R-U-THERE, in a message with a fresh message ID.
   *
   * @param number its sequence number
   * @param attempt 0 for the probe itself, 1 to 4 for its retries
   */
  record SendRUThere(int number, int attempt) implements DpdEffect {}

  /**
   * Send an R-U-THERE-ACK. RFC 3706 §6.1: "A responder to an R-U-THERE message MUST send an
   * R-U-THERE-ACK with the same sequence number."
   */
  record SendAck(int number) implements DpdEffect {}

  /**
   * A question was answered: the peer lives.
   *
   * @param delay since the last try was sent, the round trip if that is the one that was answered
   */
  record Acknowledged(int number, Duration delay) implements DpdEffect {}

  /** A try went unanswered; {@code count} of them did by now, 1 to 5. */
  record CountError(int count) implements DpdEffect {}

  /** The peer does not live: delete the SA. The last effect that there is. */
  record DeclareDead() implements DpdEffect {}

  /** A message had no effect. */
  record Dropped(Reason reason) implements DpdEffect {}

  /** Why a message had no effect. */
  enum Reason {
    /** An ACK with a number that is not outstanding: repeated, late or invented. */
    ACK_NOT_OUTSTANDING,
    /** An R-U-THERE too many; the next but few will be answered again. */
    REQUEST_RATE,
    /** Whatever came after the peer was declared dead. */
    AFTER_DEATH
  }
}
