package dev.vigil.protocol.sa;

import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.phase1.Retransmission;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;

/**
 * A request that waits for its answer.
 *
 * @param sent how often it was sent
 * @param dueAt when it is sent again, or given up
 */
record Outstanding(Octets datagram, Path path, int sent, Instant dueAt) {
  static Outstanding first(Octets datagram, Path path, Retransmission schedule, Instant now) {
    return new Outstanding(datagram, path, 1, now.plus(schedule.waitAfter(1)));
  }

  boolean due(Instant now) {
    return !now.isBefore(dueAt);
  }

  Outstanding again(Retransmission schedule, Instant now) {
    return new Outstanding(datagram, path, sent + 1, now.plus(schedule.waitAfter(sent + 1)));
  }
}
