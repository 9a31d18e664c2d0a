package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.DhGroup;
import dev.vigil.protocol.dpd.DpdSettings;
import java.time.Duration;

/**
 * How a site behaves, the same for all of them.
 *
 * @param strict RFC 3706 §6.2 to the letter: any R-U-THERE number but the next is refused
 * @param pings from a ping through the tunnel to the next; zero: none
 */
record SiteHabits(DhGroup group, DpdSettings dpd, boolean strict, Duration pings) {
  /** Its interval is longer than the head-end's, whose probes alone then prove that it lives. */
  static final SiteHabits DEFAULT =
      new SiteHabits(
          DhGroup.MODP_2048,
          DpdSettings.periodic(Duration.ofSeconds(20)),
          false,
          Duration.ofSeconds(5));

  /**
   * Both sides ask alike, every 10 s, and again after 2 s.
   *
   * @throws java.util.NoSuchElementException if there is no such group
   */
  static SiteHabits ofCluster(int group, boolean strict, Duration pings) {
    return new SiteHabits(
        DhGroup.of(group).orElseThrow(),
        DpdSettings.periodic(Duration.ofSeconds(10)),
        strict,
        pings);
  }
}
