package dev.vigil.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code show users}: who is at a console. */
final class UsersScreen {
  private UsersScreen() {}

  /**
   * @param number of the line, from 0
   * @param user name of the account, one word
   * @param idle since the last key
   * @param location where it comes from, one word; may be empty
   * @param current the one that asks
   */
  record Line(int number, String user, Duration idle, String location, boolean current) {}

  static String text(List<Line> lines) {
    StringBuilder text =
        new StringBuilder("    Line       User       Host(s)              Idle       Location\n");
    for (Line line : lines) {
      text.append(
          "%s%3d vty %-5d %-10s %-20s %-10s %s%n"
              .formatted(
                  line.current() ? "*" : " ",
                  line.number(),
                  line.number(),
                  line.user(),
                  "idle",
                  Texts.clock(line.idle()),
                  line.location()));
    }
    text.append("\n  Interface    User               Mode         Idle     Peer Address\n");
    return text.toString();
  }

  static Object json(List<Line> lines) {
    return lines.stream().map(UsersScreen::fields).toList();
  }

  private static Map<String, Object> fields(Line line) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("line", line.number());
    fields.put("user", line.user());
    fields.put("idle_s", line.idle().toSeconds());
    fields.put("location", line.location());
    fields.put("current", line.current());
    return fields;
  }
}
