package dev.vigil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testing.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The table of what the router's documents say names every statement, and tests that exist. */
class SeedTableTest {
  private static final String TABLE = "src/docs/dpd-seed-statements.md";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| (.*) \\| (.*) \\| (\\w+) \\|$");
  private static final Pattern NAMED = Pattern.compile("`(?:\\w+\\.)?(\\w+Test)\\.(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("(?m)^\\s+(?:public )?void (\\w+)\\(");
  private static final Set<String> STATUS = Set.of("held", "later", "advice");

  /** Below this many words a line is a heading, a label or a command. */
  private static final int SENTENCE_WORDS = 5;

  private record Row(int number, String statement, String tests, String status) {
    List<MatchResult> named() {
      return NAMED.matcher(tests).results().toList();
    }
  }

  private static List<Row> rows() {
    return ROW.matcher(Document.of(TABLE).text())
        .results()
        .map(r -> new Row(Integer.parseInt(r.group(1)), r.group(2), r.group(3), r.group(4)))
        .toList();
  }

  @Test
  void rowsAreNumberedAndSayHowTheyStand() {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(40);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).number()).isEqualTo(i + 1);
      assertThat(STATUS).as("row %d", i + 1).contains(rows.get(i).status());
    }
  }

  @Test
  void whatIsHeldIsHeldByATestThatExists() throws IOException {
    Map<String, Set<String>> tests = tests();
    for (Row row : rows()) {
      if (row.status().equals("held")) {
        assertThat(row.named()).as("row %d names a test", row.number()).isNotEmpty();
      }
      for (MatchResult test : row.named()) {
        assertThat(tests).as("row %d", row.number()).containsKey(test.group(1));
        assertThat(tests.get(test.group(1))).as("row %d", row.number()).contains(test.group(2));
      }
    }
  }

  /** Every sentence of the document's prose stands in the table, in its own words. */
  @Test
  void noSentenceIsLeftOut() throws IOException {
    String table = plain(Document.of(TABLE).text());
    List<String> missing =
        sentences(document()).stream().filter(s -> !table.contains(plain(s))).toList();
    assertThat(missing).isEmpty();
  }

  private static String document() throws IOException {
    Path folder = Vectors.root().resolveSibling("seeds");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          String text = Files.readString(file);
          if (text.contains("Finding Feature Information")) {
            int from = text.indexOf("Prerequisites for IPsec Dead Peer Detection");
            return text.substring(from, text.indexOf("Additional References"));
          }
        }
      }
    }
    Assumptions.abort("the router's documents are not beside the test vectors");
    throw new IllegalStateException("unreachable");
  }

  /** Sentences of the prose; traces, configurations and command syntax are not prose. */
  private static List<String> sentences(String document) {
    List<String> sentences = new ArrayList<>();
    for (String line : document.split("\n")) {
      String text = line.strip();
      boolean prose = text.endsWith(".") && !text.startsWith("*Mar") && !text.startsWith("500 ");
      if (prose && text.split("\\s+").length >= SENTENCE_WORDS) {
        for (String sentence : text.split("(?<=\\.)\\)?\\s+(?=[A-Z])")) {
          sentences.add(sentence);
        }
      }
    }
    return sentences;
  }

  /** Letters and digits only: marks and spaces differ between a page and a table. */
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", " ").strip();
  }

  private static Map<String, Set<String>> tests() throws IOException {
    try (Stream<Path> files = Files.walk(Document.ROOT)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  SeedTableTest::methods,
                  (one, other) ->
                      Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet())));
    }
  }

  private static Set<String> methods(Path file) {
    try {
      return METHOD
          .matcher(Files.readString(file))
          .results()
          .map(r -> r.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
