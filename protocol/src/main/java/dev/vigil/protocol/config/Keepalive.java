package dev.vigil.protocol.config;

import java.time.Duration;

/**
 * When peers are asked whether they live ({@code crypto isakmp keepalive}, RFC 3706).
 *
 * @param interval 10 s to 3600 s: between probes when periodic; when on demand, how long nothing
 *     may have come from a peer before traffic to it causes a probe
 * @param retry 2 s to 60 s: between the tries of a probe that is not answered
 */
public record Keepalive(Duration interval, Duration retry, Mode mode) {
  public static final Duration DEFAULT_RETRY = Duration.ofSeconds(2);

  /** Whether probes are sent by the clock or only when there is something to send. */
  public enum Mode {
    PERIODIC,
    ON_DEMAND
  }
}
