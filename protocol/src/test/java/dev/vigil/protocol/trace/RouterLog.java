package dev.vigil.protocol.trace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log of the router, one element for each message, its line breaks undone. */
record RouterLog(List<Entry> entries) {
  private static final Pattern MESSAGE =
      Pattern.compile("\\*(Mar \\d+ \\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d): (.*?)(?=\\*Mar \\d|$)");

  /**
   * @param time as the router shows it, without the asterisk
   * @param text with single blanks
   */
  record Entry(String time, String text) {}

  /** A resource beside this class; lines with a number sign are about it. */
  static RouterLog ofResource(String name) {
    try (InputStream in = RouterLog.class.getResourceAsStream(name)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .toList();
      return of(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RouterLog of(List<String> lines) {
    String text = String.join(" ", lines).replaceAll("\\s+", " ");
    List<Entry> entries = new ArrayList<>();
    Matcher matcher = MESSAGE.matcher(text);
    while (matcher.find()) {
      entries.add(new Entry(matcher.group(1), matcher.group(2).strip()));
    }
    return new RouterLog(entries);
  }

  RouterLog without(Pattern left) {
    return new RouterLog(entries.stream().filter(e -> !left.matcher(e.text()).find()).toList());
  }

  /** The messages with what differs from one run to another made alike. */
  List<String> comparable() {
    return entries.stream().map(entry -> comparable(entry.text())).toList();
  }

  static String comparable(String text) {
    return text.replaceAll("\\(0:\\d+:[HS]W:\\d+\\)", "(SA)")
        .replaceAll("ISAKMP \\(0:\\d+\\)", "ISAKMP (SA)")
        .replaceAll("node -?\\d+", "node N")
        .replaceAll("message ID = -?\\d+", "message ID = N")
        .replaceAll("sa = [0-9A-F]{8}", "sa = P");
  }

  List<String> timesOf(String part) {
    return entries.stream().filter(e -> e.text().contains(part)).map(Entry::time).toList();
  }
}
