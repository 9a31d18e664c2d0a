package dev.vigil.protocol.trace;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts the router's time stamp before the lines of an event, as in {@code *Mar 25 15:17:14.131: }.
 *
 * @param zone in which the times are shown
 */
public record TraceFormat(ZoneId zone) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("'*'MMM ppd HH:mm:ss.SSS", Locale.ENGLISH);

  public List<String> format(TraceEvent event, TraceContext context, Instant time) {
    List<String> stamped = new ArrayList<>();
    for (String line : event.lines(context)) {
      stamped.add(continues(line) ? line : stamp(time) + ": " + line);
    }
    return stamped;
  }

  /** The time alone. The day of the month takes two places, as on the router. */
  public String stamp(Instant time) {
    return STAMP.format(time.atZone(zone));
  }

  private static boolean continues(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }
}
