package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.settings.NodeSettings.InsecureAlgorithm;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and still refused, and what is used with a warning. */
class ValidationTest {
  private static final String POLICY =
      "crypto isakmp policy 10\n authentication pre-share\n encr aes\n";

  private static ConfigFile strict(String text) {
    return ConfigFile.parse("a.cfg", text, Set.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto isakmp policy 10\n authentication pre-share\n group 14",
        "crypto isakmp policy 10\n authentication pre-share\n encr des\n group 14",
        POLICY + " group 24",
        "crypto isakmp policy 10\n encr aes\n group 14",
        "crypto ipsec transform-set t esp-des esp-sha-hmac",
        "crypto map m 10 ipsec-isakmp\n set pfs group24",
      })
  void insecureChoicesAreRefusedUnlessTheNodesSettingsAllowThem(String text) {
    assertThat(strict(text).errors()).hasSize(1);
    assertThat(strict(text).running()).isEmpty();

    ConfigFile allowed = ConfigFile.parse("a.cfg", text, Set.of(InsecureAlgorithm.values()));
    assertThat(allowed.errors()).isEmpty();
    assertThat(allowed.running()).isPresent();
    assertThat(allowed.warnings()).isNotEmpty();
  }

  @Test
  void rsaEncryptionIsNeverOffered() {
    String text = "crypto isakmp policy 10\n encr aes\n group 14\n authentication rsa-encr\n";

    assertThat(ConfigFile.parse("a.cfg", text, Set.of(InsecureAlgorithm.values())).errors())
        .containsExactly(
            "a.cfg:4:2: crypto isakmp policy 10: Authentication rsa-encr is not offered.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto isakmp policy 10\n authentication pre-share\n encr 3des\n group 14",
        POLICY + " group 14\n hash md5",
        POLICY + " group 1",
        POLICY + " group 2",
        POLICY + " group 5",
        "crypto ipsec transform-set t esp-3des esp-sha-hmac",
        "crypto ipsec transform-set t esp-aes esp-md5-hmac",
        "crypto ipsec profile p\n set pfs group2\n set transform-set t\n"
            + "crypto ipsec transform-set t esp-aes esp-sha-hmac",
      })
  void weakChoicesAreUsedWithAWarning(String text) {
    ConfigFile file = strict(text);

    assertThat(file.errors()).isEmpty();
    assertThat(file.warnings()).hasSize(1).first().asString().contains(" is weak");
  }

  @Test
  void aSoundConfigurationHasNoWarning() {
    ConfigFile file =
        strict(
            POLICY
                + """
                 group 14
                crypto isakmp key abc address 1.2.3.4
                crypto ipsec transform-set t esp-aes esp-sha256-hmac
                access-list 101 permit ip 10.0.0.0 0.0.0.255 10.1.0.0 0.0.0.255
                crypto map m 10 ipsec-isakmp
                 set peer 1.2.3.4
                 set transform-set t
                 match address 101
                interface Ethernet0
                 ip address 1.2.3.1 255.255.255.0
                 crypto map m
                """);

    assertThat(file.errors()).isEmpty();
    assertThat(file.warnings()).isEmpty();
    assertThat(file.kept()).isEmpty();
  }

  @Test
  void namesWithNothingBehindThemAreTold() {
    ConfigFile file =
        strict(
            """
            crypto isakmp profile p
             keyring missing
            crypto map m 10 ipsec-isakmp
             set peer 1.2.3.4
             set isakmp-profile none
             match address missing
            crypto map m 20 ipsec-isakmp dynamic none
            interface Ethernet0
             crypto map other
            interface Tunnel0
             tunnel protection ipsec profile none
            """);

    assertThat(file.errors()).isEmpty();
    assertThat(String.join("\n", file.warnings()))
        .contains("a.cfg:2:2: crypto isakmp profile p: Keyring missing does not exist.")
        .contains("a.cfg:4:2: crypto map m 10: There is no pre-shared key for peer 1.2.3.4.")
        .contains("a.cfg:5:2: crypto map m 10: ISAKMP profile none does not exist.")
        .contains("a.cfg:7:1: crypto map m 20: Dynamic map none does not exist.")
        .contains(
            "a.cfg:9:2: interface Ethernet0: ERROR: Crypto Map with tag \"other\" does not exist.")
        .contains("a.cfg:11:2: interface Tunnel0: IPsec profile none does not exist.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "access-list 101 permit ip 10.0.0.0 0.0.255.0 any",
        "access-list 101 permit tcp any range 1 9 any",
        "access-list 101 permit ip any any fragments",
        "ip access-list extended 101\n 10 permit ip object-group g any",
      })
  void trafficThatQuickModeCannotNameIsAnErrorInACryptoMapAndNowhereElse(String list) {
    String map = "\ncrypto map m 10 ipsec-isakmp\n match address 101\n";

    assertThat(strict(list).errors()).isEmpty();
    assertThat(strict(list + map).errors()).hasSize(1);
    assertThat(strict(list + map).errors().getFirst()).startsWith("a.cfg:");
  }

  @Test
  void everyFindingHasItsLine() {
    for (long seed = 0; seed < 200; seed++) {
      String text = RunningConfig.of(RandomConfigs.of(seed)).render();
      ConfigFile file = strict(text);
      List<String> all = new java.util.ArrayList<>(file.errors());
      all.addAll(file.warnings());
      assertThat(all)
          .as("seed %d", seed)
          .filteredOn(f -> !f.endsWith("No ISAKMP policy is configured: no peer can connect."))
          .allMatch(f -> f.matches("(?s)a\\.cfg:[0-9]+:[0-9]+: .*"));
    }
  }
}
