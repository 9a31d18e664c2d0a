package dev.vigil.actors.store;

import java.time.Duration;

/**
 * What waits to be made safe.
 *
 * @param waiting writes that were handed in
 * @param oldest how long the first of them has waited
 */
public record StoreLag(int waiting, Duration oldest) {
  public static final StoreLag NONE = new StoreLag(0, Duration.ZERO);
}
