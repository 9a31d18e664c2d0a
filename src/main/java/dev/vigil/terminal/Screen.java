package dev.vigil.terminal;

import dev.vigil.control.ConsoleLine;
import dev.vigil.control.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What goes to a terminal: collected, and written when it is worth while. */
final class Screen {
  private static final int FULL = 16 * 1024;

  private final ConsoleLine line;
  private final StringBuilder pending = new StringBuilder();
  private final String lineEnd;

  Screen(ConsoleLine line) {
    this.line = line;
    this.lineEnd = line.isTerminal() ? "\r\n" : "\n";
  }

  /** Takes characters as they are. */
  StringBuilder raw() {
    return pending;
  }

  /** Takes text with line feeds; what else controls a terminal is made harmless. */
  void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        pending.append(lineEnd);
      } else {
        pending.append(Character.isISOControl(c) && c != '\t' && line.isTerminal() ? '.' : c);
      }
    }
    if (pending.length() > FULL) {
      flush();
    }
  }

  /**
   * Writes; waits while the terminal takes nothing.
   *
   * @throws UncheckedIOException if the console is gone
   */
  void flush() {
    if (pending.isEmpty()) {
      return;
    }
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    try {
      line.write(new Frame.Data(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
