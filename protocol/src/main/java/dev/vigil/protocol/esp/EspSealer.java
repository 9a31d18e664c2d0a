package dev.vigil.protocol.esp;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.EspKeys;
import dev.vigil.protocol.crypto.PacketProtection;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The outbound SA of a pair: makes ESP packets (RFC 4303 §3.3).
 *
 * <p>Any number of threads may seal at once. They share one counter and nothing else, so there is
 * no lock; packets may then leave in another order than that of their numbers, which the peer's
 * replay window takes.
 */
public final class EspSealer {
  /**
   * RFC 4303 §3.3.3: "the sender MUST NOT send a packet on an SA if doing so would cause the
   * sequence number to cycle".
   */
  public static final long LAST_SEQUENCE = 0xffff_ffffL;

  /** From here on a successor is due: a sixteenth is left, four minutes at a million a second. */
  static final long NEARLY_USED_UP = LAST_SEQUENCE - (LAST_SEQUENCE >> 4);

  private static final long NONE_LEFT = -1;
  private static final VarHandle SEQUENCE;

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(EspSealer.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final EspKeys keys;
  private final int spi;

  /** Of the last packet. */
  private volatile long sequence;

  private final AtomicLong ceiling;

  /** RFC 4303 §3.3.3: "The sender's counter is initialized to 0 when an SA is established." */
  public EspSealer(ChildSa sa) {
    this(sa, 0, LAST_SEQUENCE);
  }

  /** Goes on where another left off, with all numbers that are left. */
  public EspSealer(ChildSa sa, long last) {
    this(sa, last, LAST_SEQUENCE);
  }

  /**
   * Goes on where another left off.
   *
   * @param last no number above it has been used; the first packet's is the next one
   * @param ceiling the highest that may be used before {@link #grant} allows more
   */
  public EspSealer(ChildSa sa, long last, long ceiling) {
    if (last < 0 || last > LAST_SEQUENCE) {
      throw new IllegalArgumentException("sequence number " + last);
    }
    this.keys = EspLayout.outbound(sa);
    this.spi = sa.outboundSpi();
    this.sequence = last;
    this.ceiling = new AtomicLong(Math.min(ceiling, LAST_SEQUENCE));
  }

  /** Numbers up to this one may be used; a lower one than before changes nothing. */
  public void grant(long upTo) {
    ceiling.accumulateAndGet(Math.min(upTo, LAST_SEQUENCE), Math::max);
  }

  /** The highest number that may be used. */
  public long ceiling() {
    return ceiling.get();
  }

  /**
   * An ESP packet, from SPI to integrity check value: in UDP (RFC 3948 §2.1) or IP as it is.
   *
   * @param payload in tunnel mode a whole IP packet, in transport mode what follows the IP header
   * @param nextHeader what the payload is: 4 for IPv4, 41 for IPv6, in transport mode the protocol
   * @param entropy gives the IV; it must not be predictable (RFC 3602 §3)
   * @return empty if the sequence numbers are used up, or those that were granted
   */
  public Optional<Octets> seal(Octets payload, int nextHeader, Entropy entropy) {
    long number = next();
    if (number == NONE_LEFT) {
      return Optional.empty();
    }
    int textAt = EspLayout.HEADER_BYTES + keys.ivBytes();
    int text = EspLayout.textBytes(keys, payload.length());
    byte[] packet = new byte[textAt + text + keys.icvBytes()];
    EspLayout.writeHeader(packet, spi, (int) number);
    if (keys.ivBytes() > 0) {
      byte[] iv = entropy.bytes(keys.ivBytes());
      System.arraycopy(iv, 0, packet, EspLayout.HEADER_BYTES, iv.length);
    }
    int whole = payload.length() / keys.alignment() * keys.alignment();
    byte[] tail = EspLayout.tail(payload, whole, text - whole, nextHeader);
    PacketProtection.encrypt(keys, payload, whole, tail, packet, textAt);
    PacketProtection.sign(keys, packet, textAt + text);
    return Optional.of(Octets.wrap(packet));
  }

  private long next() {
    long last = sequence;
    while (last < ceiling.get()) {
      long found = (long) SEQUENCE.compareAndExchange(this, last, last + 1);
      if (found == last) {
        return last + 1;
      }
      last = found;
    }
    return NONE_LEFT;
  }

  /** Number of the last packet that was sealed, 0 to 2^32 - 1. */
  public long sequence() {
    return sequence;
  }

  /** Whether so few sequence numbers are left that a new pair of SAs should take over. */
  public boolean nearlyUsedUp() {
    return sequence >= NEARLY_USED_UP;
  }

  /** Whether no packet can be sealed any more. */
  public boolean usedUp() {
    return sequence >= LAST_SEQUENCE;
  }
}
