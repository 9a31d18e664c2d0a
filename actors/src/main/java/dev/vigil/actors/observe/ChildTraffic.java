package dev.vigil.actors.observe;

import java.time.Instant;
import java.util.Optional;

/**
 * What went through a pair of IPsec SAs. Bytes are those of the protected packets, without ESP.
 *
 * @param replayed packets that came before, or too late for the replay window
 * @param refused packets whose integrity check, padding or selectors were wrong
 * @param lastInbound when the last authentic packet came
 * @param lastOutbound when the last packet left
 */
public record ChildTraffic(
    long packetsIn,
    long bytesIn,
    long packetsOut,
    long bytesOut,
    long replayed,
    long refused,
    Optional<Instant> lastInbound,
    Optional<Instant> lastOutbound) {
  public static final ChildTraffic NONE =
      new ChildTraffic(0, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
}
