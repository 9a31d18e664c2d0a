package dev.vigil.protocol.peer;

import java.time.Duration;

/**
 * How patient a peer machine is. None of it is configured by the router's language.
 *
 * @param ikeOverlap how long an IKE SA stays beside its successor
 * @param childGrace how long IPsec SAs stay beside their successors, so that what is on the way
 *     still arrives
 * @param rekeyRetry after which a failed rekey is tried again while the old SA lives
 * @param backOffFirst wait after none of an entry's peers answered; doubled each time
 * @param backOffMost where the doubling ends
 * @param nameLife for how long what a host name resolved to is taken for granted
 * @param namePatience for how long an answer about a host name is waited for
 * @param simultaneity within which SAs that both sides started count as started at once
 */
public record PeerTimings(
    Duration ikeOverlap,
    Duration childGrace,
    Duration rekeyRetry,
    Duration backOffFirst,
    Duration backOffMost,
    Duration nameLife,
    Duration namePatience,
    Duration simultaneity) {
  public static final PeerTimings DEFAULT =
      new PeerTimings(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));
}
