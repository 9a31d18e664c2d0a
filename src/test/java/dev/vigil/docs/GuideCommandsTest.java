package dev.vigil.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage;
import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.ExecRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The operator's guide has every command of the exec mode, and none that there is not. */
final class GuideCommandsTest {
  private static final Document GUIDE = Document.of("src/docs/operators-guide.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z][^\\n]+)");

  /** What may stand in place of the capitals of the guide's table. */
  private static final Map<String, String> VALUES =
      Map.of(
          "A",
          "10.0.0.1",
          "M",
          "255.255.255.0",
          "P",
          "500",
          "N",
          "256",
          "S",
          "2",
          "V",
          "red",
          "I",
          "Ethernet0",
          "MAP",
          "green",
          "NAME",
          "name");

  /** The commands of the table without and with what is in brackets, each with values. */
  private static List<String> commands() {
    List<String> commands = new ArrayList<>();
    String table = GUIDE.text().split("\n## Console\n")[1].split("\n## ")[0];
    for (String row : ROW.matcher(table).results().map(found -> found.group(1)).toList()) {
      String first = row.replace("\\|", "/").split("\\|")[0];
      for (String command : first.split("`")) {
        if (command.matches("[a-z].*")) {
          String bare = command;
          while (bare.contains("[")) {
            bare = bare.replaceAll(" *\\[[^\\[\\]]*\\]", "");
          }
          commands.add(filled(bare));
          commands.add(
              filled(command.replaceAll("/ [^\\[\\]]*(?=\\])", "").replaceAll("[\\[\\]]", "")));
        }
      }
    }
    return commands;
  }

  private static String filled(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.strip().split(" +")) {
      words.add(VALUES.getOrDefault(word, word));
    }
    return String.join(" ", words);
  }

  private static Set<Class<?>> requests(Class<?> sealed) {
    Set<Class<?>> records = new HashSet<>();
    for (Class<?> each : Arrays.asList(sealed.getPermittedSubclasses())) {
      records.addAll(each.isSealed() ? requests(each) : Set.of(each));
    }
    return records;
  }

  @Test
  void everyCommandIsThereAndNoOther() {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(80);
    Set<Class<?>> requests = new HashSet<>();
    for (String command : commands) {
      assertThat(ExecLanguage.parse(command)).as(command).isInstanceOf(Parsed.Request.class);
      requests.add(((Parsed.Request) ExecLanguage.parse(command)).request().getClass());
    }
    assertThat(requests).containsExactlyInAnyOrderElementsOf(requests(ExecRequest.class));
  }
}
