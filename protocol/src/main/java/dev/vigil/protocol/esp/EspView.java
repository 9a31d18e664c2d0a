package dev.vigil.protocol.esp;

import java.nio.ByteBuffer;

/**
 * The first, cheap look at an ESP packet, in place: what it takes to find its SA.
 *
 * @param datagram from SPI to its limit; never moved
 */
public record EspView(ByteBuffer datagram) {
  /** Header, pad length and next header, aligned; no packet is shorter (RFC 4303 §2). */
  private static final int LEAST_BYTES = EspLayout.HEADER_BYTES + 4;

  /** RFC 4303 §2.1: "SPI values in the range 1 through 255 are reserved". */
  private static final int RESERVED_SPIS = 255;

  /**
   * Whether it can be ESP. RFC 3948 §2.1: "The SPI field in the ESP header MUST NOT be a zero
   * value", so that it is told from IKE.
   */
  public boolean isSound() {
    return datagram.remaining() >= LEAST_BYTES && Integer.compareUnsigned(spi(), RESERVED_SPIS) > 0;
  }

  /** Only of a view of at least four bytes. */
  public int spi() {
    return datagram.getInt(datagram.position());
  }

  /** Unsigned; only of a view of at least eight bytes. */
  public int sequence() {
    return datagram.getInt(datagram.position() + EspLayout.SEQUENCE_AT);
  }
}
