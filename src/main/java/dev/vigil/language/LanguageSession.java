package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Configuration line by line, as at a console: each line is carried out or refused at once, {@code
 * ?} explains what may come next and words are completed. What was entered takes effect when its
 * owner takes {@link #running}. Not for use by several threads.
 */
public final class LanguageSession {
  private final Interpreter interpreter;
  private int entered;

  /** Continues from {@code start}. */
  public LanguageSession(RunningConfig start) {
    interpreter =
        new Interpreter(new ConfigBuilder(start.config()), Sketch.of(start.layout()), false);
  }

  /** What became of a line. */
  public sealed interface Answer {
    /**
     * @param kept the line is kept, yet the head-end has no use for it
     */
    record Accepted(boolean kept) implements Answer {}

    /** {@code end}, or {@code exit} in global configuration mode: the session is over. */
    record Ended() implements Answer {}

    record Refused(Fault fault) implements Answer {}
  }

  /**
   * A word that may come next.
   *
   * @param word a keyword, or what stands for a value ({@code <10-3600>}, {@code A.B.C.D})
   */
  public record Help(String word, String text) {}

  /** Carries out one line. */
  public Answer enter(String line) {
    entered++;
    Words words = Words.of(line);
    if (words.isOnly("end") || (words.isOnly("exit") && interpreter.inGlobalMode())) {
      return new Answer.Ended();
    }
    return switch (interpreter.accept(new LogicalLine(entered, line, false))) {
      case LineUse.Refused(Fault fault) -> new Answer.Refused(fault);
      case LineUse.Kept _ -> new Answer.Accepted(true);
      case LineUse.Noted _, LineUse.Served _, LineUse.Left _, LineUse.Skipped _ ->
          new Answer.Accepted(false);
    };
  }

  private Mode<?> mode() {
    return interpreter.mode();
  }

  /** The lines that lead from global configuration mode to where the session is. */
  public List<String> context() {
    return interpreter.headers();
  }

  /** The host name as it was entered so far. */
  public Optional<String> hostname() {
    return interpreter.builder().hostname;
  }

  /** The prompt, for example {@code vpn1(config-isakmp)#}. */
  public String prompt(String hostname) {
    return hostname + "(" + mode().prompt() + ")#";
  }

  /** What may come next after the line's whole words, or how its last word may go on. */
  public List<Help> help(String line) {
    return expected(line).stream().map(e -> new Help(e.word(), e.help())).toList();
  }

  /** The keywords that the line's last word may be the beginning of. */
  public List<String> complete(String line) {
    return Expected.completions(expected(line), ExecLanguage.begun(line), NameSource.NONE);
  }

  /** What {@code ?} answers after {@code line}. */
  public String answer(String line) {
    return Expected.answer(expected(line), !ExecLanguage.begun(line).isEmpty());
  }

  /** Whether the line's last word may be a value that no keyword is. */
  public boolean takesValue(String line) {
    String before = line.substring(0, line.length() - ExecLanguage.begun(line).length());
    return expected(before).stream().anyMatch(Expected::isValue);
  }

  private List<Expected> expected(String line) {
    int cut = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t')) + 1;
    return mode().matcher().expected(Words.of(line.substring(0, cut)), line.substring(cut));
  }

  /** All that was entered so far on top of what the session started from. */
  public RunningConfig running() {
    return RunningConfig.arranged(interpreter.builder().build(), interpreter.slots());
  }
}
