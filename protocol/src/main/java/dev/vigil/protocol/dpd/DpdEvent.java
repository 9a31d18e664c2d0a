package dev.vigil.protocol.dpd;

import java.time.Instant;

/** What can happen to the watch over one peer. All of it was authenticated by the SA before. */
public sealed interface DpdEvent {
  /**
   * Probing may begin: the SA stands and the peer announced DPD; for a Unity client not before its
   * first Quick Mode is complete, for until then a notify is fatal to it. Has no effect when
   * probing has begun already.
   *
   * @param spread 32 random bits: which part of the first interval passes before the first probe,
   *     so that many SAs which start together never probe together; {@code -1} means the whole
   *     interval
   */
  record Enabled(int spread) implements DpdEvent {}

  /** The time of {@code nextDeadline} has come. Harmless when it comes early, twice or unasked. */
  record Deadline() implements DpdEvent {}

  /** An R-U-THERE-ACK with this number. */
  record AckReceived(int number) implements DpdEvent {}

  /** An R-U-THERE with this number. */
  record RequestReceived(int number) implements DpdEvent {}

  /**
   * Something else that only the living peer can have sent, received for the first time.
   *
   * @param at when it came, now or some time ago
   */
  record ProofOfLife(Source source, Instant at) implements DpdEvent {}

  /**
   * Data left for the peer.
   *
   * @param at when the last of it left, now or some time ago
   */
  record OutboundTraffic(Instant at) implements DpdEvent {}

  /** What proved the peer alive. */
  enum Source {
    IKE,
    ESP
  }
}
