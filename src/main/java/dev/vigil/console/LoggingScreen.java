package dev.vigil.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code show logging}: the last lines of the log. */
final class LoggingScreen {
  private LoggingScreen() {}

  /**
   * @param level least severe level that is written, such as {@code informational}
   * @param logged lines since the start, or since {@code clear logging}
   * @param lost lines that a slow reader did not get
   * @param capacity lines that are kept
   * @param lines those that are, the oldest first
   */
  record Log(String level, long logged, long lost, int capacity, List<String> lines) {
    Log {
      lines = List.copyOf(lines);
    }
  }

  static String text(Log log) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Syslog logging: enabled (%d messages dropped, 0 messages rate-limited, 0 flushes, 0"
                .formatted(log.lost())
            + " overruns, xml disabled, filtering disabled)\n\n");
    for (String tag : List.of("Console logging:", "Monitor logging:", "Buffer logging: ")) {
      text.append(
          "    %s level %s, %d messages logged, xml disabled,%n                     filtering disabled%n"
              .formatted(tag, log.level(), log.logged()));
    }
    text.append(
        """
            Exception Logging: Disabled
            Count and timestamp logging messages: disabled
            File logging: disabled
            Persistent logging: disabled
            Trap logging: disabled

        """);
    text.append("Log Buffer (%d lines):%n%n".formatted(log.capacity()));
    log.lines().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  static Object json(Log log) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("level", log.level());
    fields.put("logged", log.logged());
    fields.put("lost", log.lost());
    fields.put("capacity", log.capacity());
    fields.put("lines", log.lines());
    return fields;
  }
}
