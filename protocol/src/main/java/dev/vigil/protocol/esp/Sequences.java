package dev.vigil.protocol.esp;

/**
 * Where the sequence numbers of a pair of IPsec SAs begin at their present owner.
 *
 * @param outboundFrom the highest that may have been used; the first packet's is the next one
 * @param outboundCeiling the highest that may be used before more are granted: it is safe in the
 *     snapshot store
 * @param inboundTop the highest that was accepted, as far as is known: nothing up to it is news
 */
public record Sequences(long outboundFrom, long outboundCeiling, long inboundTop) {
  /** How many are granted at a time at first. */
  public static final long FIRST_GRANT = 1 << 16;

  /** How many are granted at a time at most. */
  public static final long LARGEST_GRANT = 1 << 24;

  /** Of a new pair. */
  public static final Sequences FRESH = new Sequences(0, FIRST_GRANT, 0);
}
