package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage.Parsed;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator types after {@code vigil exec}, and what comes back where it is wrong. */
class ExecLanguageTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("10.2.80.209");
  private static final InetAddress HERE = InetAddress.ofLiteral("10.1.32.14");
  private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::1");

  static Stream<Arguments> commands() {
    return Stream.of(
        Arguments.of("show crypto isakmp sa", new ExecRequest.ShowIsakmpSa(false)),
        Arguments.of("sh cry isa sa", new ExecRequest.ShowIsakmpSa(false)),
        Arguments.of("  SHOW\tCrypto  isakmp sa  detail ", new ExecRequest.ShowIsakmpSa(true)),
        Arguments.of("show crypto session", new ExecRequest.ShowSession(Optional.empty(), false)),
        Arguments.of("sh cry ses det", new ExecRequest.ShowSession(Optional.empty(), true)),
        Arguments.of(
            "sh cry ses rem 10.2.80.209 det", new ExecRequest.ShowSession(Optional.of(PEER), true)),
        Arguments.of(
            "show crypto session remote 2001:DB8::1",
            new ExecRequest.ShowSession(Optional.of(SIX), false)),
        Arguments.of("show running-config", new ExecRequest.ShowRunningConfig()),
        Arguments.of("sh run", new ExecRequest.ShowRunningConfig()),
        Arguments.of("show counters", new ExecRequest.ShowCounters()),
        Arguments.of("show debugging", new ExecRequest.ShowDebugging()),
        Arguments.of("debug crypto isakmp", new ExecRequest.Debug(true, Optional.empty())),
        Arguments.of(
            "deb cry isa peer 10.2.80.209", new ExecRequest.Debug(true, Optional.of(PEER))),
        Arguments.of("debug all", new ExecRequest.Debug(true, Optional.empty())),
        Arguments.of("no debug crypto isakmp", new ExecRequest.Debug(false, Optional.empty())),
        Arguments.of("no debug all", new ExecRequest.Debug(false, Optional.empty())),
        Arguments.of("undebug crypto isakmp", new ExecRequest.Debug(false, Optional.empty())),
        Arguments.of("u all", new ExecRequest.Debug(false, Optional.empty())),
        Arguments.of("clear crypto session", clear(Optional.empty(), 0, Optional.empty(), 0)),
        Arguments.of(
            "clear crypto session remote 10.2.80.209 port 4500",
            clear(Optional.empty(), 0, Optional.of(PEER), 4500)),
        Arguments.of(
            "cle cry ses loc 10.1.32.14 por 500 rem 10.2.80.209",
            clear(Optional.of(HERE), 500, Optional.of(PEER), 0)),
        Arguments.of("crypto connect green 1", new ExecRequest.Connect("green", 1)));
  }

  private static ExecRequest clear(
      Optional<InetAddress> local, int localPort, Optional<InetAddress> remote, int remotePort) {
    return new ExecRequest.ClearSession(local, port(localPort), remote, port(remotePort));
  }

  private static OptionalInt port(int port) {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandIsUnderstoodAbbreviatedToo(String line, ExecRequest request) {
    assertThat(ExecLanguage.parse(line)).isEqualTo(new Parsed.Request(request));
  }

  private static String refused(String line) {
    assertThat(ExecLanguage.parse(line)).isInstanceOf(Parsed.Refused.class);
    return ((Parsed.Refused) ExecLanguage.parse(line)).message();
  }

  @Test
  void theCaretStandsBelowTheWordAtFault() {
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
    assertThat(refused("crypto connect green 70000")).contains("\n                     ^\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "show",
        "sh cry",
        "show crypto isakmp",
        "show crypto session remote",
        "debug crypto",
        "clear crypto session remote 10.2.80.209 port",
        "crypto connect green"
      })
  void aLineThatEndsTooEarlyIsIncomplete(String line) {
    assertThat(refused(line)).isEqualTo("% Incomplete command.");
  }

  @Test
  void anAbbreviationOfSeveralWordsIsAmbiguous() {
    assertThat(refused("c")).isEqualTo("% Ambiguous command:  \"c\"");
    assertThat(refused("c crypto session")).isEqualTo("% Ambiguous command:  \"c\"");
    assertThat(refused("show c isakmp")).isEqualTo("% Ambiguous command:  \"show c\"");
  }

  @Test
  void aQuestionMarkAsksWhatMayFollow() {
    assertThat(help("?")).contains("clear", "crypto", "debug", "show", "undebug");
    assertThat(help("show ?")).contains("counters", "crypto", "debugging", "running-config");
    assertThat(help("sh cry is?")).containsExactly("isakmp");
    assertThat(help("show crypto session ?")).contains("remote", "detail", "<cr>");
    assertThat(help("clear crypto session remote ?")).containsExactly("A.B.C.D");
    assertThat(ExecLanguage.parse("show nothing ?"))
        .isEqualTo(new Parsed.Help("% Unrecognized command\n"));
  }

  /** The words that are offered; each has a text beside it. */
  private static List<String> help(String line) {
    String text = ((Parsed.Help) ExecLanguage.parse(line)).text();
    return text.lines()
        .map(each -> {
          assertThat(each).matches("  <cr>|  \\S+ +\\S.*\\S");
          return each.strip().split(" +")[0];
        })
        .toList();
  }

  @Test
  void everyKeywordOfEveryCommandIsOfferedInItsPlace() {
    commands()
        .map(arguments -> (String) arguments.get()[0])
        .filter(line -> line.equals(line.strip()) && !line.contains("\t"))
        .forEach(line -> {
          List<String> words = List.of(line.split(" "));
          for (int i = 0; i < words.size(); i++) {
            String before = String.join(" ", words.subList(0, i));
            String word = words.get(i);
            if (word.matches("[a-z-]+") && !word.equals("no") && !word.equals("green")) {
              assertThat(ExecLanguage.complete((before + " " + word).stripLeading()))
                  .as("%s then %s", before, word)
                  .isNotEmpty()
                  .allMatch(offered -> offered.startsWith(word));
            }
          }
        });
  }
}
