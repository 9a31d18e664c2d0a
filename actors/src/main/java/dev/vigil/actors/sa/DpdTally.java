package dev.vigil.actors.sa;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.dpd.ProbeNumbers;
import dev.vigil.protocol.sa.IkeSa;

/** Counts DPD messages by what a step changed in the numbers of RFC 3706 §6.2. */
final class DpdTally {
  private DpdTally() {}

  static void count(IkeSa before, IkeSa after, Counters counters) {
    if (before.dpd().isEmpty() || after.dpd().isEmpty()) {
      return;
    }
    DpdState old = before.dpd().get();
    DpdState now = after.dpd().get();
    if (!old.probes().equals(now.probes())) {
      boolean answered = answered(old.probes(), now.probes());
      counters.count(answered ? Counter.ACKS_RECEIVED : Counter.PROBES_SENT);
    }
    if (!old.requests().equals(now.requests())) {
      counters.count(Counter.PROBES_RECEIVED);
    }
  }

  /** An answer sends no number: it only takes some from those that are awaited. */
  private static boolean answered(ProbeNumbers old, ProbeNumbers now) {
    return old.last() == now.last()
        && old.lowest() != now.lowest()
        && (now.lowest() == now.last() + 1 || old.sendings() == now.sendings());
  }
}
