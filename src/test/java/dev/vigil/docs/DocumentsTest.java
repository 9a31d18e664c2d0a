package dev.vigil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents name exists: files, headings, classes, commands. */
final class DocumentsTest {
  private static final List<String> MODULES =
      List.of("protocol/src", "cluster-config/src", "actors/src", "benchmarks/src", "src");

  @Test
  void everyRelativeLinkResolves() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (Document document : Document.all()) {
      links += document.links().size();
      document.links().stream()
          .filter(link -> !document.resolves(link))
          .forEach(link -> broken.add(document + ": " + link));
    }
    assertThat(links).isGreaterThan(20);
    assertThat(broken).isEmpty();
  }

  @Test
  void everyClassOfTheArchitectureExists() throws IOException {
    List<String> names =
        Document.of("src/docs/ARCHITECTURE.md")
            .all("`([A-Z]+[a-z][A-Za-z0-9]*)(?:\\.[A-Za-z_]\\w*)*`");
    assertThat(names).hasSizeGreaterThan(50);
    assertThat(javaTypes()).containsAll(names);
  }

  private static Set<String> javaTypes() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> walk = Files.walk(Document.ROOT.resolve(module))) {
        walk.forEach(files::add);
      }
    }
    return files.stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".java"))
        .map(name -> name.substring(0, name.length() - ".java".length()))
        .collect(Collectors.toSet());
  }

  @Test
  void theLauncherKnowsEveryCommand() throws IOException {
    Matcher list =
        Pattern.compile("(?m)^readonly COMMANDS=\"([a-z ]+)\"$")
            .matcher(Files.readString(Document.ROOT.resolve("vigil")));
    assertThat(list.find()).isTrue();
    List<String> known = List.of(list.group(1).split(" "));
    for (Document document : Document.all()) {
      assertThat(known).as(document.toString()).containsAll(document.all("\\./vigil ([a-z]+)"));
    }
    assertThat(Document.of("README.md").all("\\./vigil ([a-z]+)"))
        .contains("quickstart", "test", "run", "check", "exec", "decode");
  }

  @Test
  void theConsoleUnderstandsEveryCommand() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Document document : Document.all()) {
      commands.addAll(document.all("\\./vigil exec [^\"\n`]*\"([a-z][^\"\n]*)\""));
    }
    assertThat(commands).hasSizeGreaterThan(5);
    assertThat(commands)
        .noneMatch(command -> ExecLanguage.parse(command) instanceof ExecLanguage.Parsed.Refused);
  }

  @Test
  void everyDecisionIsInTheirIndex() throws IOException {
    try (Stream<Path> files = Files.list(Document.ROOT.resolve("src/docs/adr"))) {
      assertThat(Document.of("src/docs/adr/README.md").links())
          .containsAll(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.matches("\\d{4}-.*\\.md"))
                  .toList());
    }
  }
}
