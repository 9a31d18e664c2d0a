package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.language.PipeFilter.Kind;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code | include} and the others leave of an answer. */
class PipeFilterTest {
  private static final String RUNNING =
      """
      hostname vpn1
      !
      crypto map green 1 ipsec-isakmp
       set peer 10.0.0.1
       set peer 10.0.0.2
       match address 101
      crypto map green 2 ipsec-isakmp
       set peer 10.0.0.3
      interface FastEthernet0
       ip address 192.0.2.1 255.255.255.0
       crypto map green
      """;

  private static String filtered(String text, PipeFilter... filters) {
    return PipeFilter.apply(List.of(filters), text);
  }

  private static PipeFilter filter(Kind kind, String pattern) {
    return new PipeFilter(kind, pattern);
  }

  @Test
  void includeKeepsWhatMatchesAndExcludeTheRest() {
    assertThat(filtered(RUNNING, filter(Kind.INCLUDE, "peer|hostname")))
        .isEqualTo("hostname vpn1\n set peer 10.0.0.1\n set peer 10.0.0.2\n set peer 10.0.0.3\n");
    assertThat(filtered(RUNNING, filter(Kind.EXCLUDE, "^ |^!|crypto")))
        .isEqualTo("hostname vpn1\ninterface FastEthernet0\n");
    assertThat(filtered(RUNNING, filter(Kind.INCLUDE, "nothing of this"))).isEmpty();
  }

  @Test
  void beginStartsAtTheFirstLineThatMatches() {
    assertThat(filtered(RUNNING, filter(Kind.BEGIN, "address 1")))
        .startsWith(" match address 101\ncrypto map green 2")
        .endsWith(" crypto map green\n");
    assertThat(filtered(RUNNING, filter(Kind.BEGIN, "nothing of this"))).isEmpty();
  }

  @Test
  void sectionKeepsALineWithTheDeeperOnesBelowIt() {
    assertThat(filtered(RUNNING, filter(Kind.SECTION, "^crypto map green 1")))
        .isEqualTo(
            """
            crypto map green 1 ipsec-isakmp
             set peer 10.0.0.1
             set peer 10.0.0.2
             match address 101
            """);
    assertThat(filtered(RUNNING, filter(Kind.SECTION, "peer 10.0.0.2|interface")))
        .isEqualTo(
            """
             set peer 10.0.0.2
            interface FastEthernet0
             ip address 192.0.2.1 255.255.255.0
             crypto map green
            """);
  }

  @Test
  void countTellsHowManyLinesMatch() {
    assertThat(filtered(RUNNING, filter(Kind.COUNT, "set peer")))
        .isEqualTo("Number of lines which match regexp = 3\n");
    assertThat(filtered(RUNNING, filter(Kind.COUNT, "")))
        .isEqualTo("Number of lines which match regexp = 11\n");
    assertThat(filtered("", filter(Kind.COUNT, "x")))
        .isEqualTo("Number of lines which match regexp = 0\n");
  }

  @Test
  void filtersWorkOneAfterAnother() {
    assertThat(
            filtered(
                RUNNING,
                filter(Kind.SECTION, "crypto map"),
                filter(Kind.INCLUDE, "peer"),
                filter(Kind.EXCLUDE, "0.2$"),
                filter(Kind.COUNT, ".")))
        .isEqualTo("Number of lines which match regexp = 2\n");
    assertThat(filtered(RUNNING)).isEqualTo(RUNNING);
    assertThat(filtered("{\n}\n", filter(Kind.JSON, ""), filter(Kind.INCLUDE, "{")))
        .isEqualTo("{\n");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, ' set peer 10.0.0.1', true",
    "10.0.0.1, 10x0x0x1, true",
    "10\\.0, 10x0, false",
    "_10_, ' 10 ', true",
    "_10_, 10, true",
    "_10_, '{10}', true",
    "_10_, '(10,', true",
    "_10_, 100, false",
    "^a$, a, true",
    "^a$, aa, false",
    "a{2}, aa, false",
    "a{2}, a{2}, true",
    "[0-9]+, abc7, true",
    "[^0-9], 123, false",
    "[]x], ], true",
    "[a[b]+, [, true",
    "a*+b, aab, true",
    "a++ab, aab, true",
    "(set|match) peer, match peer, true",
    "\\d, d, true",
    "\\d, 7, false",
    "\\*, *, true",
    "Peer, peer, false",
    "#, '# x', true"
  })
  void patternsAreWrittenAsOnTheRouter(String pattern, String line, boolean isIn) {
    assertThat(RouterPattern.of(pattern).isIn(line)).isEqualTo(isIn);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "a)", "[a", "*a", "(+a)", "a|?", "(?i)a", "\\", "[^"})
  void whatIsNoPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> new PipeFilter(Kind.INCLUDE, pattern))
        .isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  @Timeout(20)
  void aPatternThatNeverEndsIsGivenUp() {
    String line = "a".repeat(60) + "!";
    long start = System.nanoTime();
    assertThat(RouterPattern.of("(a*)*b").isIn(line)).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }
}
