package dev.vigil.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One Markdown file of the checkout.
 *
 * @param path where it is, below the checkout's root
 */
record Document(Path path, String text) {
  static final Path ROOT =
      Path.of(System.getProperty("vigil.root", "..")).toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

  static Document of(String name) {
    return read(ROOT.resolve(name));
  }

  private static Document read(Path file) {
    try {
      return new Document(ROOT.relativize(file), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The README and everything below src/docs. */
  static List<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src/docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
          .filter(file -> file.toString().endsWith(".md"))
          .map(Document::read)
          .toList();
    }
  }

  /** Targets of its links and pictures, as they are written; not those outside the checkout. */
  List<String> links() {
    return matches(LINK, text).filter(target -> !target.contains(":")).toList();
  }

  /** Whether a link of this document leads to something. */
  boolean resolves(String link) {
    String[] parts = link.split("#", 2);
    Path file =
        parts[0].isEmpty()
            ? ROOT.resolve(path)
            : ROOT.resolve(path).resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || read(file).anchors().contains(parts[1]));
  }

  /** What its headings are called in links. */
  private List<String> anchors() {
    return matches(HEADING, text)
        .map(heading ->
            heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  /** The fenced blocks of that language; empty: those of none. */
  List<String> blocks(String language) {
    return matches(Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$"), text).toList();
  }

  /** Group 1 of each match in the document. */
  List<String> all(String regex) {
    return matches(Pattern.compile(regex), text).toList();
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
