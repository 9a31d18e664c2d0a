package dev.vigil.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SourceRulesTest {
  private static final Path ROOT = Path.of(System.getProperty("vigil.root", ".."));
  private static final List<String> MODULES =
      List.of("protocol/src", "cluster-config/src", "actors/src", "benchmarks/src", "src");

  private static final int MOST_LINES = 400;
  // Spelt in two parts so that this file keeps its own rule.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern VAGUE_NAME =
      Pattern.compile(".*(Impl|Manager|Helper|Helpers|Util|Utils)\\.java");

  @Test
  void noSourceFileIsLongerThanAReaderTakesInAtOnce() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : javaFiles()) {
      int lines = Files.readAllLines(file).size();
      if (lines > MOST_LINES) {
        tooLong.add(ROOT.relativize(file) + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    List<String> unfinished = new ArrayList<>();
    for (Path file : javaFiles()) {
      if (UNFINISHED.matcher(Files.readString(file)).find()) {
        unfinished.add(ROOT.relativize(file).toString());
      }
    }
    assertThat(unfinished).isEmpty();
  }

  @Test
  void everyTypeIsNamedForWhatItIs() throws IOException {
    assertThat(javaFiles())
        .noneMatch(file -> VAGUE_NAME.matcher(file.getFileName().toString()).matches());
  }

  private static List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> walk = Files.walk(ROOT.resolve(module))) {
        walk.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    assertThat(files).as("Java sources below " + ROOT).hasSizeGreaterThan(100);
    return files;
  }
}
