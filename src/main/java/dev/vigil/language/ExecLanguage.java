package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exec mode: what may be entered at {@code Router>} and, by whoever is privileged, at {@code
 * Router#}. Parsing, {@code ?} and completion all follow from one tree of commands.
 */
public final class ExecLanguage {
  private static final Mode<Optional<ExecRequest>> USER =
      mode(ShowCommands.forUsers(), TerminalCommands.forUsers());

  private static final Mode<Optional<ExecRequest>> PRIVILEGED =
      mode(
          ShowCommands.forUsers(),
          TerminalCommands.forUsers(),
          ShowCommands.forPrivileged(),
          TerminalCommands.forPrivileged(),
          DebugCommands.all(),
          ClearCommands.all());

  private static final Expected NO = Expected.keyword("no", "Disable debugging functions");

  /** What a line comes to. */
  public sealed interface Parsed {
    /**
     * @param filters what is done with the lines of the answer; only where the request is a {@link
     *     ExecRequest.Show}
     */
    record Request(ExecRequest request, List<PipeFilter> filters) implements Parsed {}

    /** The line ended with a question mark. */
    record Help(String text) implements Parsed {}

    /** The line is not understood; {@link Fault#answer} is what the router says below it. */
    record Refused(Fault fault) implements Parsed {
      /** For whoever does not see the line: it, the caret under it, what is wrong. */
      public String message() {
        return (fault.caret() < 0 ? "" : fault.echo() + "\n") + fault.answer(0);
      }
    }
  }

  private ExecLanguage() {}

  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  private static Mode<Optional<ExecRequest>> mode(List<Command<Optional<ExecRequest>>>... parts) {
    return Mode.of("", false, Stream.of(parts).flatMap(List::stream).toList());
  }

  private static Mode<Optional<ExecRequest>> mode(boolean privileged) {
    return privileged ? PRIVILEGED : USER;
  }

  /** Understands one line of whoever may do everything. */
  public static Parsed parse(String line) {
    String stripped = line.strip();
    return stripped.endsWith("?")
        ? new Parsed.Help(help(stripped.substring(0, stripped.length() - 1), true))
        : parse(stripped, true);
  }

  /**
   * Understands one line; abbreviations are fine as long as they are unambiguous.
   *
   * @param line as it was entered: columns of what is wrong are those of this line
   * @param privileged whether all commands may be entered, or those of the user mode only
   */
  public static Parsed parse(String line, boolean privileged) {
    int bar = PipeCommands.find(line, 0);
    Words words = Words.of(line.substring(0, bar));
    return switch (mode(privileged).matcher().match(words)) {
      case Matching.Failed<Optional<ExecRequest>> failed ->
          new Parsed.Refused(Fault.of(failed, Words.of(line), 1));
      case Matching.Found<Optional<ExecRequest>> found -> request(found, line, words, bar);
    };
  }

  private static Parsed request(
      Matching.Found<Optional<ExecRequest>> found, String line, Words words, int bar) {
    ExecRequest request;
    try {
      request =
          found
              .command()
              .change(Optional.empty(), found.arguments(), words.negated())
              .orElseThrow(() -> new IllegalStateException("a command that asks for nothing"));
    } catch (Refusal refusal) {
      int column = found.arguments().column(refusal.argument());
      return new Parsed.Refused(Fault.plain(1, line, column, "% " + refusal.getMessage()));
    }
    if (bar == line.length()) {
      return new Parsed.Request(request, List.of());
    }
    if (!(request instanceof ExecRequest.Show)) {
      return new Parsed.Refused(Fault.plain(1, line, bar, Fault.INVALID));
    }
    return switch (PipeCommands.parse(line, bar)) {
      case PipeCommands.Parsed.Refused(Fault fault) -> new Parsed.Refused(fault);
      case PipeCommands.Parsed.Filters(List<PipeFilter> filters) ->
          new Parsed.Request(request, filters);
    };
  }

  /**
   * What {@code ?} answers after {@code line}: what may come next, or the words that its last word
   * may be the beginning of.
   */
  public static String help(String line, boolean privileged) {
    return Expected.answer(expected(line, privileged), !begun(line).isEmpty());
  }

  /** The keywords and names that the line's last word may be the beginning of. */
  public static List<String> complete(String line, boolean privileged, NameSource names) {
    return Expected.completions(expected(line, privileged), begun(line), names);
  }

  /** Whether the line's last word may be a value that no keyword is. */
  public static boolean takesValue(String line, boolean privileged) {
    String before = line.substring(0, line.length() - begun(line).length());
    return expected(before, privileged).stream().anyMatch(Expected::isValue);
  }

  /** The line's last word, as far as it is there: nothing after a blank. */
  static String begun(String line) {
    return line.substring(Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1);
  }

  static List<Expected> expected(String line, boolean privileged) {
    Mode<Optional<ExecRequest>> mode = mode(privileged);
    String begun = begun(line);
    String before = line.substring(0, line.length() - begun.length());
    int bar = PipeCommands.find(before, 0);
    if (bar < before.length()) {
      return shows(mode, before.substring(0, bar))
          ? PipeCommands.expected(before, bar, begun)
          : List.of();
    }
    List<Expected> expected = new ArrayList<>(mode.matcher().expected(Words.of(before), begun));
    if (privileged && before.isBlank() && "no".startsWith(begun.toLowerCase(Locale.ROOT))) {
      expected.add(NO);
    }
    if ((begun.isEmpty() || begun.equals("|")) && shows(mode, before)) {
      expected.add(PipeCommands.OUTPUT_MODIFIERS);
    }
    return expected;
  }

  private static boolean shows(Mode<Optional<ExecRequest>> mode, String line) {
    Words words = Words.of(line);
    try {
      return mode.matcher().match(words) instanceof Matching.Found<Optional<ExecRequest>> found
          && found
                  .command()
                  .change(Optional.empty(), found.arguments(), words.negated())
                  .orElse(null)
              instanceof ExecRequest.Show;
    } catch (Refusal refusal) {
      return false;
    }
  }
}
