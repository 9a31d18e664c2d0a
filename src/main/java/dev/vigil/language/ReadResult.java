package dev.vigil.language;

import java.util.List;
import java.util.Map;

/**
 * What a text was read as.
 *
 * @param running the configuration; what the text says apart from its faults, so to be used only
 *     where there are none
 * @param faults every line that was refused, in order
 * @param lines what became of each line
 */
record ReadResult(RunningConfig running, List<Fault> faults, List<Line> lines) {
  ReadResult {
    faults = List.copyOf(faults);
    lines = List.copyOf(lines);
  }

  /** A line and what became of it. */
  record Line(LogicalLine line, LineUse use) {}

  /** The line at which each thing was first said. */
  Map<List<String>, Integer> numbers() {
    Map<List<String>, Integer> numbers = new java.util.HashMap<>();
    for (Line line : lines) {
      if (line.use() instanceof LineUse.Served served) {
        numbers.putIfAbsent(served.path(), line.line().number());
      }
    }
    return numbers;
  }
}
