package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of any line of the exec mode, and what programs are known to send. */
class ExecPropertyTest {
  static java.util.stream.Stream<String> lines() {
    return ExecLanguageTest.lines();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anAbbreviationMeansTheSameOrNothing(String line) {
    Random random = new Random(line.hashCode());
    Parsed whole = ExecLanguage.parse(line);
    int understood = 0;
    for (int i = 0; i < 50; i++) {
      List<String> words = new ArrayList<>();
      for (String word : line.split(" ")) {
        boolean keyword = word.matches("[a-z][a-z-]+") && !word.equals("no");
        words.add(keyword ? word.substring(0, 1 + random.nextInt(word.length())) : word);
      }
      String shorter = String.join(" ", words);
      switch (ExecLanguage.parse(shorter)) {
        case Parsed.Request request -> {
          boolean named = line.matches(".*(green|red|blue).*");
          assertThat(named || request.equals(whole)).as(shorter).isTrue();
          understood++;
        }
        case Parsed.Refused refused ->
            assertThat(refused.message()).as(shorter).startsWith("% Ambiguous command:  \"");
        case Parsed.Help help -> throw new AssertionError(help);
      }
    }
    assertThat(understood).isPositive();
  }

  @Test
  void whateverIsTypedIsAnsweredAndTheCaretIsInTheLine() {
    Random random = new Random(11);
    List<String> lines = lines().toList();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
      if (random.nextInt(3) == 0) {
        line.append(" | ").append(random.nextBoolean() ? "include x" : "section (");
      }
      for (int j = 1 + random.nextInt(3); j > 0; j--) {
        int at = random.nextInt(line.length() + 1);
        switch (random.nextInt(3)) {
          case 0 -> line.insert(at, (char) (32 + random.nextInt(0x200)));
          case 1 -> line.insert(at, " ?|no\t".charAt(random.nextInt(6)));
          default -> line.delete(at, Math.min(line.length(), at + 3));
        }
      }
      String text = line.toString();
      boolean privileged = random.nextBoolean();
      assertThat(ExecLanguage.help(text, privileged)).as(text).endsWith("\n");
      ExecLanguage.complete(text, privileged, NameSource.NONE);
      if (ExecLanguage.parse(text, privileged) instanceof Parsed.Refused refused) {
        Fault fault = refused.fault();
        assertThat(fault.message()).as(text).startsWith("% ");
        assertThat(fault.caret()).as(text).isBetween(-1, fault.echo().length());
      }
    }
  }

  /** Netmiko, Ansible, NAPALM, Oxidized, the ntc-templates and Genie, as far as tunnels go. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "terminal length 0",
        "terminal width 511",
        "terminal width 512",
        "terminal width 0",
        "enable",
        "show privilege",
        "configure terminal",
        "config term",
        "write mem",
        "copy running-config startup-config",
        "show version",
        "show inventory",
        "show running-config",
        "show running-config | section ^crypto map",
        "show running-config | include hostname",
        "show startup-config",
        "show clock",
        "show users",
        "show hosts",
        "show logging",
        "show crypto session",
        "show crypto session detail",
        "show crypto session local 192.0.2.1 detail",
        "show crypto isakmp sa",
        "show crypto isakmp sa detail",
        "show crypto ipsec sa",
        "show crypto ipsec sa detail",
        "show crypto ipsec sa peer 192.0.2.1",
        "show crypto ipsec sa peer 192.0.2.1 detail",
        "show crypto ipsec sa interface GigabitEthernet0/0",
        "show crypto ipsec transform-set",
        "show crypto map",
        "show crypto call admission statistics",
        "exit"
      })
  void whatProgramsSendIsUnderstood(String line) {
    assertThat(ExecLanguage.parse(line, true)).isInstanceOf(Parsed.Request.class);
  }

  @Test
  void theQuestionMarkNamesEachWordOnce() {
    LanguageSession session =
        new LanguageSession(RunningConfig.of(dev.vigil.protocol.config.HeadEndConfig.empty()));
    for (String mode : List.of("", "interface Ethernet0", "crypto map m 1 ipsec-isakmp")) {
      session.enter(mode);
      for (String line : List.of("", "crypto ", "ip ", "ipv6 ", "no ", "no ip ", "set ", "vrf ")) {
        assertThat(session.help(line))
            .filteredOn(help -> help.word().matches("[a-z].*"))
            .extracting(LanguageSession.Help::word)
            .as("%s: %s", mode, line)
            .doesNotHaveDuplicates();
      }
    }
  }
}
