package dev.vigil.protocol.resume;

import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How far the numbers of an IKE SA have come.
 *
 * @param ours our half of its cookie pair
 * @param lastProbe the number of our last R-U-THERE, or the one before the first
 * @param awaited the lowest number of ours whose ACK is awaited; {@code lastProbe + 1} when none is
 * @param highestRequest the highest number of the peer's R-U-THERE, unsigned, if any came
 * @param requestedAt when that came; of those that are to be resumed the oldest goes first
 */
public record SaProgress(
    Cookie ours, int lastProbe, int awaited, OptionalInt highestRequest, Instant requestedAt) {
  /** When no ACK is awaited. */
  public SaProgress(Cookie ours, int lastProbe, OptionalInt highestRequest, Instant requestedAt) {
    this(ours, lastProbe, lastProbe + 1, highestRequest, requestedAt);
  }

  void freeze(FieldWriter fields) {
    fields
        .eight(1, ours.value())
        .number(2, Integer.toUnsignedLong(lastProbe))
        .number(3, lastProbe + 1 - awaited)
        .number(
            4,
            highestRequest.isPresent() ? 1 + Integer.toUnsignedLong(highestRequest.getAsInt()) : 0)
        .instant(5, requestedAt);
  }

  static SaProgress thaw(FieldReader fields) {
    int lastProbe = (int) fields.number(2);
    long highest = fields.number(4);
    return new SaProgress(
        new Cookie(fields.eight(1)),
        lastProbe,
        lastProbe + 1 - (int) fields.number(3),
        highest == 0 ? OptionalInt.empty() : OptionalInt.of((int) (highest - 1)),
        fields.instant(5));
  }
}
