package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;

/**
 * A line cut into words.
 *
 * @param text the line itself
 * @param words without a {@code no} at the beginning
 */
record Words(String text, List<Word> words, boolean negated) {
  /**
   * @param column of its first character in the line, from 0
   */
  record Word(String text, int column) {}

  static Words of(String line) {
    return from(line, 0);
  }

  /** The words that begin at {@code from} or later; the text is the whole line. */
  static Words from(String line, int from) {
    List<Word> words = new ArrayList<>();
    int at = from;
    while (at < line.length()) {
      int start = at;
      while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at > start) {
        words.add(new Word(line.substring(start, at), start));
      } else {
        at++;
      }
    }
    boolean negated = !words.isEmpty() && words.getFirst().text().equalsIgnoreCase("no");
    return new Words(line, List.copyOf(negated ? words.subList(1, words.size()) : words), negated);
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  boolean isOnly(String word) {
    return !negated && words.size() == 1 && words.getFirst().text().equalsIgnoreCase(word);
  }

  int indent() {
    int at = 0;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /** All of the line from a word on. */
  String from(Word word) {
    return text.substring(word.column()).stripTrailing();
  }
}
