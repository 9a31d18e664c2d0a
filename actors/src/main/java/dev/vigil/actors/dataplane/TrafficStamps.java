package dev.vigil.actors.dataplane;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When traffic last went through the IPsec SAs that are under one IKE SA. The data plane writes
 * from any thread and sends nobody a message, but for one: while the stamps are armed, the first
 * outbound packet tells the SA's actor. The actor alone reads.
 */
public final class TrafficStamps {
  private static final long NEVER = Long.MIN_VALUE;

  private final Runnable awaited;
  private final AtomicBoolean armed = new AtomicBoolean();
  private volatile long inbound = NEVER;
  private volatile long outbound = NEVER;

  // The actor's own.
  private long toldInbound = NEVER;
  private long toldOutbound = NEVER;

  /**
   * @param awaited tells the actor of a packet that it waits for
   */
  public TrafficStamps(Runnable awaited) {
    this.awaited = awaited;
  }

  /** Of a pair whose IKE SA is gone: nobody asks. */
  public static TrafficStamps unread() {
    return new TrafficStamps(() -> {});
  }

  /** An authentic packet came. */
  public void inbound(Instant at) {
    inbound = micros(at);
  }

  /** A packet left. */
  public void outbound(Instant at) {
    outbound = micros(at);
    if (armed.get() && armed.compareAndSet(true, false)) {
      awaited.run();
    }
  }

  /**
   * Whether the next outbound packet is to be told at once. A packet that leaves while this is
   * being said is told of too: its stamp is written before the flag is read, and here it is the
   * other way round.
   */
  public void await(boolean wanted) {
    armed.set(wanted);
    if (wanted && outbound != toldOutbound && armed.compareAndSet(true, false)) {
      awaited.run();
    }
  }

  /** The last inbound packet, if it is not the one that was taken before. */
  public Optional<Instant> takeInbound() {
    long stamp = inbound;
    boolean fresh = stamp != toldInbound;
    toldInbound = stamp;
    return fresh ? Optional.of(instant(stamp)) : Optional.empty();
  }

  /** The last outbound packet, if it is not the one that was taken before. */
  public Optional<Instant> takeOutbound() {
    long stamp = outbound;
    boolean fresh = stamp != toldOutbound;
    toldOutbound = stamp;
    return fresh ? Optional.of(instant(stamp)) : Optional.empty();
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
