package dev.vigil.language;

import dev.vigil.protocol.config.ConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Configuration line by line, as at a console: each line is carried out or refused at once, {@code
 * ?} explains what may come next and words are completed. What was entered takes effect when its
 * owner takes {@link #running}. Not for use by several threads.
 */
public final class LanguageSession {
  private static final List<Expected> EVERYWHERE =
      List.of(
          Expected.keyword("do", "To run exec commands in config mode"),
          Expected.keyword("end", "Exit from configure mode"),
          Expected.keyword("exit", "Exit from the current mode"),
          Expected.keyword("no", "Negate a command or set its defaults"));

  private final Interpreter interpreter;
  private int entered;

  /** Lines of a text (a banner's) that has not ended, and what ends it. */
  private final List<String> text = new ArrayList<>();

  private Optional<String> delimiter = Optional.empty();

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

  /**
   * The command of the exec mode that a line with {@code do} before it is, blanks in that one's
   * place: columns of {@link ExecLanguage#parse(String, boolean)} are those of the line.
   */
  public static Optional<String> execPart(String line) {
    Words words = Words.of(line);
    if (words.negated() || words.isEmpty() || !words.words().getFirst().text().equals("do")) {
      return Optional.empty();
    }
    int after = words.words().getFirst().column() + "do".length();
    return Optional.of(" ".repeat(after) + line.substring(after));
  }

  /** Carries out one line; those with {@code do} before them are for the exec mode. */
  public Answer enter(String line) {
    entered++;
    if (awaitsText()) {
      return append(line);
    }
    delimiter = LogicalLine.openText(line);
    if (delimiter.isPresent()) {
      text.add(line);
      return new Answer.Accepted(false);
    }
    Words words = Words.of(line);
    Optional<String> leaving = leaving(words);
    if (leaving.isPresent() && (leaving.get().equals("end") || interpreter.inGlobalMode())) {
      return new Answer.Ended();
    }
    return carryOut(leaving.orElse(line));
  }

  /** Whether lines are not commands now, but those of a banner that has not ended. */
  public boolean awaitsText() {
    return delimiter.isPresent();
  }

  private Answer append(String line) {
    text.add(line);
    if (delimiter.filter(line::contains).isEmpty()) {
      return new Answer.Accepted(false);
    }
    String whole = String.join("\n", text);
    text.clear();
    delimiter = Optional.empty();
    return carryOut(whole);
  }

  private Answer carryOut(String line) {
    return switch (interpreter.accept(new LogicalLine(entered, line, false))) {
      case LineUse.Refused(Fault fault) -> new Answer.Refused(fault);
      case LineUse.Kept _ -> new Answer.Accepted(true);
      case LineUse.Noted _, LineUse.Served _, LineUse.Left _, LineUse.Skipped _ ->
          new Answer.Accepted(false);
    };
  }

  /** Which of the words that leave a mode a line is; a command of ours may begin alike. */
  private Optional<String> leaving(Words words) {
    if (words.negated() || words.words().size() != 1) {
      return Optional.empty();
    }
    String word = words.words().getFirst().text().toLowerCase(Locale.ROOT);
    boolean ambiguous = mode().matcher().servesWord(word);
    return Stream.of("end", "exit")
        .filter(each -> each.equals(word) || (!ambiguous && each.startsWith(word)))
        .findFirst()
        .filter(each -> word.length() > 1);
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
    return Expected.sorted(expected(line)).stream().map(e -> new Help(e.word(), e.help())).toList();
  }

  /** The keywords and names that the line's last word may be the beginning of. */
  public List<String> complete(String line) {
    return Expected.completions(expected(line), ExecLanguage.begun(line), names());
  }

  /** The names that there are, what was entered so far included. */
  private NameSource names() {
    ConfigBuilder b = interpreter.builder();
    return of ->
        switch (of) {
          case CRYPTO_MAP -> b.cryptoMaps.keySet();
          case DYNAMIC_MAP -> b.dynamicEntries.keySet();
          case INTERFACE -> b.interfaces.keySet();
          case TRANSFORM_SET -> b.transformSets.keySet();
          case KEYRING -> b.keyrings.keySet();
          case ISAKMP_PROFILE -> b.isakmpProfiles.keySet();
          case IPSEC_PROFILE -> b.ipsecProfiles.keySet();
          case ACCESS_LIST -> b.accessLists.keySet();
          case VRF -> b.vrfDefinitions.keySet();
        };
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
    Optional<String> exec = execPart(line);
    if (exec.isPresent() && ExecLanguage.begun(line).length() < line.strip().length()) {
      return ExecLanguage.expected(exec.get(), true);
    }
    String begun = ExecLanguage.begun(line);
    Words before = Words.of(line.substring(0, line.length() - begun.length()));
    List<Expected> expected = new ArrayList<>(mode().matcher().expected(before, begun));
    if (before.isEmpty() && !before.negated()) {
      EVERYWHERE.stream()
          .filter(e -> e.word().startsWith(begun.toLowerCase(Locale.ROOT)))
          .forEach(expected::add);
    }
    return expected;
  }

  /** All that was entered so far on top of what the session started from. */
  public RunningConfig running() {
    return RunningConfig.arranged(interpreter.builder().build(), interpreter.slots());
  }
}
