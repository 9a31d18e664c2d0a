package dev.vigil.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are refused, in the router's words, with the place of the fault. */
class FaultTest {
  private static List<Fault> faults(String text) {
    return ConfigReader.read(text).faults();
  }

  @Test
  void keepaliveWithoutSecondsIsIncomplete() {
    List<Fault> faults = faults("crypto isakmp keepalive");

    assertThat(faults).hasSize(1);
    assertThat(faults.getFirst().describe("a.cfg"))
        .isEqualTo("a.cfg:1:24:\ncrypto isakmp keepalive\n% Incomplete command.");
  }

  @Test
  void aNumberOutOfRangeHasTheCaretBelowIt() {
    assertThat(
            faults("hostname r1\ncrypto isakmp keepalive 5 periodic").getFirst().describe("a.cfg"))
        .isEqualTo(
            """
            a.cfg:2:25:
            crypto isakmp keepalive 5 periodic
                                    ^
            % Invalid input detected at '^' marker.\
            """);
  }

  @Test
  void anAnswerAtAPromptMovesTheCaretByThePromptsWidth() {
    Fault fault = faults("access-list 101 permit 0255.255.1").getFirst();

    assertThat(fault.answer("R1(config)#".length()))
        .isEqualTo(
            " ".repeat("R1(config)#access-list 101 permit ".length())
                + "^\n% Invalid input detected at '^' marker.");
  }

  @Test
  void theBeginningOfSeveralWordsIsAmbiguous() {
    assertThat(faults("a").getFirst().message()).isEqualTo("% Ambiguous command:  \"a\"");
    assertThat(faults("crypto i").getFirst().message())
        .isEqualTo("% Ambiguous command:  \"crypto i\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crypto isakmp polcy 10 | 18",
        "crypto isakmp policy 0 | 22",
        "crypto isakmp policy 10001 | 22",
        "crypto ipsec transform-set a esp-3des esp-shh-hmac | 45",
        "crypto isakmp key abc address 10.0.0.300 | 31",
        "crypto isakmp key abc address 10.0.0.1 255.0.255.0 | 40",
        "crypto isakmp identity adress | 26",
        "crypto isakmp nat keepalive 4 | 29",
        "crypto call admission limit ike sa 100000 | 36",
        "crypto ipsec security-association lifetime seconds 119 | 52",
        "crypto ikev3 proposal x | 12",
        "crypto frobnicate | 8",
        "access-list 101 permit ip any | 0",
        "access-list 101 permit ip host any any | 32",
        "ip access-list extnded FOO | 19",
        "ip local pok a 10.0.0.1 | 12",
      })
  void theColumnIsThatOfTheFirstWrongCharacter(String line, int column) {
    Fault fault = faults(line).getFirst();

    if (column == 0) {
      assertThat(fault.message()).isEqualTo("% Incomplete command.");
    } else {
      assertThat(fault.message()).isEqualTo("% Invalid input detected at '^' marker.");
      assertThat(fault.column()).isEqualTo(column);
    }
  }

  @Test
  void allFaultsOfAFileAreTold() {
    List<Fault> faults =
        faults(
            """
            crypto isakmp policy 10
             encr aes 257
             hash sha9
             group 3
             lifetime 59
            crypto map m 10 ipsec-manual
             set peer 1.2.3.4
            interface Ethernet0
             ip address 1.2.3.4
             crypto map
            """);

    assertThat(faults).extracting(Fault::line).containsExactly(2, 3, 4, 5, 6, 9, 10);
  }

  @Test
  void aFileWithAnErrorChangesNothing() {
    ConfigFile file = ConfigFile.parse("a.cfg", "hostname r1\ncrypto isakmp keepalive\n", Set.of());

    assertThat(file.running()).isEmpty();
    assertThat(file.errors()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crpto isakmp policy 10",
        "cyrpto isakmp policy 10",
        "interfce Ethernet0",
        "acess-list 101 permit ip any any",
        "hostnmae r1",
        "interface Ethernet0\n ip adress 1.2.3.4 255.0.0.0",
        "interface Ethernet0\n crytpo map test",
        "interface Tunnel0\n tunnel protecton ipsec profile x",
      })
  void aSlipInAWordOfOursIsNoWordToBeKept(String text) {
    assertThat(faults(text)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crypto ipsec transform-set a ah-sha-hmac esp-aes",
        "crypto ipsec transform-set a esp-gcm",
        "crypto ipsec transform-set a esp-aes esp-sha-hmac comp-lzs",
        "crypto map m 10",
        "crypto keyring k\n pre-shared-key address 1.2.3.4 key 7 0822455D0A16",
        "crypto map m 10 ipsec-isakmp\n set ikev2-profile x",
        "crypto isakmp policy 1\n encryption seal",
        "banner motd ^C\nnever ended\n",
      })
  void whatCannotBeHonouredIsAnErrorNeverSilence(String text) {
    assertThat(faults(text)).hasSize(1);
  }

  @Test
  void abbreviationsAreTakenAsTheRouterTakesThem() {
    ReadResult read =
        ConfigReader.read(
            """
            cry isa pol 10
             enc aes 256
             auth pre
             gr 14
            cry isa keepa 10 per
            int fa0/1
             ip add 10.0.0.1 255.255.255.0
             no shut
            """);

    assertThat(read.faults()).isEmpty();
    assertThat(read.running().render())
        .isEqualTo(
            """
            crypto isakmp policy 10
             encr aes 256
             authentication pre-share
             group 14
            crypto isakmp keepalive 10 periodic
            interface FastEthernet0/1
             ip address 10.0.0.1 255.255.255.0
            """);
  }
}
