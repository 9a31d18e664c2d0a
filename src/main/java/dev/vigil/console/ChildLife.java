package dev.vigil.console;

import dev.vigil.actors.observe.ChildView;
import java.time.Duration;
import java.time.Instant;

/**
 * What is left of a pair of IPsec SAs.
 *
 * @param limited whether its traffic is limited; else the kilobytes say nothing
 * @param kilobytesIn that may still come
 * @param kilobytesOut that may still be sent
 */
record ChildLife(long seconds, boolean limited, long kilobytesIn, long kilobytesOut) {
  static ChildLife of(ChildView child, Instant now) {
    Duration left =
        Duration.between(now, child.establishedAt().plus(child.agreed().lifetime().time()));
    long kilobytes = child.agreed().lifetime().kilobytes();
    return new ChildLife(
        Math.max(0, left.toSeconds()),
        kilobytes != 0,
        Math.max(0, kilobytes - child.traffic().bytesIn() / 1024),
        Math.max(0, kilobytes - child.traffic().bytesOut() / 1024));
  }

  /** {@code 4607999/3205} of the inbound SA. */
  String inboundWords() {
    return words(kilobytesIn);
  }

  /** The same of the outbound SA. */
  String outboundWords() {
    return words(kilobytesOut);
  }

  private String words(long kilobytes) {
    return (limited ? Long.toString(kilobytes) : "KB Vol Rekey Disabled") + "/" + seconds;
  }
}
