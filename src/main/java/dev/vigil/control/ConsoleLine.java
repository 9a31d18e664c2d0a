package dev.vigil.control;

import java.io.IOException;
import java.util.Optional;

/** The node's end of the line to one console, whatever carries it. */
public interface ConsoleLine {
  /** Who sits there, as the log names him. */
  String user();

  /** Whether there is a person's terminal at the other end, or a program with pipes. */
  boolean isTerminal();

  /**
   * Waits for what is typed, or for a new size of the window; empty when nothing more will come.
   * For one thread.
   *
   * @throws IOException if the connection is lost
   */
  Optional<Frame> read() throws IOException;

  /**
   * Writes; waits while the other end does not read. For one thread.
   *
   * @throws IOException if the connection is lost
   */
  void write(Frame frame) throws IOException;

  /** Ends the connection; who reads or writes hears of it. */
  void close();
}
