package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole text in the router's language. Never throws on what the text holds. */
final class ConfigReader {
  private ConfigReader() {}

  static ReadResult read(String text) {
    Interpreter interpreter = new Interpreter(new ConfigBuilder(), new Sketch(), true);
    List<ReadResult.Line> lines = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (LogicalLine line : LogicalLine.of(text)) {
      LineUse use = interpreter.accept(line);
      lines.add(new ReadResult.Line(line, use));
      if (use instanceof LineUse.Refused(Fault fault)) {
        faults.add(fault);
      }
    }
    return new ReadResult(
        RunningConfig.arranged(interpreter.builder().build(), interpreter.slots()), faults, lines);
  }
}
