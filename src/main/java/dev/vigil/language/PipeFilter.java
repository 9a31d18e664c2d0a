package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * What {@code |} does with the lines of an answer; several follow one another.
 *
 * @param pattern a regular expression as the router writes it; empty for {@code count} of all lines
 *     and for {@code json}
 */
public record PipeFilter(Kind kind, String pattern) {
  /**
   * @throws PatternSyntaxException (an IllegalArgumentException) where the pattern is none
   */
  public PipeFilter {
    RouterPattern.of(pattern);
  }

  public enum Kind {
    INCLUDE,
    EXCLUDE,
    BEGIN,
    SECTION,
    COUNT,
    /** The answer as JSON, for a program; only as the first filter. */
    JSON
  }

  /** The answer is to be JSON; the filters then work on its lines. */
  public static boolean asksForJson(List<PipeFilter> filters) {
    return !filters.isEmpty() && filters.getFirst().kind() == Kind.JSON;
  }

  /**
   * What the filters leave of a text, one after another.
   *
   * @param text lines, each with its line feed
   */
  public static String apply(List<PipeFilter> filters, String text) {
    if (filters.isEmpty()) {
      return text;
    }
    List<String> lines = text.lines().toList();
    for (PipeFilter filter : filters) {
      lines = filter.apply(lines);
    }
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** What this filter leaves of the lines. */
  public List<String> apply(List<String> lines) {
    RouterPattern wanted = RouterPattern.of(pattern);
    return switch (kind) {
      case INCLUDE -> lines.stream().filter(wanted::isIn).toList();
      case EXCLUDE -> lines.stream().filter(line -> !wanted.isIn(line)).toList();
      case BEGIN -> lines.stream().dropWhile(line -> !wanted.isIn(line)).toList();
      case SECTION -> sections(lines, wanted);
      case COUNT ->
          List.of(
              "Number of lines which match regexp = "
                  + lines.stream().filter(wanted::isIn).count());
      case JSON -> lines;
    };
  }

  /** Lines that match, each with the deeper ones that follow it. */
  private static List<String> sections(List<String> lines, RouterPattern wanted) {
    List<String> kept = new ArrayList<>();
    int open = Integer.MAX_VALUE;
    for (String line : lines) {
      int indent = line.length() - line.stripLeading().length();
      boolean deeper = indent > open && !line.isBlank();
      if (!deeper) {
        open = wanted.isIn(line) ? indent : Integer.MAX_VALUE;
      }
      if (deeper || open == indent) {
        kept.add(line);
      }
    }
    return kept;
  }
}
