package dev.vigil.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A daemon's growing log, searched for lines. */
record LogFile(Path path) {
  /** All complete and incomplete lines so far; none if the file does not exist yet. */
  List<String> lines() {
    try {
      if (!Files.exists(path)) {
        return List.of();
      }
      String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of lines so far: a mark from which to search later. */
  int mark() {
    return lines().size();
  }

  /** The lines from {@code mark} on that contain {@code regex}. */
  List<String> matching(int mark, String regex) {
    Pattern pattern = Pattern.compile(regex);
    return lines().stream().skip(mark).filter(line -> pattern.matcher(line).find()).toList();
  }

  /** Waits for a line from {@code mark} on that contains {@code regex}; gives its match. */
  MatchResult await(int mark, String regex, Duration within) {
    Pattern pattern = Pattern.compile(regex);
    try {
      return Await.value(
          "/" + regex + "/ in " + path.getFileName(),
          within,
          () -> lines().stream().skip(mark).flatMap(l -> find(pattern, l).stream()).findFirst());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n" + tail(40), e);
    }
  }

  /** Waits for a line anywhere in the log that contains {@code regex}. */
  MatchResult await(String regex, Duration within) {
    return await(0, regex, within);
  }

  /** The last {@code count} lines, for a failure's message. */
  String tail(int count) {
    List<String> all = lines();
    return String.join("\n", all.subList(Math.max(0, all.size() - count), all.size()));
  }

  private static Optional<MatchResult> find(Pattern pattern, String line) {
    return pattern.matcher(line).results().findFirst();
  }
}
