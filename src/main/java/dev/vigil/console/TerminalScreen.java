package dev.vigil.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code show terminal}. A line that has no speed has the router's default one: tools look for it.
 */
final class TerminalScreen {
  private TerminalScreen() {}

  /**
   * @param line its number, as in {@code show users}
   * @param location where whoever sits at it came from
   * @param type such as {@code xterm}; empty where it is none
   * @param length lines of a page, 0 for no pages
   * @param width columns, 0 for no bound
   * @param history commands that are kept
   * @param monitor log and debug lines come here
   */
  record Terminal(
      int line,
      String location,
      String type,
      int length,
      int width,
      int history,
      boolean monitor) {}

  static String text(Terminal terminal) {
    return """
    Line %d, Location: "%s", Type: "%s"
    Length: %d lines, Width: %d columns
    Baud rate (TX/RX) is 9600/9600, no parity, 1 stopbits, 8 databits
    Status: Ready, Active
    Capabilities: %s
    Editing is enabled.
    History is enabled, history size is %d.
    Allowed input transports are none.
    Allowed output transports are none.
    """
        .formatted(
            terminal.line(),
            terminal.location(),
            terminal.type(),
            terminal.length(),
            terminal.width(),
            terminal.monitor() ? "Receives Logging Output" : "none",
            terminal.history());
  }

  static Object json(Terminal terminal) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("line", terminal.line());
    fields.put("location", terminal.location());
    fields.put("type", terminal.type());
    fields.put("length", terminal.length());
    fields.put("width", terminal.width());
    fields.put("history_size", terminal.history());
    fields.put("monitor", terminal.monitor());
    return fields;
  }
}
