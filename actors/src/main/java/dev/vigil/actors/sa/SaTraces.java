package dev.vigil.actors.sa;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.trace.ClosingTrace;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.time.Instant;
import java.util.List;

/** Gives an SA's trace events their context, and the notable ones to the log. */
final class SaTraces {
  private SaTraces() {}

  static void publish(NodeContext node, SaLink link, TraceEvent event, Instant now) {
    TraceContext context = context(link);
    node.traces().publish(now, context, event);
    if (event.notable()) {
      node.faults().tell(context, event, now);
    }
  }

  /** Where in an SA's last effects the trace of its end begins; their number if it has none. */
  static int beginningOfEnd(List<SaEffect> effects) {
    for (int i = 0; i < effects.size(); i++) {
      if (effects.get(i) instanceof SaEffect.Trace(ClosingTrace.DeletingSa _)) {
        return i;
      }
    }
    return effects.size();
  }

  static TraceRecord record(SaLink link, TraceEvent event, Instant now) {
    return new TraceRecord(now, context(link), event);
  }

  private static TraceContext context(SaLink link) {
    return new TraceContext(link.connection(), link.state().role(), link.path());
  }
}
