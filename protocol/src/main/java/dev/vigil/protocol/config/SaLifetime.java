package dev.vigil.protocol.config;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an IPsec SA may serve, where that was configured.
 *
 * @param time 120 s to 30 days
 * @param kilobytes of traffic, 2560 to 4294967295, 0 for no limit
 */
public record SaLifetime(Optional<Duration> time, Optional<Long> kilobytes) {
  public static final Duration DEFAULT_TIME = Duration.ofHours(1);
  public static final long DEFAULT_KILOBYTES = 4_608_000;
  public static final SaLifetime UNSET = new SaLifetime(Optional.empty(), Optional.empty());

  public SaLifetime withTime(Optional<Duration> value) {
    return new SaLifetime(value, kilobytes);
  }

  public SaLifetime withKilobytes(Optional<Long> value) {
    return new SaLifetime(time, value);
  }
}
