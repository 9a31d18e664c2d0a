package dev.vigil.language;

import java.util.BitSet;
import java.util.List;

/**
 * A line that is refused, as the router says it.
 *
 * @param line number of the line in its file, from 1
 * @param column of the first character at fault, from 1
 * @param echo the line with every key and password blotted out
 * @param caret where in {@code echo} the caret stands, from 0; -1 for none
 * @param message what is wrong
 */
public record Fault(int line, int column, String echo, int caret, String message) {
  static final String INVALID = "% Invalid input detected at '^' marker.";

  private static final String BLOT = "******";

  static Fault of(Matching.Failed<?> failed, Words words, int line) {
    return switch (failed.problem()) {
      case INVALID -> at(line, words, failed.secret().get(), failed.column(), INVALID);
      case INCOMPLETE -> {
        Fault fault =
            at(line, words, failed.secret().get(), failed.column(), "% Incomplete command.");
        yield new Fault(line, fault.column(), fault.echo(), -1, fault.message());
      }
      case AMBIGUOUS -> {
        Words.Word last = words.words().get(failed.word());
        String upTo = words.text().substring(0, last.column() + last.text().length());
        String shown = echo(Words.of(upTo), failed.secret().get(), upTo.length()).text();
        yield new Fault(
            line,
            failed.column() + 1,
            echo(words, failed.secret().get(), 0).text(),
            -1,
            "% Ambiguous command:  \"" + shown.strip() + "\"");
      }
    };
  }

  static Fault at(int line, Words words, BitSet secret, int column, String message) {
    Echo echo = echo(words, secret, column);
    return new Fault(line, column + 1, echo.text(), echo.caret(), message);
  }

  /** A fault in a line without secrets. */
  static Fault plain(int line, String text, int column, String message) {
    return at(line, Words.of(text), new BitSet(), column, message);
  }

  private record Echo(String text, int caret) {}

  /** The first line of the text, with blots for secrets and the caret moved along with them. */
  private static Echo echo(Words words, BitSet secret, int column) {
    StringBuilder text = new StringBuilder(words.text().replace('\t', ' '));
    int caret = column;
    List<Words.Word> list = words.words();
    for (int i = list.size() - 1; i >= 0; i--) {
      if (secret.get(i)) {
        Words.Word word = list.get(i);
        text.replace(word.column(), word.column() + word.text().length(), BLOT);
        if (column > word.column()) {
          caret += BLOT.length() - word.text().length();
        }
      }
    }
    int end = text.indexOf("\n");
    return new Echo((end < 0 ? text.toString() : text.substring(0, end)).stripTrailing(), caret);
  }

  /** As the router answers after a line was entered at a prompt of the given width. */
  public String answer(int promptWidth) {
    return caret < 0 ? message : " ".repeat(promptWidth + caret) + "^\n" + message;
  }

  /** As a message about a file: where, the line itself, the caret below it, what is wrong. */
  public String describe(String file) {
    return file + ":" + line + ":" + column + ":\n" + echo + "\n" + answer(0);
  }
}
