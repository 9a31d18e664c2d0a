package dev.vigil.actors.observe;

import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.time.Instant;
import java.util.List;

/** One trace event with its time and its SA; text is made only when it is read. */
public record TraceRecord(Instant at, TraceContext context, TraceEvent event) {
  /** In the router's wording, without time stamp. */
  public List<String> lines() {
    return event.lines(context);
  }
}
