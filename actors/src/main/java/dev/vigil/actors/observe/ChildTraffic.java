package dev.vigil.actors.observe;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Both together, with the later times. */
  public ChildTraffic plus(ChildTraffic other) {
    return new ChildTraffic(
        packetsIn + other.packetsIn,
        bytesIn + other.bytesIn,
        packetsOut + other.packetsOut,
        bytesOut + other.bytesOut,
        replayed + other.replayed,
        refused + other.refused,
        later(lastInbound, other.lastInbound),
        later(lastOutbound, other.lastOutbound));
  }

  /** What came since {@code before}; the times stay as they are. */
  public ChildTraffic minus(ChildTraffic before) {
    return new ChildTraffic(
        packetsIn - before.packetsIn,
        bytesIn - before.bytesIn,
        packetsOut - before.packetsOut,
        bytesOut - before.bytesOut,
        replayed - before.replayed,
        refused - before.refused,
        lastInbound,
        lastOutbound);
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).max(Instant::compareTo);
  }
}
