package dev.vigil.actors.sa;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives an SA's trace events their context, and the notable ones to the log. */
final class SaTraces {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.isakmp");

  private SaTraces() {}

  static void publish(NodeContext node, SaLink link, TraceEvent event, Instant now) {
    TraceContext context = new TraceContext(link.connection(), link.state().role(), link.path());
    node.traces().publish(now, context, event);
    if (event.notable()) {
      event
          .lines(context)
          .forEach(line -> LOG.info("tag={} sa={} {}", link.tag(), link.ours(), line.strip()));
    }
  }
}
