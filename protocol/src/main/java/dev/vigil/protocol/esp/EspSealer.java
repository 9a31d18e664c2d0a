package dev.vigil.protocol.esp;

import dev.vigil.protocol.crypto.Entropy;
import dev.vigil.protocol.crypto.EspKeys;
import dev.vigil.protocol.crypto.PacketProtection;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;

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

  /** Of the last packet; beyond {@link #LAST_SEQUENCE} none was made. Never wraps: 64 bits. */
  private volatile long sequence;

  /** RFC 4303 §3.3.3: "The sender's counter is initialized to 0 when an SA is established." */
  public EspSealer(ChildSa sa) {
    this(sa, 0);
  }

  /**
   * Goes on where another left off.
   *
   * @param ceiling no number above it has been used; the first packet's is the next one
   */
  public EspSealer(ChildSa sa, long ceiling) {
    if (ceiling < 0 || ceiling > LAST_SEQUENCE) {
      throw new IllegalArgumentException("sequence number " + ceiling);
    }
    this.keys = EspLayout.outbound(sa);
    this.spi = sa.outboundSpi();
    this.sequence = ceiling;
  }

  /**
   * An ESP packet, from SPI to integrity check value: in UDP (RFC 3948 §2.1) or IP as it is.
   *
   * @param payload in tunnel mode a whole IP packet, in transport mode what follows the IP header
   * @param nextHeader what the payload is: 4 for IPv4, 41 for IPv6, in transport mode the protocol
   * @param entropy gives the IV; it must not be predictable (RFC 3602 §3)
   * @return empty if the sequence numbers are used up
   */
  public Optional<Octets> seal(Octets payload, int nextHeader, Entropy entropy) {
    long number = (long) SEQUENCE.getAndAdd(this, 1L) + 1;
    if (number > LAST_SEQUENCE) {
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

  /** Number of the last packet that was sealed, 0 to 2^32 - 1. */
  public long sequence() {
    return Math.min(sequence, LAST_SEQUENCE);
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
