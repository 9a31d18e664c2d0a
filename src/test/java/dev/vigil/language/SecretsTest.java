package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and passwords are in the rendered configuration and in no message. */
class SecretsTest {
  private static final String SECRET = "Zq7SecretWord";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto isakmp key Zq7SecretWord",
        "crypto isakmp key Zq7SecretWord address",
        "crypto isakmp key Zq7SecretWord adress 10.0.0.1",
        "crypto isakmp key Zq7SecretWord address 10.0.0.300",
        "crypto isakmp key 6 Zq7SecretWord address 10.0.0.1",
        "crypto isakmp key 7 Zq7SecretWord address 10.0.0.1",
        "crypto isakmp key 0 two Zq7SecretWord address 10.0.0.1",
        "crypto isakmp kye Zq7SecretWord address 10.0.0.1",
        "crypto isakmp k Zq7SecretWord address 10.0.0.1",
        "crypto Zq7SecretWord isakmp key",
        "crpto isakmp key Zq7SecretWord address 10.0.0.1",
        "crypto keyring k\n pre-shared-key address 1.2.3.4 kye Zq7SecretWord",
        "crypto keyring k\n pre-shared-key address 1.2.3.4 key Zq7SecretWord more",
        "crypto keyring k\n preshared-key address 1.2.3.4 key Zq7SecretWord",
        "crypto ipsec client ezvpn c\n group g kee Zq7SecretWord",
        "crypto ipsec client ezvpn c\n username u passwrd Zq7SecretWord",
        "crypto ipsec client ezvpn c\n username u password Zq7SecretWord x",
        "crypto isakmp client configuration group g\n key 6 Zq7SecretWord",
        "crypto isakmp client configuration group g\n keyy Zq7SecretWord",
        "crypto isakmp peer address 1.2.3.4\n set aggressive-mode passwd Zq7SecretWord",
      })
  void aRefusedLineIsShownWithoutItsSecret(String text) {
    ConfigFile file = ConfigFile.parse("a.cfg", text, Set.of());

    assertThat(file.errors()).isNotEmpty();
    if (!text.startsWith("crypto Zq7")) {
      assertThat(file.errors()).allSatisfy(e -> assertThat(e).doesNotContain(SECRET));
    }
  }

  @Test
  void noKeyIsInTheTextFormOfAConfiguration() {
    String text =
        """
        crypto keyring k
         pre-shared-key address 1.2.3.4 key Zq7SecretWord
        crypto isakmp key Zq7SecretWord hostname gw.example.net
        crypto ipsec client ezvpn c
         group g key Zq7SecretWord
         username u password Zq7SecretWord
        """;
    HeadEndConfig config = ConfigReader.read(text).running().config();

    assertThat(config.toString()).doesNotContain(SECRET);
    assertThat(config.preSharedKeys().toString()).doesNotContain(SECRET);
    assertThat(config.keyrings().toString()).doesNotContain(SECRET);
    assertThat(config.ezvpnClients().toString()).doesNotContain(SECRET);
    assertThat(RunningConfig.of(config).render()).contains(SECRET);
  }

  @Test
  void whatIsKeptIsToldWithoutItsSecrets() {
    ConfigFile file =
        ConfigFile.parse(
            "a.cfg",
            """
            username joe password 0 Zq7SecretWord
            enable secret Zq7SecretWord
            snmp-server community Zq7SecretWord RO
            tacacs-server key Zq7SecretWord
            line vty 0 4
             password Zq7SecretWord
            key Zq7SecretWord
            """,
            Set.of());

    assertThat(file.kept().toString()).doesNotContain(SECRET);
    assertThat(file.running().orElseThrow().render())
        .contains("tacacs-server key " + SECRET)
        .containsPattern("enable secret 8 \\$8\\$[./0-9A-Za-z]{14}\\$[./0-9A-Za-z]{43}\n")
        .doesNotContain("enable secret " + SECRET);
  }

  @Test
  void accidentsWithinALineWithAKeyDoNotBringItOut() {
    Random random = new Random(3);
    String head = "crypto isakmp key ";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder line = new StringBuilder(head + SECRET + " address 10.0.0.1 no-xauth");
      int at = random.nextInt(head.length() - 1);
      if (random.nextBoolean()) {
        line.deleteCharAt(at);
      } else {
        line.insert(at, (char) ('a' + random.nextInt(26)));
      }
      ConfigReader.read(line.toString())
          .faults()
          .forEach(fault -> assertThat(fault.describe("f")).doesNotContain(SECRET));
    }
  }
}
