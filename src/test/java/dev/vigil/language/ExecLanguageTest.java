package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage.Parsed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator types at the exec prompt, and what comes back where it is wrong. */
class ExecLanguageTest {
  private static String refused(String line) {
    assertThat(ExecLanguage.parse(line)).as(line).isInstanceOf(Parsed.Refused.class);
    return ((Parsed.Refused) ExecLanguage.parse(line)).message();
  }

  @Test
  void theCaretStandsBelowTheFirstBadCharacter() {
    assertThat(refused("show cry foo"))
        .isEqualTo(
            """
            show cry foo
                     ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("  clear crypto session remote 10.2.80.300"))
        .isEqualTo(
            """
            clear crypto session remote 10.2.80.300
                                        ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("show crypto isakmp sa detail more"))
        .isEqualTo(
            """
            show crypto isakmp sa detail more
                                         ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("no show crypto isakmp sa"))
        .isEqualTo(
            """
            no show crypto isakmp sa
               ^
            % Invalid input detected at '^' marker.\
            """);
    assertThat(refused("show crypto isakmp saa")).contains("\n                     ^\n");
    assertThat(refused("crypto connect green 70000")).contains("\n                     ^\n");
    assertThat(refused("ping 10.2.80.209 repeat 0")).contains("\n                        ^\n");
    assertThat(refused("ping 10.1.1.1 size 99 size 98")).contains("\n                       ^\n");
    assertThat(refused("clear crypto sa spi 255")).contains("\n                    ^\n");
  }

  @Test
  void belowAPromptTheCaretIsMovedByItsWidth() {
    assertThat(ExecLanguage.parse("show cry foo", true))
        .isInstanceOfSatisfying(
            Parsed.Refused.class,
            refused ->
                assertThat(refused.fault().answer("Router#".length()))
                    .isEqualTo(
                        " ".repeat("Router#show cry ".length())
                            + "^\n% Invalid input detected at '^' marker."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "show",
        "sh cry",
        "show crypto isakmp",
        "show crypto session remote",
        "debug crypto",
        "debug crypto condition peer ipv4",
        "no debug crypto condition peer ipv4",
        "no debug crypto condition peer subnet 10.0.0.0",
        "no debug",
        "undebug",
        "clear crypto session remote 10.2.80.209 port",
        "crypto connect green",
        "ping",
        "copy running-config",
        "terminal length",
        "terminal no",
        "show running-config |",
        "show running-config | include"
      })
  void aLineThatEndsTooEarlyIsIncomplete(String line) {
    assertThat(refused(line)).isEqualTo("% Incomplete command.");
  }

  @Test
  void anAbbreviationOfSeveralWordsIsAmbiguous() {
    assertThat(refused("c")).isEqualTo("% Ambiguous command:  \"c\"");
    assertThat(refused("c crypto session")).isEqualTo("% Ambiguous command:  \"c\"");
    assertThat(refused("show c isakmp")).isEqualTo("% Ambiguous command:  \"show c\"");
    assertThat(refused("show run | ")).isEqualTo("% Incomplete command.");
  }

  @Test
  void theUserModeKnowsWhatHarmsNobody() {
    for (String line :
        List.of(
            "show crypto isakmp sa",
            "show version",
            "show privilege",
            "ping 10.2.80.209",
            "enable",
            "terminal length 0",
            "terminal monitor",
            "exit",
            "logout")) {
      assertThat(ExecLanguage.parse(line, false)).as(line).isInstanceOf(Parsed.Request.class);
    }
    for (String line :
        List.of(
            "show running-config",
            "show startup-config",
            "show crypto isakmp key",
            "show logging",
            "write terminal",
            "configure terminal",
            "write memory",
            "copy running-config startup-config",
            "clear crypto session",
            "clear counters",
            "crypto connect green 1",
            "debug crypto isakmp",
            "undebug all",
            "no debug all")) {
      assertThat(ExecLanguage.parse(line, false)).as(line).isInstanceOf(Parsed.Refused.class);
      assertThat(ExecLanguage.parse(line, true)).as(line).isInstanceOf(Parsed.Request.class);
    }
  }

  @Test
  void aQuestionMarkAsksWhatMayFollow() {
    assertThat(ExecLanguage.parse("show crypto isakmp ?"))
        .isEqualTo(
            new Parsed.Help(
                """
                  key      Show ISAKMP preshared keys
                  peers    Show ISAKMP peer structures
                  policy   Show ISAKMP protection suite policy
                  profile  Show ISAKMP profiles
                  sa       Show ISAKMP Security Associations
                """));
    assertThat(ExecLanguage.help("show crypto isakmp ", false)).doesNotContain("key");
    assertThat(ExecLanguage.help("sh cry isa sa ", true))
        .isEqualTo(
            """
              detail  Show all there is to know
              |       Output modifiers
              <cr>
            """);
    assertThat(ExecLanguage.help("clear crypto session remote ", true))
        .isEqualTo("  A.B.C.D or X:X:X:X::X  Address of the peer\n");
    assertThat(ExecLanguage.help("clear crypto sa ", true)).doesNotContain("|").contains("<cr>");
    assertThat(ExecLanguage.help("show nothing ", true)).isEqualTo("% Unrecognized command\n");
    assertThat(ExecLanguage.help("show running-config | ", true))
        .isEqualTo(
            """
              begin    Begin with the line that matches
              count    Count number of lines which match regexp
              exclude  Exclude lines that match
              include  Include lines that match
              json     The answer as JSON
              section  Filter a section of output
            """);
    assertThat(ExecLanguage.help("show running-config | include ", true))
        .isEqualTo("  LINE  Regular Expression\n");
    assertThat(ExecLanguage.help("show running-config | json ", true)).contains("|", "<cr>");
    assertThat(ExecLanguage.help("clear counters | ", true)).isEqualTo("% Unrecognized command\n");
  }

  @Test
  void withinAWordTheQuestionMarkListsHowItMayGoOn() {
    assertThat(ExecLanguage.help("c", true)).isEqualTo("clear      configure  copy       crypto\n");
    assertThat(ExecLanguage.help("sh cry is", true)).isEqualTo("isakmp\n");
    assertThat(ExecLanguage.help("n", true)).isEqualTo("no\n");
    assertThat(ExecLanguage.help("n", false)).isEqualTo("% Unrecognized command\n");
    assertThat(ExecLanguage.help("show running-config | s", true)).isEqualTo("section\n");
  }

  @Test
  void theWordsOfAModeAreListedInOrderEachWithAnExplanation() {
    for (String line : List.of("", "show ", "show crypto ", "debug ", "no ", "terminal ")) {
      List<String> lines = ExecLanguage.help(line, true).lines().toList();
      assertThat(lines).isNotEmpty().allMatch(each -> each.matches("  \\S+ +\\S.*\\S"));
      assertThat(lines).isSorted();
    }
    assertThat(ExecLanguage.help("no ", true))
        .isEqualTo("  debug  Debugging functions (see also 'undebug')\n");
  }

  static Stream<String> lines() {
    return ExecRequestsTest.requests()
        .map(arguments -> (String) arguments.get()[0])
        .filter(line -> line.equals(line.strip()) && !line.contains("\t"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void everyKeywordOfEveryCommandIsOfferedInItsPlace(String line) {
    List<String> words = List.of(line.split(" "));
    for (int i = 0; i < words.size(); i++) {
      String before = String.join(" ", words.subList(0, i));
      String word = words.get(i);
      if (word.matches("[a-z-]{2,}") && !before.endsWith("vrf") && !word.equals("green")) {
        List<String> offered =
            ExecLanguage.complete((before + " " + word).stripLeading(), true, NameSource.NONE);
        assertThat(offered)
            .as("%s then %s", before, word)
            .isNotEmpty()
            .allMatch(each -> each.startsWith(word));
      }
    }
  }

  @Test
  void namesAreCompletedToo() {
    NameSource names =
        of ->
            switch (of) {
              case CRYPTO_MAP -> List.of("green", "grey", "red");
              case INTERFACE -> List.of("FastEthernet0");
              default -> List.of();
            };
    assertThat(ExecLanguage.complete("crypto connect gr", true, names))
        .containsExactly("green", "grey");
    assertThat(ExecLanguage.complete("show crypto map tag ", true, names))
        .containsExactly("green", "grey", "red");
    assertThat(ExecLanguage.complete("show crypto map interface fa", true, names))
        .containsExactly("FastEthernet0");
    assertThat(ExecLanguage.complete("show crypto map tag gr", true, NameSource.NONE)).isEmpty();
  }
}
