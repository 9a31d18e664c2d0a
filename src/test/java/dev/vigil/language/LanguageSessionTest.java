package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configuration line by line, with prompts, help and completion from the same tree. */
class LanguageSessionTest {
  private final LanguageSession session =
      new LanguageSession(RunningConfig.of(HeadEndConfig.empty()));

  private void enter(String... lines) {
    for (String line : lines) {
      assertThat(session.enter(line)).as(line).isInstanceOf(LanguageSession.Answer.Accepted.class);
    }
  }

  @Test
  void promptsFollowTheModes() {
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(config)#");
    enter("crypto isakmp policy 10");
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(config-isakmp)#");
    enter("crypto keyring k");
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(conf-keyring)#");
    enter("crypto ipsec transform-set t esp-aes");
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(cfg-crypto-trans)#");
    enter("exit");
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(config)#");
    assertThat(session.enter("exit")).isInstanceOf(LanguageSession.Answer.Ended.class);
  }

  @Test
  void helpListsWhatMayComeNext() {
    assertThat(session.help("crypto isakmp keepalive "))
        .containsExactly(
            new LanguageSession.Help("<10-3600>", "Number of seconds between keep alives"));
    assertThat(session.help("crypto isakmp keepalive 10 "))
        .extracting(LanguageSession.Help::word)
        .containsExactly("<2-60>", "on-demand", "periodic", "<cr>");
    enter("crypto isakmp policy 10");
    assertThat(session.help("group "))
        .extracting(LanguageSession.Help::word)
        .containsExactly("1", "14", "15", "16", "19", "2", "20", "21", "24", "5");
  }

  @Test
  void everyWordOfTheTreeHasHelp() {
    for (String line : List.of("", "crypto ", "crypto isakmp ", "crypto ipsec ", "no crypto ")) {
      assertThat(session.help(line))
          .isNotEmpty()
          .allSatisfy(h -> assertThat(h.text()).as(h.word()).isNotBlank());
    }
  }

  @Test
  void completionGivesTheWordsThatBeginSo() {
    assertThat(session.complete("crypto isakmp k")).containsExactly("key", "keepalive");
    assertThat(session.complete("crypto isakmp keepalive 10 p")).containsExactly("periodic");
    assertThat(session.complete("cry isa keepa 10 2 ")).containsExactly("periodic", "on-demand");
    assertThat(session.complete("nonsense ")).isEmpty();
  }

  @Test
  void noTakesBackWhatALineSaid() {
    enter(
        "crypto isakmp keepalive 10 periodic",
        "crypto isakmp key abc address 1.2.3.4",
        "crypto isakmp policy 10",
        "encryption aes",
        "group 14",
        "crypto map m 10 ipsec-isakmp",
        "set peer 1.2.3.4",
        "set peer 1.2.3.5",
        "match address 101");
    enter(
        "no set peer 1.2.3.4",
        "no match address",
        "no crypto isakmp keepalive",
        "no crypto isakmp key abc address 1.2.3.4",
        "crypto isakmp policy 10",
        "no group",
        "no crypto isakmp enable");

    assertThat(session.running().render())
        .contains("crypto map m 10 ipsec-isakmp\n set peer 1.2.3.5\n")
        .contains("crypto isakmp policy 10\n encr aes\n")
        .contains("no crypto isakmp enable\n")
        .doesNotContain("keepalive", "key abc", "match address", "group");
    enter("no crypto map m", "no crypto isakmp policy 10", "crypto isakmp enable");
    assertThat(session.running().config()).isEqualTo(HeadEndConfig.empty());
  }

  @Test
  void anythingTakenBackAndEnteredAgainStillReadsBackAsItIs() {
    enter(
        "crypto map a 10 ipsec-isakmp",
        "set peer 1.1.1.1",
        "set peer 1.1.1.2",
        "no set peer 1.1.1.1",
        "set peer 1.1.1.3",
        "set peer 1.1.1.1",
        "interface Ethernet0",
        "crypto map a",
        "interface Ethernet1",
        "no interface Ethernet0",
        "interface Ethernet0",
        "crypto map a",
        "ip access-list extended l",
        "20 permit ip any any",
        "10 deny ip host 1.1.1.1 any",
        "no 20",
        "30 permit ip any any");

    RunningConfig running = session.running();
    assertThat(ConfigReader.read(running.render()).running()).isEqualTo(running);
    assertThat(requireNonNull(running.config().accessLists().get("l")).entries()).hasSize(2);
  }

  @Test
  void aRefusedLineChangesNothing() {
    enter("crypto isakmp keepalive 10 periodic");
    RunningConfig before = session.running();

    LanguageSession.Answer answer = session.enter("crypto isakmp keepalive 5");

    assertThat(answer)
        .isInstanceOfSatisfying(
            LanguageSession.Answer.Refused.class,
            refused ->
                assertThat(refused.fault().answer("vpn1(config)#".length()))
                    .isEqualTo(
                        " ".repeat("vpn1(config)#crypto isakmp keepalive ".length())
                            + "^\n% Invalid input detected at '^' marker."));
    assertThat(session.enter("frobnicate")).isInstanceOf(LanguageSession.Answer.Refused.class);
    assertThat(session.running()).isEqualTo(before);
  }

  @Test
  void aRefusedLineDoesNotLeaveTheMode() {
    enter("crypto isakmp policy 10");
    for (String line :
        List.of(
            "group",
            "group 99",
            "frobnicate",
            "no frobnicate",
            "crypto isakmp keepalive 5",
            "crypto isakmp key 6 abc address 1.2.3.4",
            "crypto isakmp policy 0")) {
      assertThat(session.enter(line)).as(line).isInstanceOf(LanguageSession.Answer.Refused.class);
      assertThat(session.prompt("vpn1")).as(line).isEqualTo("vpn1(config-isakmp)#");
    }
    assertThat(
            ((LanguageSession.Answer.Refused) session.enter("crypto isakmp keepalive 5"))
                .fault()
                .caret())
        .isEqualTo("crypto isakmp keepalive ".length());
    enter(" encr aes");
    assertThat(session.running().render())
        .as("a deeper line belongs to the header before it, which was refused")
        .isEqualTo("crypto isakmp policy 10\n");
    enter("encr aes");
    assertThat(session.running().render()).isEqualTo("crypto isakmp policy 10\n encr aes\n");
  }

  @Test
  void aLineForOthersIsKeptAndSaidToBe() {
    assertThat(session.enter("ip route 0.0.0.0 0.0.0.0 1.2.3.4"))
        .isEqualTo(new LanguageSession.Answer.Accepted(true));
    assertThat(session.running().render()).isEqualTo("ip route 0.0.0.0 0.0.0.0 1.2.3.4\n");
  }

  @Test
  void modesAreLeftByAbbreviationsThatNoCommandBeginsWith() {
    enter("crypto isakmp policy 10", "ex");
    assertThat(session.prompt("vpn1")).isEqualTo("vpn1(config)#");
    assertThat(session.enter("ex")).isInstanceOf(LanguageSession.Answer.Ended.class);
    enter("crypto isakmp policy 10");
    assertThat(session.enter("en"))
        .as("encryption begins so, too")
        .isInstanceOf(LanguageSession.Answer.Refused.class);
    assertThat(session.enter("end")).isInstanceOf(LanguageSession.Answer.Ended.class);
  }

  @Test
  void whatFollowsDoIsForTheExecMode() {
    assertThat(LanguageSession.execPart(" do show clock")).hasValue("    show clock");
    assertThat(LanguageSession.execPart("do")).hasValue("  ");
    assertThat(LanguageSession.execPart("no do show clock")).isEmpty();
    assertThat(LanguageSession.execPart("domain x")).isEmpty();
    assertThat(session.complete("do sh")).containsExactly("show");
    assertThat(session.complete("do show crypto isa")).containsExactly("isakmp");
    assertThat(session.help("do show crypto isakmp s"))
        .containsExactly(new LanguageSession.Help("sa", "Show ISAKMP Security Associations"));
    assertThat(session.complete("do")).contains("do");
  }

  @Test
  void wordsThatAreGoodEverywhereAreOfferedEverywhere() {
    for (String mode : List.of("crypto isakmp policy 10", "interface Ethernet0")) {
      enter(mode);
      assertThat(session.help(""))
          .extracting(LanguageSession.Help::word)
          .contains("do", "end", "exit", "no")
          .isSorted();
    }
  }

  @Test
  void namesOfWhatThereIsAreCompleted() {
    enter(
        "crypto ipsec transform-set strong esp-aes esp-sha-hmac",
        "crypto map green 1 ipsec-isakmp");
    assertThat(session.complete("set transform-set st")).containsExactly("strong");
    enter("interface FastEthernet0");
    assertThat(session.complete("crypto map ")).containsExactly("green");
    enter("exit");
    assertThat(session.complete("interface fas")).containsExactly("FastEthernet0");
  }

  @Test
  void aPasteOfThousandsOfLinesTakesMomentsAndIsAsIfRead() {
    StringBuilder text = new StringBuilder("crypto isakmp policy 10\n encr aes\n");
    for (int i = 0; i < 5_000; i++) {
      String peer = "10.9." + (i >> 8) + "." + (i & 255);
      text.append("crypto isakmp key secret address ").append(peer).append('\n');
      text.append("crypto map big ").append(i + 1).append(" ipsec-isakmp\n");
      text.append(" set peer ").append(peer).append("\n set transform-set t\n match address a\n");
    }
    long before = System.nanoTime();

    text.toString().lines().forEach(this::enter);
    RunningConfig running = session.running();

    assertThat(System.nanoTime() - before)
        .as("nanoseconds for 25,002 lines")
        .isLessThan(30_000_000_000L);
    assertThat(running.config()).isEqualTo(ConfigReader.read(text.toString()).running().config());
    assertThat(running.config().configuredPeers()).hasSize(5_000);
  }

  @Test
  void aBannerIsTextAndNoCommands() {
    enter("banner motd ^C", "do not come in", "hostname wrong");
    assertThat(session.awaitsText()).isTrue();
    enter("end ^C", "hostname right");
    assertThat(session.awaitsText()).isFalse();
    String text = "banner motd ^C\ndo not come in\nhostname wrong\nend ^C\n";
    assertThat(session.running().config().hostname()).hasValue("right");
    assertThat(session.running().render()).contains(text);
    assertThat(ConfigReader.read(session.running().render()).running())
        .isEqualTo(session.running());
  }
}
