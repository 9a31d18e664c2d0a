package dev.vigil.protocol.trace;

import java.util.List;

/**
 * One event of an IKE SA for {@code debug crypto isakmp} and the log. It knows how it reads; who
 * shows it adds the time and the SA's tag.
 */
public interface TraceEvent {
  /** Lines in the router's wording, without time stamp; see {@link TraceContext} for the tag. */
  List<String> lines(TraceContext context);

  /** What the ordinary log shows without any debugging: changes of state only. */
  default boolean notable() {
    return false;
  }
}
