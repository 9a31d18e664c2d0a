package dev.vigil.simulation;

import java.time.Duration;

/** How large the runs are: small in each build, larger with {@code -Dvigil.sim.…}. */
final class Scale {
  /** Sites of those runs that are about all of them together. */
  static final int PEERS = Integer.getInteger("vigil.sim.peers", 100_000);

  /** Decides everything; printed with each failure. */
  static final long SEED = Long.getLong("vigil.sim.seed", 20_261_124L);

  private Scale() {}

  /** {@code standard}, or what {@code -Dvigil.sim.hours} says. */
  static Duration time(Duration standard) {
    String hours = System.getProperty("vigil.sim.hours");
    return hours == null
        ? standard
        : Duration.ofMillis(Math.round(Double.parseDouble(hours) * 3_600_000));
  }

  /** How a failure can be had again. */
  static String told(String what) {
    return what + " (seed " + SEED + ", " + PEERS + " peers)";
  }
}
