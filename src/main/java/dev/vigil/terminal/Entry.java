package dev.vigil.terminal;

/** What came of asking for a line. */
public sealed interface Entry {
  /** A line that was ended with Enter. */
  record Line(String text) implements Entry {}

  /** Ctrl-Z, and what stood before it. */
  record EndMode(String text) implements Entry {}

  /** Ctrl-C: what stood there is forgotten. */
  record Interrupted() implements Entry {}

  /** Nothing more will come. */
  record Gone() implements Entry {}
}
