package dev.vigil.actors.dataplane;

import dev.vigil.protocol.ip.IcmpEcho;
import dev.vigil.protocol.ip.IpPacket;
import dev.vigil.protocol.wire.Decoding;
import java.util.Optional;

/** An inside network in which every address answers pings, and nothing else is. */
final class LoopbackDevice implements InsideDevice {
  @Override
  public String kind() {
    return "loopback";
  }

  @Override
  public Optional<IpPacket> arrived(IpPacket packet) {
    // RFC 1122 §3.2.2.6: an echo request to a broadcast or multicast address may be discarded.
    return IcmpEcho.of(packet)
        .filter(echo -> !echo.reply() && !echo.destination().isMulticastAddress())
        .map(echo -> checked(echo.answer()));
  }

  /** An echo as a packet to be sent. */
  static IpPacket checked(IcmpEcho echo) {
    return switch (IpPacket.of(echo.packet())) {
      case Decoding.Decoded<IpPacket>(IpPacket packet) -> packet;
      case Decoding.Malformed<IpPacket>(String reason, int offset) ->
          throw new IllegalStateException("own echo: " + reason + " at " + offset);
    };
  }
}
