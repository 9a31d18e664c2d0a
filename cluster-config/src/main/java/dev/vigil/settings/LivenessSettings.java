package dev.vigil.settings;

import java.util.Set;

/**
 * How peers are watched, beside {@code crypto isakmp keepalive}.
 *
 * @param espIsProofOfLife in periodic mode, whether data from the peer spares it the question
 * @param everyNumber each try asks with every number that a strict peer may expect
 * @param protocols that are announced; with none no peer is watched, and none watches us
 */
public record LivenessSettings(
    boolean espIsProofOfLife, boolean everyNumber, Set<Protocol> protocols) {
  public LivenessSettings {
    protocols = Set.copyOf(protocols);
  }

  /** What peers can be asked with. */
  public enum Protocol {
    DPD,
    KEEPALIVES
  }
}
