package dev.vigil.protocol.phase1;

import dev.vigil.protocol.wire.CookiePair;
import dev.vigil.protocol.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * All that is kept between the first message of a stranger and the third. It must be kept, because
 * HASH_I covers the body of the initiator's SA payload (SAi_b), which message 3 does not repeat; it
 * is at most {@link #MAX_BYTES}, made without any exponentiation, and an address that never comes
 * back costs nothing more.
 *
 * @param suite what {@code reply} chose
 * @param packedSai SAi_b, deflated if {@code saiLength} is not its own length
 * @param saiLength length of SAi_b in bytes
 * @param request fingerprint of message 1, by which its repetitions are known
 * @param reply message 2: sent once for each time that message 1 comes, never by a timer
 */
public record HalfOpen(
    CookiePair cookies,
    Suite suite,
    PeerFeatures features,
    Octets packedSai,
    int saiLength,
    int request,
    Octets reply,
    Instant createdAt) {
  /** Bound on the variable parts together with what the objects around them take. */
  public static final int MAX_BYTES = 1024;

  /** What the objects take beside the bytes of SAi_b and of the reply; see the test. */
  public static final int FIXED_BYTES = 320;

  private static final int WORTH_PACKING = 128;

  /** Empty if it would be larger than {@link #MAX_BYTES}, however SAi_b is packed. */
  static Optional<HalfOpen> of(
      CookiePair cookies,
      Suite suite,
      PeerFeatures features,
      Octets sai,
      Octets request,
      Octets reply,
      Instant now) {
    Octets packed = sai.length() < WORTH_PACKING ? sai : deflate(sai);
    HalfOpen halfOpen =
        new HalfOpen(
            cookies,
            suite,
            features,
            packed.length() < sai.length() ? packed : sai,
            sai.length(),
            request.hashCode(),
            reply,
            now);
    return halfOpen.bytes() <= MAX_BYTES ? Optional.of(halfOpen) : Optional.empty();
  }

  /** What it takes in memory, in bytes, rounded up. */
  public int bytes() {
    return FIXED_BYTES + packedSai.length() + reply.length();
  }

  /**
   * Whether {@code datagram} is message 1 once more. The fingerprint is no secure one, so a
   * stranger can make a datagram that has it too; one too short for the reply is none, lest he
   * draws a large reply with it.
   */
  public boolean isRepeat(Octets datagram) {
    return datagram.hashCode() == request
        && reply.length() <= MainModeResponder.MAX_AMPLIFICATION * datagram.length();
  }

  /** SAi_b as it was received. */
  public Octets sai() {
    return packedSai.length() == saiLength ? packedSai : inflate(packedSai, saiLength);
  }

  private static Octets deflate(Octets plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain.toArray());
      deflater.finish();
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      byte[] buffer = new byte[MAX_BYTES];
      while (!deflater.finished() && packed.size() < MAX_BYTES) {
        packed.write(buffer, 0, deflater.deflate(buffer));
      }
      return Octets.wrap(packed.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static Octets inflate(Octets packed, int length) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed.toArray());
      byte[] plain = new byte[length];
      if (inflater.inflate(plain) != length) {
        throw new IllegalStateException("half-open entry does not unpack");
      }
      return Octets.wrap(plain);
    } catch (DataFormatException e) {
      throw new IllegalStateException("half-open entry does not unpack", e);
    } finally {
      inflater.end();
    }
  }
}
