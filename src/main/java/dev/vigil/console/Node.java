package dev.vigil.console;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.protocol.trace.TraceFormat;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The running node, as its consoles see it.
 *
 * @param running the configuration that they edit
 * @param startup where {@code write memory} goes; empty: the node was not started from a file
 * @param log the last lines of the log
 * @param format how trace lines and times are written
 */
public record Node(
    HeadEnd headEnd,
    RunningStore running,
    Optional<StartupFile> startup,
    LogRing log,
    InstantSource clock,
    TraceFormat format) {
  /** What the node calls itself where the configuration gives it no name. */
  static final String UNNAMED = "Router";

  String hostname() {
    return running.current().config().hostname().orElse(UNNAMED);
  }
}
