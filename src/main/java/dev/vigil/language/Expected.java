package dev.vigil.language;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A word that may come next.
 *
 * @param word a keyword, or what stands for a value
 * @param keyword it is to be entered as it stands
 * @param names the value is the name of one of these
 */
record Expected(String word, String help, boolean keyword, Optional<NameSource.Of> names) {
  /** The line may end here. */
  static final Expected END = new Expected("<cr>", "", false, Optional.empty());

  private static final int SCREEN = 80;

  static Expected keyword(String word, String help) {
    return new Expected(word, help, true, Optional.empty());
  }

  /** Whatever is entered here, it is no keyword. */
  boolean isValue() {
    return !keyword && !equals(END);
  }

  /** As the router orders them: by their characters, each word once, the end of the line last. */
  static List<Expected> sorted(Collection<Expected> expected) {
    Comparator<Expected> order = Comparator.comparing(END::equals);
    Set<String> seen = new HashSet<>();
    return expected.stream()
        .filter(e -> !e.keyword() || seen.add(e.word()))
        .sorted(order.thenComparing(e -> e.word().toLowerCase(Locale.ROOT)))
        .toList();
  }

  /**
   * What {@code ?} answers: a column of words with their explanations, or the words alone where one
   * was begun.
   */
  static String answer(Collection<Expected> expected, boolean begun) {
    List<Expected> shown = sorted(expected);
    if (shown.isEmpty()) {
      return "% Unrecognized command\n";
    }
    List<String> words = shown.stream().map(Expected::word).distinct().toList();
    int width = words.stream().mapToInt(String::length).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder();
    if (begun) {
      int columns = Math.max(1, SCREEN / width);
      for (int i = 0; i < words.size(); i += columns) {
        for (String word : words.subList(i, Math.min(i + columns, words.size()))) {
          text.append(word).append(" ".repeat(width - word.length()));
        }
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
      }
      return text.toString();
    }
    for (Expected e : shown) {
      String line = "  " + e.word() + " ".repeat(width - e.word().length()) + e.help();
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** What the word that begins with {@code begun} may be in full. */
  static List<String> completions(Collection<Expected> expected, String begun, NameSource source) {
    String lower = begun.toLowerCase(Locale.ROOT);
    return expected.stream()
        .flatMap(e ->
            e.keyword()
                ? Stream.of(e.word())
                : e.names().map(source::names).stream().flatMap(Collection::stream))
        .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(lower))
        .distinct()
        .toList();
  }
}
