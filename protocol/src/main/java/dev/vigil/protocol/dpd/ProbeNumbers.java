package dev.vigil.protocol.dpd;

/**
 * The sequence numbers of our R-U-THERE messages (RFC 3706 §6.2).
 *
 * <p>A number is sent at most {@value #SENDINGS} times: the first retry repeats the number of the
 * probe, the next one takes the following number, and so on; a number that was acknowledged is
 * never sent again. ADR 0005 tells why, with every peer that is known.
 *
 * <p>Numbers count modulo 2^32 and are compared by their distance, so they never go back, also not
 * past the 32-bit boundary.
 *
 * @param last the number sent last
 * @param sendings how often {@code last} was sent; {@link #SENDINGS} where it must not be sent
 *     again
 * @param lowest the lowest number whose ACK is awaited; {@code last + 1} when none is
 * @param unsure an owner before this one may have used any number from {@code lowest} on: until the
 *     last one is acknowledged each try asks with all of them, in order
 */
public record ProbeNumbers(int last, int sendings, int lowest, boolean unsure) {
  /** How often one number may be sent. */
  static final int SENDINGS = 2;

  /** How many numbers one sweep asks with at most: those of a schedule, and some before it. */
  static final int SWEEP = 8;

  /**
   * The same while unsure. A peer that refuses all but the next number is lost if more than that
   * were used unseen; all others live by the highest.
   */
  static final int UNSURE_SWEEP = 24;

  ProbeNumbers(int last, int sendings, int lowest) {
    this(last, sendings, lowest, false);
  }

  /**
   * Of a new owner.
   *
   * @param last the last number that was used for certain
   * @param lowest the lowest one that was not acknowledged, as far as is known
   * @param unseen how many more may have been used since
   */
  static ProbeNumbers resumed(int last, int lowest, int unseen) {
    int open = last + 1 - lowest;
    boolean known = open >= 0 && open <= SWEEP;
    int top = last + Math.max(0, unseen);
    int from = known ? lowest : last + 1;
    boolean unsure = top + 1 - from > 0;
    return new ProbeNumbers(
        top, SENDINGS, unsure ? bounded(from, top, UNSURE_SWEEP) : from, unsure);
  }

  private static int bounded(int from, int to, int most) {
    return to - from < most ? from : to - most + 1;
  }

  /**
   * "The first R-U-THERE message sent in a session MUST be a randomly chosen number. To prevent
   * rolling past overflowing the 32-bit boundary, the high-bit of the sequence number initially
   * SHOULD be set to zero."
   */
  static ProbeNumbers startingAt(int random) {
    int first = random & 0x7fff_ffff;
    return new ProbeNumbers(first - 1, SENDINGS, first);
  }

  /** The number of the next message. */
  private int next() {
    return sendings < SENDINGS ? last : last + 1;
  }

  /** After the first message of a schedule: only its own numbers can be acknowledged from here. */
  ProbeNumbers probe() {
    return new ProbeNumbers(next(), next() == last ? sendings + 1 : 1, next());
  }

  /** After a retry: whatever was sent before in this schedule may be acknowledged still. */
  ProbeNumbers retry() {
    return new ProbeNumbers(next(), next() == last ? sendings + 1 : 1, lowest);
  }

  /**
   * After a try with every number from {@link #lowest} on and a new one. Whatever a peer has seen
   * of them, the one that it expects next is among them.
   */
  ProbeNumbers sweep() {
    int next = last + 1;
    int from = bounded(lowest, next, unsure ? UNSURE_SWEEP : SWEEP);
    return new ProbeNumbers(next, SENDINGS, from, unsure);
  }

  boolean awaits(int number) {
    return number - lowest >= 0 && last - number >= 0;
  }

  /** After the ACK for {@code number}, which is awaited. */
  ProbeNumbers acknowledged(int number) {
    boolean all = number == last;
    return new ProbeNumbers(last, all ? SENDINGS : sendings, number + 1, unsure && !all);
  }
}
