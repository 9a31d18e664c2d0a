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
        .containsExactly("<2-60>", "periodic", "on-demand", "<cr>");
    enter("crypto isakmp policy 10");
    assertThat(session.help("group "))
        .extracting(LanguageSession.Help::word)
        .containsExactly("1", "2", "5", "14", "15", "16", "19", "20", "21", "24");
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
  void aLineForOthersIsKeptAndSaidToBe() {
    assertThat(session.enter("ip route 0.0.0.0 0.0.0.0 1.2.3.4"))
        .isEqualTo(new LanguageSession.Answer.Accepted(true));
    assertThat(session.running().render()).isEqualTo("ip route 0.0.0.0 0.0.0.0 1.2.3.4\n");
  }
}
