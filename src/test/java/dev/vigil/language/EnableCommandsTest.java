package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.HiddenSecret;
import dev.vigil.protocol.crypto.Secret;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that was entered in clear is never shown again. */
class EnableCommandsTest {
  private static final String CLEAR = "Zq7SecretWord";

  private final LanguageSession session =
      new LanguageSession(RunningConfig.of(HeadEndConfig.empty()));

  private String after(String... lines) {
    for (String line : lines) {
      assertThat(session.enter(line)).as(line).isInstanceOf(LanguageSession.Answer.Accepted.class);
    }
    return session.running().render();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enable secret " + CLEAR,
        "enable secret 0 " + CLEAR,
        "enable secret level 15 " + CLEAR,
        "enable algorithm-type scrypt secret " + CLEAR,
        "ena sec " + CLEAR
      })
  void aSecretIsHashedAsSoonAsItIsRead(String line) {
    String shown = after(line);

    assertThat(shown)
        .matches("enable secret 8 \\$8\\$[./0-9A-Za-z]{14}\\$[./0-9A-Za-z]{43}\n")
        .doesNotContain(CLEAR);
    assertThat(ConfigReader.read(shown).running().render()).isEqualTo(shown);
    assertThat(after("no enable secret")).isEmpty();
  }

  @Test
  void twoOfTheSameAreNotAlike() {
    assertThat(after("enable secret " + CLEAR)).isNotEqualTo(after("enable secret " + CLEAR));
  }

  @Test
  void theHashIsTheRouters() {
    assertThat(PasswordForms.hashed(Secret.ofText("hashcat"), "TnGX/fE4KGHOVU"))
        .isEqualTo(
            new HiddenSecret(
                8, Secret.ofText("$8$TnGX/fE4KGHOVU$pEhnEvxrvaynpi8j4f.EMHr6M.FzU8xnZnBr/tJdFWk")));
  }

  @Test
  void aPasswordIsMaskedAsTheRouterMasksIt() {
    assertThat(PasswordForms.masked(Secret.ofText("cisco"), 8))
        .isEqualTo(new HiddenSecret(7, Secret.ofText("0822455D0A16")));
    assertThat(after("enable password " + CLEAR))
        .matches("enable password 7 [0-9]{2}[0-9A-F]{26}\n");
    assertThat(after("no enable password", "enable password 0 " + CLEAR)).doesNotContain(CLEAR);
  }

  @Test
  void whatIsHiddenAlreadyStaysAsItIs() {
    String text =
        """
        enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0
        enable password 7 0822455D0A16
        """;
    assertThat(ConfigReader.read(text).running().render()).isEqualTo(text);
    for (String form : new String[] {"4", "5", "8", "9"}) {
      assertThat(after("enable secret " + form + " something"))
          .startsWith("enable secret " + form + " something\n");
    }
    assertThat(ConfigFile.parse("a.cfg", "enable password 6 abc", Set.of()).warnings())
        .singleElement()
        .asString()
        .startsWith("a.cfg:1:1: enable password: This password is encrypted (type 6)");
  }

  @Test
  void secretsOfLesserLevelsAreKeptAndOnlyIfTheyAreHidden() {
    String kept = "enable secret level 5 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n";
    assertThat(ConfigReader.read(kept).running().render()).isEqualTo(kept);
    assertThat(session.enter("enable secret level 5 " + CLEAR))
        .isInstanceOfSatisfying(
            LanguageSession.Answer.Refused.class,
            refused -> {
              assertThat(refused.fault().echo()).isEqualTo("enable secret level 5 ******");
              assertThat(refused.fault().message())
                  .isEqualTo("% There are no levels here but 1 and 15.");
            });
  }
}
