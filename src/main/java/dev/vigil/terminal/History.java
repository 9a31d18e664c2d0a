package dev.vigil.terminal;

import java.util.ArrayList;
import java.util.List;

/** The last lines that were entered, bounded. */
public final class History {
  private static final int DEFAULT_SIZE = 20;

  private final List<String> lines = new ArrayList<>();
  private int size = DEFAULT_SIZE;

  /** How many lines are kept: 20, unless set otherwise. */
  public int size() {
    return size;
  }

  /** Keeps so many lines from now on. */
  public void resize(int most) {
    size = most;
    trim();
  }

  /** Takes a line, unless it is blank or the one before again. */
  void add(String line) {
    if (!line.isBlank() && (lines.isEmpty() || !lines.getLast().equals(line))) {
      lines.add(line);
      trim();
    }
  }

  private void trim() {
    while (lines.size() > size) {
      lines.removeFirst();
    }
  }

  /** The lines, the oldest first. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
