package dev.vigil.protocol.peer;

import dev.vigil.protocol.phase1.Retransmission;
import java.time.Duration;

/**
 * How long we call a peer that does not answer.
 *
 * @param retransmission of each request of a negotiation
 * @param backOffFirst wait after none of an entry's peers answered; doubled each time
 * @param backOffMost where the doubling ends
 */
public record Patience(Retransmission retransmission, Duration backOffFirst, Duration backOffMost) {
  public static final Patience DEFAULT =
      new Patience(
          Retransmission.DEFAULT,
          PeerTimings.DEFAULT.backOffFirst(),
          PeerTimings.DEFAULT.backOffMost());

  PeerTimings timings() {
    PeerTimings usual = PeerTimings.DEFAULT;
    return new PeerTimings(
        usual.ikeOverlap(),
        usual.childGrace(),
        usual.rekeyRetry(),
        backOffFirst,
        backOffMost,
        usual.nameLife(),
        usual.namePatience(),
        usual.simultaneity());
  }
}
