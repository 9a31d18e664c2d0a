package dev.vigil.actors.dataplane;

import java.time.Duration;

/** What became of a {@link PingRequest}. */
public sealed interface PingReply {
  /** The reply came, authentic and with what was sent. */
  record Answered(Duration roundTrip) implements PingReply {}

  /** None came in time; so too when the request itself called the tunnel up. */
  record Lost() implements PingReply {}

  /**
   * Nothing was sent.
   *
   * @param reason one clause
   */
  record NotSent(String reason) implements PingReply {}
}
