package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a file, with the lines that it draws after it: the text of a banner, the hexadecimal of
 * a certificate.
 *
 * @param number of its first line, from 1
 * @param unended the line announces a text that never ends
 */
record LogicalLine(int number, String text, boolean unended) {
  private static final Pattern BANNER =
      Pattern.compile(
          "\\s*(?:banner(?: (?:motd|login|exec|incoming|slip-ppp|prompt-timeout|config-save))?"
              + "|aaa authentication (?:banner|fail-message)"
              + "|(?:vacant|refuse|busy)-message(?: \\S+)?|menu \\S+ (?:title|prompt))"
              + " +(\\^C|\\S)(.*)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CERTIFICATE =
      Pattern.compile("\\s*certificate( [a-z-]+)* [0-9A-F]+\\s*");
  private static final Pattern HEXADECIMAL = Pattern.compile("\\s*[0-9A-F ]+\\s*");

  static List<LogicalLine> of(String text) {
    List<String> lines = physical(text);
    List<LogicalLine> logical = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      Optional<String> delimiter = openText(line);
      int end = at + 1;
      boolean unended = false;
      if (delimiter.isPresent()) {
        while (end < lines.size() && !lines.get(end).contains(delimiter.get())) {
          end++;
        }
        unended = end == lines.size();
        end = unended ? at + 1 : end + 1;
      } else if (CERTIFICATE.matcher(line).matches()) {
        while (end < lines.size() && HEXADECIMAL.matcher(lines.get(end)).matches()) {
          end++;
        }
        if (end < lines.size() && lines.get(end).strip().equals("quit")) {
          end++;
        }
      }
      logical.add(new LogicalLine(at + 1, String.join("\n", lines.subList(at, end)), unended));
      at = end;
    }
    return logical;
  }

  /** What ends the text that {@code line} begins, where it does not end on the same line. */
  static Optional<String> openText(String line) {
    Matcher banner = BANNER.matcher(line);
    return banner.matches() && !banner.group(2).contains(banner.group(1))
        ? Optional.of(banner.group(1))
        : Optional.empty();
  }

  private static List<String> physical(String text) {
    String clean = text.startsWith("\ufeff") ? text.substring(1) : text;
    List<String> lines = new ArrayList<>(clean.replace("\r", "").lines().toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** How many lines of the file it is. */
  int count() {
    return 1 + (int) text.chars().filter(c -> c == '\n').count();
  }
}
