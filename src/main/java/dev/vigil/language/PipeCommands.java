package dev.vigil.language;

import static dev.vigil.language.Syntax.argument;
import static dev.vigil.language.Syntax.maybe;
import static dev.vigil.language.Syntax.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** What may follow {@code |} after a command that shows something. */
final class PipeCommands {
  static final Expected OUTPUT_MODIFIERS = Expected.keyword("|", "Output modifiers");

  private static final Syntax.Argument<String> PATTERN =
      argument("pattern", ArgumentType.LINE, "Regular Expression");

  private static final Mode<Optional<PipeFilter>> MODE =
      Mode.of(
          "",
          false,
          List.of(
              lines("include", "Include lines that match", PipeFilter.Kind.INCLUDE),
              lines("exclude", "Exclude lines that match", PipeFilter.Kind.EXCLUDE),
              lines("begin", "Begin with the line that matches", PipeFilter.Kind.BEGIN),
              lines("section", "Filter a section of output", PipeFilter.Kind.SECTION),
              command(
                  PipeFilter.Kind.COUNT,
                  word("count", "Count number of lines which match regexp"),
                  maybe(PATTERN)),
              command(PipeFilter.Kind.JSON, word("json", "The answer as JSON"))));

  private PipeCommands() {}

  private static Command<Optional<PipeFilter>> lines(
      String text, String help, PipeFilter.Kind kind) {
    return command(kind, word(text, help), PATTERN);
  }

  private static Command<Optional<PipeFilter>> command(PipeFilter.Kind kind, Syntax... syntax) {
    return Command.<Optional<PipeFilter>>of(syntax)
        .set((_, a) -> {
          try {
            return Optional.of(new PipeFilter(kind, a.find(PATTERN).orElse("")));
          } catch (PatternSyntaxException e) {
            throw new Refusal(
                PATTERN.name(),
                "Failed to compile regular expression: " + e.getDescription() + ".");
          }
        });
  }

  /** What the filters of a line come to. */
  sealed interface Parsed {
    record Filters(List<PipeFilter> filters) implements Parsed {}

    record Refused(Fault fault) implements Parsed {}
  }

  /** Where the first {@code |} after a blank stands, from {@code from} on; the length if none. */
  static int find(String line, int from) {
    for (int i = Math.max(from, 1); i < line.length(); i++) {
      if (line.charAt(i) == '|' && Character.isWhitespace(line.charAt(i - 1))) {
        return i;
      }
    }
    return line.length();
  }

  /**
   * @param at where the first {@code |} stands in the line
   */
  static Parsed parse(String line, int at) {
    List<PipeFilter> filters = new ArrayList<>();
    int bar = at;
    while (bar < line.length()) {
      int next = find(line, bar + 1);
      Words words = Words.from(line.substring(0, next), bar + 1);
      switch (MODE.matcher().match(words)) {
        case Matching.Failed<Optional<PipeFilter>> failed -> {
          return refused(Fault.of(failed, words, 1), line);
        }
        case Matching.Found<Optional<PipeFilter>> found -> {
          try {
            found
                .command()
                .change(Optional.empty(), found.arguments(), false)
                .ifPresent(filters::add);
          } catch (Refusal refusal) {
            int column = found.arguments().column(refusal.argument());
            return refused(Fault.plain(1, line, column, "% " + refusal.getMessage()), line);
          }
        }
      }
      if (filters.size() > 1 && filters.getLast().kind() == PipeFilter.Kind.JSON) {
        int column = words.words().getFirst().column();
        return refused(Fault.plain(1, line, column, "% Only the first filter can be json."), line);
      }
      bar = next;
    }
    return new Parsed.Filters(List.copyOf(filters));
  }

  /** A fault is shown below the whole line, not only below what was looked at. */
  private static Parsed refused(Fault fault, String line) {
    return new Parsed.Refused(
        new Fault(
            fault.line(),
            fault.column(),
            line.replace('\t', ' ').stripTrailing(),
            fault.caret(),
            fault.message()));
  }

  /** What may come next in the last of the filters. */
  static List<Expected> expected(String line, int at, String begun) {
    int bar = at;
    for (int next = find(line, at + 1); next < line.length(); next = find(line, next + 1)) {
      bar = next;
    }
    List<Expected> expected = MODE.matcher().expected(Words.from(line, bar + 1), begun);
    if (!expected.contains(Expected.END)) {
      return expected;
    }
    List<Expected> more = new ArrayList<>(expected);
    more.add(OUTPUT_MODIFIERS);
    return more;
  }
}
