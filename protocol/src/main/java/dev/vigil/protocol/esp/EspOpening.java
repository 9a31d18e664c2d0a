package dev.vigil.protocol.esp;

import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Octets;

/** What became of an ESP packet that came. */
public sealed interface EspOpening {
  /**
   * Genuine.
   *
   * @param packet in tunnel mode an IP packet, of exactly the length that its header says; in
   *     transport mode what followed the IP header
   * @param nextHeader what the packet is: 4 for IPv4, 41 for IPv6, in transport mode the protocol
   */
  record Opened(Octets packet, int nextHeader) implements EspOpening {}

  /**
   * Genuine, and a dummy: a sign of life that carries nothing. RFC 4303 §2.6: a receiver "MUST be
   * prepared to discard such packets, without indicating an error".
   */
  record Dummy() implements EspOpening {}

  /** Dropped without any effect. */
  record Refused(DropReason reason) implements EspOpening {}
}
