package dev.vigil.language;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.language.ExecLanguage.Parsed;
import dev.vigil.language.LanguageSession.Answer;
import dev.vigil.protocol.config.CryptoMapEntry;
import dev.vigil.protocol.config.EzvpnClient;
import dev.vigil.protocol.config.HeadEndConfig;
import dev.vigil.protocol.config.Keepalive;
import dev.vigil.protocol.config.PeerRef;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the feature's documentation says of its commands, sentence by sentence. Prompts are those of
 * the document without the blank that its typesetting has before the parenthesis: a router prints
 * none.
 */
class SeedCommandsTest {
  private static final String INVALID = "% Invalid input detected at '^' marker.";
  private static final String INCOMPLETE = "% Incomplete command.";

  private final LanguageSession session =
      new LanguageSession(RunningConfig.of(HeadEndConfig.empty()));

  private void enter(String prompt, String line) {
    assertThat(session.prompt("Router")).isEqualTo(prompt);
    assertThat(session.enter(line)).as(line).isEqualTo(new Answer.Accepted(false));
  }

  private String refusal(String line) {
    Answer answer = session.enter(line);
    assertThat(answer).as(line).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).fault().message();
  }

  private HeadEndConfig config() {
    return session.running().config();
  }

  private Keepalive keepalive() {
    return config().isakmp().keepalive().orElseThrow();
  }

  private static ExecRequest exec(String line, boolean privileged) {
    Parsed parsed = ExecLanguage.parse(line, privileged);
    assertThat(parsed).as(line).isInstanceOf(Parsed.Request.class);
    return ((Parsed.Request) parsed).request();
  }

  // "Router> enable: Enables privileged EXEC mode."
  // "Router# configure terminal: Enters global configuration mode."
  @Test
  void enableAndConfigureTerminalBeginTheSteps() {
    assertThat(exec("enable", false)).isEqualTo(new ExecRequest.Enable());
    assertThat(ExecLanguage.parse("configure terminal", false)).isInstanceOf(Parsed.Refused.class);
    assertThat(exec("configure terminal", true)).isEqualTo(new ExecRequest.ConfigureTerminal());
    assertThat(session.prompt("Router")).isEqualTo("Router(config)#");
  }

  // "crypto isakmp keepalive seconds [retry-seconds] [periodic | on-demand]"
  // Example: "Router (config)# crypto isakmp keepalive 10 periodic"
  @ParameterizedTest
  @CsvSource({
    "crypto isakmp keepalive 10, 10, 2, ON_DEMAND",
    "crypto isakmp keepalive 10 periodic, 10, 2, PERIODIC",
    "crypto isakmp keepalive 10 on-demand, 10, 2, ON_DEMAND",
    "crypto isakmp keepalive 30 20 periodic, 30, 20, PERIODIC",
    "crypto isakmp keepalive 30 20, 30, 20, ON_DEMAND",
    "crypto isakmp keepalive 30 20 on-demand, 30, 20, ON_DEMAND"
  })
  void keepaliveHasAnIntervalARetryIntervalAndAMode(
      String line, int seconds, int retry, Keepalive.Mode mode) {
    enter("Router(config)#", line);
    assertThat(keepalive())
        .isEqualTo(new Keepalive(Duration.ofSeconds(seconds), Duration.ofSeconds(retry), mode));
  }

  // "seconds --When the periodic keyword is used, this argument is the number of seconds between
  // DPD messages; the range is from 10 to 3600 seconds."
  // "When the on-demand keyword is used, this argument is the number of seconds during which
  // traffic is not received from the peer before DPD retry messages are sent if there is data
  // (IPSec) traffic to send; the range is from 10 to 3600 seconds."
  @ParameterizedTest
  @ValueSource(strings = {"", " periodic", " on-demand"})
  void theIntervalIsFrom10To3600Seconds(String mode) {
    enter("Router(config)#", "crypto isakmp keepalive 10" + mode);
    enter("Router(config)#", "crypto isakmp keepalive 3600" + mode);
    assertThat(keepalive().interval()).isEqualTo(Duration.ofSeconds(3_600));
    for (String outside : List.of("0", "9", "3601", "-10", "ten")) {
      assertThat(refusal("crypto isakmp keepalive " + outside + mode)).isEqualTo(INVALID);
    }
    assertThat(keepalive().interval()).as("unchanged").isEqualTo(Duration.ofSeconds(3_600));
  }

  // "Note If you do not specify a time interval, an error message appears."
  @ParameterizedTest
  @CsvSource({
    "crypto isakmp keepalive, " + INCOMPLETE,
    "crypto isakmp keepalive periodic, " + INVALID,
    "crypto isakmp keepalive on-demand, " + INVALID
  })
  void withoutAnIntervalAnErrorMessageAppears(String line, String message) {
    assertThat(refusal(line)).isEqualTo(message);
    assertThat(config().isakmp().keepalive()).isEmpty();
  }

  // "retry-seconds --(Optional) Number of seconds between DPD retry messages if the DPD retry
  // message is missed by the peer; the range is from 2 to 60 seconds."
  @Test
  void theRetryIntervalIsFrom2To60Seconds() {
    enter("Router(config)#", "crypto isakmp keepalive 10 2 periodic");
    enter("Router(config)#", "crypto isakmp keepalive 10 60 periodic");
    for (String outside : List.of("0", "1", "61")) {
      assertThat(refusal("crypto isakmp keepalive 10 " + outside + " periodic")).isEqualTo(INVALID);
    }
    assertThat(keepalive().retry()).isEqualTo(Duration.ofSeconds(60));
  }

  // "The default DPD retry message is sent every 2 seconds."
  @Test
  void theRetryIntervalIs2SecondsByDefaultAndNotShownThen() {
    enter("Router(config)#", "crypto isakmp keepalive 10 2 periodic");
    assertThat(session.running().render()).contains("crypto isakmp keepalive 10 periodic\n");
    enter("Router(config)#", "crypto isakmp keepalive 10 3 periodic");
    assertThat(session.running().render()).contains("crypto isakmp keepalive 10 3 periodic\n");
  }

  // "If you do not configure the periodic keyword, the router defaults to the on-demand approach."
  // "Because this option is the default, the on-demand keyword does not appear in configuration
  // output."
  @Test
  void onDemandIsTheDefaultAndDoesNotAppear() {
    for (String line :
        List.of("crypto isakmp keepalive 10", "crypto isakmp keepalive 10 on-demand")) {
      enter("Router(config)#", line);
      assertThat(keepalive().mode()).isEqualTo(Keepalive.Mode.ON_DEMAND);
      assertThat(session.running().render())
          .contains("crypto isakmp keepalive 10\n")
          .doesNotContain("on-demand");
    }
    enter("Router(config)#", "no crypto isakmp keepalive");
    assertThat(config().isakmp().keepalive()).isEmpty();
  }

  // "A keepalive timer of 10 seconds with 5 retries seems to work well with HA": five seconds
  // between retries, for there is no argument that would be a number of retries.
  @Test
  void theRecommendationForHighAvailabilityCanBeEntered() {
    enter("Router(config)#", "crypto isakmp keepalive 10 5 periodic");
    assertThat(keepalive().retry()).isEqualTo(Duration.ofSeconds(5));
  }

  // "crypto map map-name seq-num ipsec-isakmp: Enters crypto map configuration mode and creates or
  // modifies a crypto map entry."
  // "set peer {host-name [dynamic] | ip-address}: You can specify multiple peers by repeating this
  // command."
  // "set transform-set transform-set-name: You can specify more than one transform set name by
  // repeating this command."
  // "match address [access-list-id | name]: Specifies an extended access list for a crypto map
  // entry."
  @Test
  void aCryptoMapEntryListsSeveralPeersAndTransformSets() {
    enter("Router(config)#", "crypto map green 1 ipsec-isakmp");
    enter("Router(config-crypto-map)#", "set peer 10.12.12.12");
    enter("Router(config-crypto-map)#", "set peer site2.example.net dynamic");
    enter("Router(config-crypto-map)#", "set peer site3.example.net");
    enter("Router(config-crypto-map)#", "set transform-set txfm");
    enter("Router(config-crypto-map)#", "set transform-set other");
    enter("Router(config-crypto-map)#", "match address 101");
    enter("Router(config-crypto-map)#", "exit");
    enter("Router(config)#", "crypto map green 1 ipsec-isakmp");
    enter("Router(config-crypto-map)#", "match address list1");

    CryptoMapEntry entry = requireNonNull(config().cryptoMaps().get("green")).entries().getFirst();
    assertThat(entry.peers())
        .containsExactly(
            new PeerRef.Address(InetAddress.ofLiteral("10.12.12.12"), false),
            new PeerRef.HostName("site2.example.net", true, false),
            new PeerRef.HostName("site3.example.net", false, false));
    assertThat(entry.transformSets()).containsExactly("txfm", "other");
    assertThat(entry.accessList()).hasValue("list1");
    enter("Router(config-crypto-map)#", "no set peer site2.example.net");
    assertThat(refusal("set peer")).isEqualTo(INCOMPLETE);
    assertThat(refusal("set peer 10.12.12.300")).isEqualTo(INVALID);
  }

  // "crypto ipsec client ezvpn name: Creates a Cisco Easy VPN remote configuration and enters the
  // Cisco Easy VPN Remote configuration mode."
  // "connect {auto | manual}: The auto keyword option is the default setting."
  // "group group-name key group-key", "mode {client | network-extension}"
  // "peer {ipaddress | hostname}: This command can be repeated multiple times."
  @Test
  void anEasyVpnRemoteHasGroupModeAndSeveralPeers() {
    enter("Router(config)#", "crypto ipsec client ezvpn ezvpn-config1");
    EzvpnClient fresh = requireNonNull(config().ezvpnClients().get("ezvpn-config1"));
    enter("Router(config-crypto-ezvpn)#", "connect manual");
    EzvpnClient manual = requireNonNull(config().ezvpnClients().get("ezvpn-config1"));
    assertThat(manual.manual()).isTrue();
    assertThat(fresh.manual()).isFalse();
    enter("Router(config-crypto-ezvpn)#", "connect auto");
    assertThat(requireNonNull(config().ezvpnClients().get("ezvpn-config1"))).isEqualTo(fresh);
    enter("Router(config-crypto-ezvpn)#", "group unity key preshared");
    enter("Router(config-crypto-ezvpn)#", "mode client");
    enter("Router(config-crypto-ezvpn)#", "mode network-extension");
    enter("Router(config-crypto-ezvpn)#", "peer 10.10.10.10");
    enter("Router(config-crypto-ezvpn)#", "peer gw.example.net");
    EzvpnClient client = requireNonNull(config().ezvpnClients().get("ezvpn-config1"));
    assertThat(client.peers()).hasSize(2);
    assertThat(client.mode()).hasValue(EzvpnClient.Mode.NETWORK_EXTENSION);
  }

  // "clear crypto session [local ip-address [port local-port]] [remote ip-address [port
  // remote-port]] | [fvrf vrf-name] [ivrf vrf-name]: Deletes crypto sessions (IPsec and IKE SAs)."
  @Test
  void clearCryptoSessionMeansAllOrThoseThatItNames() {
    assertThat(exec("clear crypto session", true))
        .isEqualTo(new ExecRequest.ClearSession(SessionFilter.ALL));
    assertThat(
            exec(
                "clear crypto session local 10.1.32.14 port 500 remote 10.2.80.209 port 4500",
                true))
        .isEqualTo(
            new ExecRequest.ClearSession(
                new SessionFilter(
                    Optional.of(InetAddress.ofLiteral("10.1.32.14")),
                    OptionalInt.of(500),
                    Optional.of(InetAddress.ofLiteral("10.2.80.209")),
                    OptionalInt.of(4_500),
                    Optional.empty(),
                    Optional.empty())));
    assertThat(exec("clear crypto session fvrf red ivrf blue", true))
        .isEqualTo(
            new ExecRequest.ClearSession(
                new SessionFilter(
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.of("red"),
                    Optional.of("blue"))));
    assertThat(ExecLanguage.parse("clear crypto session", false))
        .as("\"SUMMARY STEPS: 1. enable\"")
        .isInstanceOf(Parsed.Refused.class);
  }

  // "debug crypto isakmp: Displays messages about IKE events."
  @Test
  void debugCryptoIsakmpTurnsTheTraceOn() {
    assertThat(exec("debug crypto isakmp", true)).isEqualTo(new ExecRequest.Debug(true));
    assertThat(exec("no debug crypto isakmp", true)).isEqualTo(new ExecRequest.Debug(false));
  }
}
