package dev.vigil.protocol.esp;

import dev.vigil.protocol.config.EspTransform;
import dev.vigil.protocol.crypto.EspKeys;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.wire.Octets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where things lie in an ESP packet (RFC 4303 §2): SPI (4), sequence number (4), IV, payload,
 * padding, pad length (1), next header (1), integrity check value.
 */
final class EspLayout {
  static final int HEADER_BYTES = 8;
  static final int SEQUENCE_AT = 4;

  /** Pad length and next header. */
  static final int TRAILER_BYTES = 2;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private EspLayout() {}

  static EspKeys outbound(ChildSa sa) {
    EspTransform protection = protection(sa);
    return new EspKeys(
        protection.encryption(),
        protection.authentication(),
        sa.outboundEncryptionKey(),
        sa.outboundAuthenticationKey());
  }

  static EspKeys inbound(ChildSa sa) {
    EspTransform protection = protection(sa);
    return new EspKeys(
        protection.encryption(),
        protection.authentication(),
        sa.inboundEncryptionKey(),
        sa.inboundAuthenticationKey());
  }

  /** The one transform that was agreed to. */
  static EspTransform protection(ChildSa sa) {
    return sa.request().transforms().getFirst();
  }

  /** Payload, padding and trailer, in whole blocks. */
  static int textBytes(EspKeys keys, int payload) {
    int block = keys.alignment();
    return (payload + TRAILER_BYTES + block - 1) / block * block;
  }

  static void writeHeader(byte[] packet, int spi, int sequence) {
    INT.set(packet, 0, spi);
    INT.set(packet, SEQUENCE_AT, sequence);
  }

  /**
   * What follows the payload's whole blocks: its rest, padding and trailer. RFC 4303 §2.4: "The
   * first padding byte appended to the plaintext is numbered 1, with subsequent padding bytes
   * making up a monotonically increasing sequence: 1, 2, 3, ...".
   */
  static byte[] tail(Octets payload, int from, int length, int nextHeader) {
    byte[] tail = new byte[length];
    int rest = payload.length() - from;
    System.arraycopy(payload.reveal(), from, tail, 0, rest);
    int padding = length - TRAILER_BYTES - rest;
    for (int i = 0; i < padding; i++) {
      tail[rest + i] = (byte) (i + 1);
    }
    tail[length - 2] = (byte) padding;
    tail[length - 1] = (byte) nextHeader;
    return tail;
  }

  /**
   * How many bytes of a text are payload; -1 if the padding is not what {@link #tail} makes, as
   * "the receiver SHOULD inspect the Padding field".
   */
  static int payloadBytes(byte[] text) {
    int padding = text[text.length - 2] & 0xff;
    int payload = text.length - TRAILER_BYTES - padding;
    if (payload < 0) {
      return -1;
    }
    int difference = 0;
    for (int i = 0; i < padding; i++) {
      difference |= text[payload + i] ^ i + 1;
    }
    return difference == 0 ? payload : -1;
  }
}
