package dev.vigil.language;

import java.util.List;
import java.util.Locale;

/** Tells a misspelt word of ours from a word that we do not know. */
final class Slip {
  private static final int SHORTEST = 4;
  private static final int LONG = 7;

  private Slip() {}

  /**
   * Whether {@code word} is probably a slip of the pen in one of the {@code keywords}: a line for
   * the head-end must not pass for one that it has no use for.
   */
  static boolean isOne(String word, List<String> keywords) {
    String lower = word.toLowerCase(Locale.ROOT);
    return lower.length() >= SHORTEST
        && keywords.stream()
            .filter(keyword -> keyword.length() > SHORTEST)
            .anyMatch(keyword -> distance(lower, keyword) <= (keyword.length() < LONG ? 1 : 2));
  }

  /** Insertions, deletions, changes and swaps of neighbours that make one word of the other. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
