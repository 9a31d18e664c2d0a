package dev.vigil.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code show version}. */
final class VersionScreen {
  private VersionScreen() {}

  static String text(NodeFacts node, Instant now) {
    return """
    VIGIL (tm) Head-End Software (VIGIL-IKEV1), Version %s, RELEASE SOFTWARE (Apache-2.0)

    %s uptime is %s
    System restarted at %s
    System image file is "%s"

    Vigil on %s with Java %s
    %d processors, %dK bytes of memory
    """
        .formatted(
            node.version(),
            node.hostname(),
            uptime(Duration.between(node.startedAt(), now)),
            Texts.moment(node.startedAt()),
            node.image(),
            node.system(),
            node.runtime(),
            node.processors(),
            node.memoryBytes() / 1024);
  }

  /** {@code 1 week, 2 days, 3 hours, 25 minutes}. */
  private static String uptime(Duration time) {
    Duration up = time.isNegative() ? Duration.ZERO : time;
    List<String> parts = new ArrayList<>();
    add(parts, up.toDays() / 7, "week");
    add(parts, up.toDays() % 7, "day");
    add(parts, up.toHoursPart(), "hour");
    long minutes = up.toMinutesPart();
    parts.add(minutes + (minutes == 1 ? " minute" : " minutes"));
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long number, String unit) {
    if (number > 0) {
      parts.add(number + " " + unit + (number == 1 ? "" : "s"));
    }
  }

  static Object json(NodeFacts node, Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("version", node.version());
    fields.put("hostname", node.hostname());
    fields.put("started", node.startedAt().toString());
    fields.put("uptime_s", Duration.between(node.startedAt(), now).toSeconds());
    fields.put("system", node.system());
    fields.put("java", node.runtime());
    fields.put("image", node.image());
    fields.put("processors", node.processors());
    fields.put("memory_bytes", node.memoryBytes());
    return fields;
  }
}
