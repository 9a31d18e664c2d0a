package dev.vigil.console;

import dev.vigil.language.PipeFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the filters behind {@code |} leave of an answer. */
final class Pipes {
  private Pipes() {}

  static String apply(List<PipeFilter> filters, String text) {
    List<String> lines = text.lines().toList();
    boolean changed = false;
    for (PipeFilter filter : filters) {
      if (filter.kind() != PipeFilter.Kind.JSON) {
        lines = apply(filter, lines);
        changed = true;
      }
    }
    return changed ? String.join("", lines.stream().map(line -> line + "\n").toList()) : text;
  }

  private static List<String> apply(PipeFilter filter, List<String> lines) {
    Predicate<String> matches = matcher(filter.pattern());
    return switch (filter.kind()) {
      case INCLUDE -> lines.stream().filter(matches).toList();
      case EXCLUDE -> lines.stream().filter(matches.negate()).toList();
      case BEGIN -> lines.stream().dropWhile(matches.negate()).toList();
      case SECTION -> sections(lines, matches);
      case COUNT ->
          List.of(
              "Number of lines which match regexp = " + lines.stream().filter(matches).count());
      case JSON -> lines;
    };
  }

  /** Matching lines, and after each the lines that are deeper than it. */
  private static List<String> sections(List<String> lines, Predicate<String> matches) {
    List<String> taken = new ArrayList<>();
    int depth = Integer.MAX_VALUE;
    for (String line : lines) {
      int indent = line.length() - line.stripLeading().length();
      if (indent <= depth) {
        depth = matches.test(line) ? indent : Integer.MAX_VALUE;
      }
      if (depth != Integer.MAX_VALUE) {
        taken.add(line);
      }
    }
    return taken;
  }

  /** What is no regular expression is looked for as it stands. */
  private static Predicate<String> matcher(String pattern) {
    try {
      return Pattern.compile(pattern).asPredicate();
    } catch (PatternSyntaxException e) {
      return line -> line.contains(pattern);
    }
  }
}
