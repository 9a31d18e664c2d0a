package dev.vigil.actors.udp;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.wire.Octets;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What every received datagram passes, whichever socket it came from: lengths, and on the
 * NAT-traversal port the telling apart of RFC 3948 §2. ESP leaves from here at once.
 */
final class Intake {
  static final int MARKER_BYTES = 4;
  private static final byte KEEPALIVE = (byte) 0xff;

  private final boolean marked;
  private final EspSink esp;
  private final Counters counters;

  /**
   * @param marked whether it is for the NAT-traversal port
   */
  Intake(boolean marked, EspSink esp, Counters counters) {
    this.marked = marked;
    this.esp = esp;
    this.counters = counters;
  }

  /**
   * @param bytes from position to limit, one datagram
   * @param truncated it was longer than the buffer
   * @param into where it goes if it is ISAKMP
   */
  void take(ByteBuffer bytes, boolean truncated, Path path, List<Datagram> into) {
    counters.count(Counter.DATAGRAMS_IN);
    if (truncated || !bytes.hasRemaining()) {
      counters.dropped(DropReason.TRUNCATED);
    } else if (!marked) {
      into.add(new Datagram(rest(bytes), path));
    } else if (bytes.remaining() == 1 && bytes.get(bytes.position()) == KEEPALIVE) {
      // RFC 3948 §2.3: "The receiver SHOULD ignore a received NAT-keepalive packet."
      counters.count(Counter.NAT_KEEPALIVES_IN);
    } else if (bytes.remaining() <= MARKER_BYTES) {
      counters.dropped(DropReason.TRUNCATED);
    } else if (bytes.getInt(bytes.position()) == 0) {
      // RFC 3948 §2.2: the non-ESP marker "is 4 zero-valued bytes".
      bytes.getInt();
      into.add(new Datagram(rest(bytes), path));
    } else {
      esp.received(rest(bytes), path);
    }
  }

  private static Octets rest(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return Octets.wrap(copy);
  }
}
