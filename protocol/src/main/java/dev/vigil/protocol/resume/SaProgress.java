package dev.vigil.protocol.resume;

import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * How far the numbers of an IKE SA have come.
 *
 * @param ours our half of its cookie pair
 * @param lastProbe the number of our last R-U-THERE, or the one before the first
 * @param highestRequest the highest number of the peer's R-U-THERE, unsigned, if any came
 * @param requestedAt when that came; of those that are to be resumed the oldest goes first
 */
public record SaProgress(
    Cookie ours, int lastProbe, OptionalInt highestRequest, Instant requestedAt) {}
