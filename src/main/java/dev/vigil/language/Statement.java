package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that the configuration calls for, in the router's wording.
 *
 * @param key what the line is about; unique among its neighbours
 * @param section it enters a mode, even if that stays empty
 */
record Statement(String key, String text, boolean section, List<Statement> body) {
  /** All lines that {@code content} calls for, in the order of the mode's commands. */
  static <T> List<Statement> of(Mode<T> mode, T content) {
    List<Statement> statements = new ArrayList<>();
    for (Command<T> command : mode.commands()) {
      for (Command.Shown shown : command.lines(content)) {
        String text = command.text(shown.arguments());
        statements.add(
            new Statement(
                command.key(shown.arguments()),
                shown.negated() ? "no " + text : text,
                false,
                List.of()));
      }
      command.section().ifPresent(section -> statements.addAll(bodies(command, section, content)));
    }
    return statements;
  }

  private static <T, S> List<Statement> bodies(
      Command<T> command, Command.Section<T, S> section, T content) {
    return section.list().apply(content).stream()
        .map(body ->
            new Statement(
                command.key(body.header()),
                command.text(body.header()),
                true,
                of(section.mode(), body.content())))
        .toList();
  }
}
