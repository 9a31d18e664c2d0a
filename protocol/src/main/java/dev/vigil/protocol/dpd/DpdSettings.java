package dev.vigil.protocol.dpd;

import dev.vigil.protocol.config.Keepalive;
import java.time.Duration;

/**
 * What {@code crypto isakmp keepalive SECONDS [RETRY] [periodic | on-demand]} says. One object
 * serves all SAs that share a configuration.
 *
 * @param interval silence after which the peer is asked; 10 to 3600 s in the router's language
 * @param retry from a try to the next one while no answer comes; 2 to 60 s there
 * @param espIsProofOfLife in periodic mode, whether authenticated ESP counts as a sign of life. RFC
 *     3706 §5.4: "if traffic is regularly exchanged between two peers, either peer SHOULD use this
 *     traffic as proof of liveliness". The router's periodic messages are "forced" all the same,
 *     and many a NAT keeps a mapping open only for what goes out: a peer's data alone would not. On
 *     demand it always counts.
 * @param everyNumber each try asks with every number that a peer may expect which refuses all but
 *     the next one (RFC 3706 §6.2 to the letter), so with one message more for each try that went
 *     unanswered; else each try is one message, as in the router's trace
 */
public record DpdSettings(
    Duration interval, Duration retry, Mode mode, boolean espIsProofOfLife, boolean everyNumber) {
  /** One R-U-THERE and four retries; the fifth that goes unanswered ends the SA. */
  public static final int TRIES = 5;

  /** The router's default where the command names no retry interval. */
  public static final Duration DEFAULT_RETRY = Duration.ofSeconds(2);

  /** When the peer is asked. */
  public enum Mode {
    /** Whenever it was silent for an interval. */
    PERIODIC,
    /** Only when it was silent for an interval and there is something to send to it. */
    ON_DEMAND
  }

  public DpdSettings {
    if (!interval.isPositive() || !retry.isPositive()) {
      throw new IllegalArgumentException("DPD intervals must be positive");
    }
  }

  /** What the configuration says. */
  public static DpdSettings of(Keepalive keepalive, boolean espIsProofOfLife, boolean everyNumber) {
    Mode mode =
        switch (keepalive.mode()) {
          case PERIODIC -> Mode.PERIODIC;
          case ON_DEMAND -> Mode.ON_DEMAND;
        };
    return new DpdSettings(
        keepalive.interval(), keepalive.retry(), mode, espIsProofOfLife, everyNumber);
  }

  /** As the router does it when the command gives the interval and {@code periodic} only. */
  public static DpdSettings periodic(Duration interval) {
    return new DpdSettings(interval, DEFAULT_RETRY, Mode.PERIODIC, false, false);
  }

  public static DpdSettings onDemand(Duration interval) {
    return new DpdSettings(interval, DEFAULT_RETRY, Mode.ON_DEMAND, false, false);
  }

  /** The same for peers that refuse all numbers but the next. */
  public DpdSettings withEveryNumber() {
    return new DpdSettings(interval, retry, mode, espIsProofOfLife, true);
  }

  /** From the first unanswered try to the verdict. */
  public Duration patience() {
    return retry.multipliedBy(TRIES);
  }
}
