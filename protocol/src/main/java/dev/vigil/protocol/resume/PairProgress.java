package dev.vigil.protocol.resume;

import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;

/**
 * How far the sequence numbers of a pair of IPsec SAs have come.
 *
 * @param inboundSpi names the pair
 * @param inboundTop the highest sequence number that was accepted, 0 to 2^32 - 1
 * @param outboundLast the last one that was used, 0 to 2^32 - 1
 */
public record PairProgress(int inboundSpi, long inboundTop, long outboundLast) {
  void freeze(FieldWriter fields) {
    fields
        .number(1, Integer.toUnsignedLong(inboundSpi))
        .number(2, inboundTop)
        .number(3, outboundLast);
  }

  static PairProgress thaw(FieldReader fields) {
    return new PairProgress((int) fields.number(1), sequence(fields, 2), sequence(fields, 3));
  }

  private static long sequence(FieldReader fields, int tag) {
    long value = fields.number(tag);
    if (value < 0 || value > 0xffff_ffffL) {
      throw fields.malformed("a sequence number has more than 32 bits");
    }
    return value;
  }
}
