package dev.vigil.control;

/** Whoever serves an interactive console. */
@FunctionalInterface
public interface SessionHandler {
  /**
   * Serves one console until its user leaves or it is gone; each has a thread of its own.
   *
   * @return the exit code for the client
   */
  int serve(ConsoleLine line);
}
