package dev.vigil.protocol.wire;

import java.util.List;

/**
 * RFC 2408 §3.5.
 *
 * @param number proposals with the same number belong together (RFC 2408 §4.2)
 * @param protocol 1 ISAKMP, 2 AH, 3 ESP, 4 IPCOMP (RFC 2407 §4.4.1)
 * @param spi 0 to 16 bytes
 */
public record Proposal(int number, int protocol, Octets spi, List<Transform> transforms) {
  public static final int ISAKMP = 1;
  public static final int AH = 2;
  public static final int ESP = 3;
  public static final int IPCOMP = 4;

  public Proposal {
    transforms = List.copyOf(transforms);
  }
}
