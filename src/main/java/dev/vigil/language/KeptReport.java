package dev.vigil.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Sums up the lines that are kept and not used: each block once, neighbours of a kind together. */
final class KeptReport {
  /** After these words may stand what nobody should read. */
  private static final Set<String> SECRETIVE =
      Set.of("password", "secret", "key", "community", "username", "key-string");

  private static final Set<String> ENDINGS = Set.of("end", "exit");

  private KeptReport() {}

  static List<ConfigFile.KeptLines> of(List<ReadResult.Line> lines) {
    List<ConfigFile.KeptLines> blocks = new ArrayList<>();
    boolean adjacent = false;
    boolean noted = false;
    for (ReadResult.Line line : lines) {
      if (!(line.use() instanceof LineUse.Kept kept)) {
        adjacent &= line.use() instanceof LineUse.Noted;
        noted |= line.use() instanceof LineUse.Noted;
        continue;
      }
      if (ENDINGS.contains(line.line().text().strip())) {
        continue;
      }
      int first = line.line().number();
      int last = first + line.line().count() - 1;
      String heading = heading(line.line().text());
      boolean joins = adjacent && kept.inBlock();
      boolean sameKind =
          adjacent && !noted && !blocks.isEmpty() && firstWord(blocks.getLast().heading(), heading);
      if (!blocks.isEmpty() && (joins || sameKind)) {
        ConfigFile.KeptLines open = blocks.removeLast();
        String both = joins || open.heading().equals(heading) ? open.heading() : common(heading);
        blocks.add(new ConfigFile.KeptLines(open.first(), last, both));
      } else {
        blocks.add(new ConfigFile.KeptLines(first, last, heading));
      }
      adjacent = true;
      noted = false;
    }
    return List.copyOf(blocks);
  }

  private static boolean firstWord(String a, String b) {
    return a.split(" ", 2)[0].equals(b.split(" ", 2)[0]);
  }

  private static String common(String heading) {
    return heading.split(" ", 2)[0] + " …";
  }

  /** The first words of a line, as far as they cannot be a secret. */
  private static String heading(String text) {
    Words words = Words.of(text);
    List<String> shown = new ArrayList<>();
    if (words.negated()) {
      shown.add("no");
    }
    for (Words.Word word : words.words().subList(0, Math.min(2, words.words().size()))) {
      shown.add(word.text());
      if (SECRETIVE.contains(word.text().toLowerCase(Locale.ROOT))) {
        break;
      }
    }
    return String.join(" ", shown);
  }
}
