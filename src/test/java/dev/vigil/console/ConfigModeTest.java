package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.LanguageSession.Answer;
import dev.vigil.protocol.config.HeadEndConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConfigModeTest {
  private final List<HeadEndConfig> applied = new ArrayList<>();
  private final RunningStore store = new RunningStore(Rig.parse(Rig.HUB), Set.of(), applied::add);
  private final ConfigMode mode = new ConfigMode(store);

  private static void enter(ConfigMode mode, String... lines) {
    for (String line : lines) {
      assertThat(mode.enter(line)).as(line).isNotInstanceOf(Answer.Refused.class);
    }
  }

  private String running() {
    return store.current().render();
  }

  @Test
  void whatIsEnteredTogetherIsPutInForceTogether() {
    enter(mode, "crypto isakmp keepalive 20 periodic", "hostname a", "hostname b");
    assertThat(applied).isEmpty();
    assertThat(mode.isUnsettled()).isTrue();
    assertThat(mode.settle(false)).isEmpty();
    assertThat(applied).hasSize(1);
    assertThat(applied.getFirst().hostname()).contains("b");
    assertThat(mode.isUnsettled()).isFalse();
    assertThat(mode.settle(true)).isEmpty();
    assertThat(applied).hasSize(1);
  }

  @Test
  void aSectionThatIsNotYetAllowedWaitsUntilItIs() {
    enter(mode, "crypto isakmp policy 10");
    assertThat(mode.settle(false)).isEmpty();
    assertThat(applied).as("a new policy has DES and RSA signatures").isEmpty();
    enter(mode, "encr aes", "group 14", "auth pre-share");
    assertThat(mode.settle(false)).isEmpty();
    assertThat(applied.getLast().policies()).hasSize(2);
  }

  @Test
  void aSectionThatIsLeftAsItIsNotAllowedChangesNothingAtAll() {
    String before = running();
    enter(mode, "hostname other", "crypto isakmp policy 10", "exit");
    assertThat(mode.settle(false))
        .contains("% crypto isakmp policy 10: Encryption des is refused")
        .endsWith("% None of the last 3 lines is in force.\n");
    assertThat(applied).isEmpty();
    assertThat(running()).isEqualTo(before);
    assertThat(mode.prompt("Router")).isEqualTo("hub(config)#");
    enter(mode, "hostname third");
    assertThat(mode.settle(true)).isEmpty();
    assertThat(running()).contains("hostname third").doesNotContain("policy 10");
  }

  @Test
  void aRefusedLineChangesNeitherConfigurationNorMode() {
    enter(mode, "crypto map green 1 ipsec-isakmp");
    assertThat(mode.enter("set peer 10.0.0.300")).isInstanceOf(Answer.Refused.class);
    assertThat(mode.enter("crypto isakmp keepalive 9")).isInstanceOf(Answer.Refused.class);
    assertThat(mode.enter("nonsense")).isInstanceOf(Answer.Refused.class);
    enter(mode, "set peer 127.0.0.3");
    mode.settle(true);
    assertThat(running()).contains(" set peer 127.0.0.2\n").contains(" set peer 127.0.0.3\n");
  }

  @Test
  void twoConsolesInTheSameSectionLoseNothing() {
    ConfigMode other = new ConfigMode(store);
    enter(mode, "crypto map green 1 ipsec-isakmp", "set peer 127.0.0.3");
    enter(other, "crypto map green 1 ipsec-isakmp", "set peer 127.0.0.4");
    mode.settle(false);
    other.settle(false);
    enter(mode, "set pfs group14");
    enter(other, "set peer 127.0.0.5");
    other.settle(false);
    mode.settle(false);
    enter(other, "no set peer 127.0.0.3");
    other.settle(true);
    mode.settle(true);

    assertThat(Rig.green(store.current().config()).getFirst().peers())
        .extracting(Object::toString)
        .hasSize(3)
        .noneMatch(peer -> peer.contains("127.0.0.3"));
    assertThat(running()).contains(" set pfs group14\n");
  }

  @Test
  void theLastWriterOfALineWins() {
    ConfigMode other = new ConfigMode(store);
    enter(mode, "hostname first");
    enter(other, "hostname second");
    other.settle(true);
    mode.settle(true);
    assertThat(store.current().config().hostname()).contains("first");
  }

  @Test
  void manyConsolesAtOnceLoseNothing() throws Exception {
    int consoles = 8;
    int each = 25;
    CountDownLatch done = new CountDownLatch(consoles);
    for (int c = 0; c < consoles; c++) {
      int console = c;
      Thread.ofPlatform()
          .start(() -> {
            ConfigMode mine = new ConfigMode(store);
            for (int i = 0; i < each; i++) {
              mine.enter("access-list 150 permit ip host 10.%d.%d.1 any".formatted(console, i));
              mine.settle(false);
            }
            done.countDown();
          });
    }
    done.await();
    assertThat(running().lines().filter(line -> line.startsWith("access-list 150")))
        .hasSize(consoles * each);
  }

  @Test
  void warningsAreOfWhatIsStillSo() {
    enter(mode, "crypto map green 1", "set peer 10.9.9.9");
    mode.settle(false);
    enter(mode, "exit", "crypto isakmp profile p", "keyring none");
    mode.settle(false);
    enter(mode, "exit", "no crypto isakmp profile p");
    mode.settle(true);
    assertThat(mode.warnings(store.findings()))
        .isEqualTo("% crypto map green 1: There is no pre-shared key for peer 10.9.9.9.\n");
  }
}
