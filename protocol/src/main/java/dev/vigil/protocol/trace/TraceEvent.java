package dev.vigil.protocol.trace;

import java.util.List;

/**
 * One event of an IKE SA for {@code debug crypto isakmp} and the log. It knows how it reads; who
 * shows it adds the time ({@link TraceFormat}).
 */
public interface TraceEvent {
  /**
   * Lines in the router's wording with the SA's tag, without time stamp. A line that begins with a
   * space or a tab continues the one before.
   */
  List<String> lines(TraceContext context);

  /** What the ordinary log shows without any debugging: changes of state only. */
  default boolean notable() {
    return false;
  }
}
