package dev.vigil.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression as the router writes it: {@code . * + ? ^ $ [ ] ( ) |} have their usual
 * meaning; {@code _} stands for the beginning or end of a line, a blank, a comma, a brace or a
 * parenthesis; a backslash takes any character's meaning from it; all else, braces too, stands for
 * itself. Found anywhere in a line; upper and lower case differ.
 */
final class RouterPattern {
  private static final String DELIMITER = "(?:^|$|[\\s,{}()])";

  /** Looks that a pattern may take at the characters of one line. */
  private static final int MOST_LOOKS = 1_000_000;

  private final Pattern pattern;

  private RouterPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @throws PatternSyntaxException where the text is no regular expression
   */
  static RouterPattern of(String text) {
    return new RouterPattern(Pattern.compile(new Translation(text).java()));
  }

  /** Whether the line has what is looked for; not, where that cannot be found in bounded time. */
  boolean isIn(String line) {
    Matcher matcher = pattern.matcher(new Watched(line));
    try {
      return matcher.find();
    } catch (TooManyLooks | StackOverflowError e) {
      return false;
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }

  /** A line that does not let itself be looked at for ever: {@code (a*)*b} would do that. */
  private static final class Watched implements CharSequence {
    private final String line;
    private int looks;

    Watched(String line) {
      this.line = line;
    }

    @Override
    public char charAt(int index) {
      if (++looks > MOST_LOOKS) {
        throw new TooManyLooks();
      }
      return line.charAt(index);
    }

    @Override
    public int length() {
      return line.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return line.subSequence(start, end);
    }

    @Override
    public String toString() {
      return line;
    }
  }

  /** From the router's form to Java's. */
  private static final class Translation {
    private final String text;
    private final StringBuilder java = new StringBuilder();
    private int at;

    /** Something stands before that a star can repeat. */
    private boolean repeatable;

    Translation(String text) {
      this.text = text;
    }

    String java() {
      while (at < text.length()) {
        char c = text.charAt(at++);
        switch (c) {
          case '*', '+', '?' -> quantifier(c);
          case '[' -> characterClass();
          case '\\' -> escaped();
          case '_' -> add(DELIMITER, true);
          case '^', '$', '.', ')' -> add(String.valueOf(c), c != '^');
          case '(', '|' -> add(String.valueOf(c), false);
          default -> add(Pattern.quote(String.valueOf(c)), true);
        }
      }
      return java.toString();
    }

    private void add(String piece, boolean canBeRepeated) {
      java.append(piece);
      repeatable = canBeRepeated;
    }

    /** Several in a row come to one: to Java a second one would mean something else. */
    private void quantifier(char first) {
      if (!repeatable) {
        throw new PatternSyntaxException("'" + first + "' follows nothing", text, at - 1);
      }
      char all = first;
      while (at < text.length() && "*+?".indexOf(text.charAt(at)) >= 0) {
        all = text.charAt(at) == all ? all : '*';
        at++;
      }
      java.append(all);
    }

    private void escaped() {
      if (at == text.length()) {
        throw new PatternSyntaxException("a backslash follows nothing", text, at - 1);
      }
      add(Pattern.quote(String.valueOf(text.charAt(at++))), true);
    }

    /** A closing bracket stands for itself at the beginning, as in all of POSIX. */
    private void characterClass() {
      java.append('[');
      int start = at;
      if (at < text.length() && text.charAt(at) == '^') {
        java.append('^');
        at++;
        start++;
      }
      while (at < text.length() && (text.charAt(at) != ']' || at == start)) {
        char c = text.charAt(at++);
        if ("[]&\\^".indexOf(c) >= 0) {
          java.append('\\');
        }
        java.append(c);
      }
      if (at == text.length()) {
        throw new PatternSyntaxException("'[' is not closed", text, start - 1);
      }
      at++;
      java.append(']');
      repeatable = true;
    }
  }
}
