package dev.vigil.console;

import java.util.List;
import java.util.Map;

/** {@code show history}: the commands of this terminal, the oldest first. */
final class HistoryScreen {
  private HistoryScreen() {}

  static String text(List<String> commands) {
    StringBuilder text = new StringBuilder();
    commands.forEach(command -> text.append("  ").append(command).append('\n'));
    return text.toString();
  }

  static Object json(List<String> commands) {
    return Map.of("commands", commands);
  }
}
