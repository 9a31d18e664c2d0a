package dev.vigil.console;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code show clock}. The star is the router's mark of a time that no one vouches for: a node does
 * not know whether its system's clock is set by NTP.
 */
final class ClockScreen {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("'*'HH:mm:ss.SSS zzz EEE MMM d yyyy", Locale.ENGLISH);

  private static final ZoneId UTC = ZoneId.of("UTC");

  private ClockScreen() {}

  static String text(Instant now, ZoneId zone) {
    return FORMAT.format(now.atZone(zone.equals(ZoneOffset.UTC) ? UTC : zone)) + "\n";
  }

  static Object json(Instant now, ZoneId zone) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("now", now.toString());
    fields.put("zone", zone.getId());
    return fields;
  }
}
