package dev.vigil.language;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.Supplier;

/** What came of comparing a line with the commands of a mode. */
sealed interface Matching<T> {
  /**
   * The line is one of this command.
   *
   * @param comment what follows it from an exclamation mark on
   */
  record Found<T>(Command<T> command, Arguments arguments, Optional<String> comment)
      implements Matching<T> {}

  /**
   * The line is of no command.
   *
   * @param word index of the word at which it went wrong; the number of words for a line too short
   * @param column of the first character that is wrong, from 0
   * @param secret finds the words that must not be shown
   */
  record Failed<T>(Problem problem, int word, int column, Supplier<BitSet> secret)
      implements Matching<T> {}

  /** What is wrong with a line. */
  enum Problem {
    INVALID,
    INCOMPLETE,
    AMBIGUOUS
  }
}
