package dev.vigil.quickstart;

import dev.vigil.protocol.crypto.DpdDatagram;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.LivenessProtocol;
import dev.vigil.protocol.wire.Octets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * RFC 3706 §6.2: "If the sequence number of the R-U-THERE message does not match the one expected
 * by its peer, the message SHOULD be rejected". The first number of an SA is any, each later one is
 * one higher.
 */
final class StrictNumbers {
  private final Map<Cookie, Integer> last = new HashMap<>();

  /** Whether a datagram may be read; an R-U-THERE that may is the last one from then on. */
  boolean accepts(IkeSa sa, Octets datagram) {
    Optional<Phase1Result> established = sa.established();
    if (established.isEmpty()) {
      return true;
    }
    Phase1Result result = established.get();
    LivenessProtocol protocol = result.liveness().orElse(LivenessProtocol.DPD);
    if (DpdDatagram.open(
            protocol, result.keys(), result.cookies(), result.lastBlock(), datagram.toArray())
        instanceof DpdDatagram.Opening.Query(int number)) {
      Cookie name = result.cookies().initiator();
      Integer before = last.get(name);
      if (before != null && number != before + 1) {
        return false;
      }
      last.put(name, number);
    }
    return true;
  }

  void clear() {
    last.clear();
  }
}
