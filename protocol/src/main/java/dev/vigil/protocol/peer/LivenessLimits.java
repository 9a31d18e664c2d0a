package dev.vigil.protocol.peer;

import dev.vigil.protocol.wire.LivenessProtocol;
import java.util.Set;

/**
 * What a node decides about the watch over its peers beside {@code crypto isakmp keepalive}.
 *
 * @param espIsProofOfLife see {@link dev.vigil.protocol.dpd.DpdSettings}
 * @param everyNumber see there, too
 * @param protocols that are announced
 */
public record LivenessLimits(
    boolean espIsProofOfLife, boolean everyNumber, Set<LivenessProtocol> protocols) {
  public static final LivenessLimits DEFAULT =
      new LivenessLimits(false, false, Set.of(LivenessProtocol.values()));

  public LivenessLimits {
    protocols = Set.copyOf(protocols);
  }
}
