package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The second document's configuration; a translating router between, and IPv6. */
@Execution(ExecutionMode.CONCURRENT)
class NatTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration PROBE = Duration.ofSeconds(25);
  private static final String IKE = "aes128-sha1-modp2048";
  private static final String HEAD_END6 = "fd77:1::14";
  private static final String SITE6 = "fd77:1::209";
  private static VigilProcess vigil;
  private static Namespace site6;

  @BeforeAll
  static void start() {
    site6 = LAB.net().site6(HEAD_END6, SITE6);
    vigil =
        LAB.vigilListening(
            RouterConfig.secondSeed()
                + RouterConfig.peer(12, "10.2.80.212", "Trans1")
                + """
                crypto isakmp key kd94j1ksldz address ipv6 fd77:1::209/128
                crypto map test 6 ipsec-isakmp
                  set peer fd77:1::209
                  set transform-set Trans1
                  match address 106
                !
                access-list 106 permit ip 192.168.1.0 0.0.0.255 192.168.6.0 0.0.0.255
                """,
            "vigil.udp.listen = [\"" + RouterConfig.HEAD_END + "\", \"" + HEAD_END6 + "\"]");
    vigil.exec("debug crypto isakmp");
  }

  @Test
  void behindARouterThatTranslatesThePortsFloatAndProbesPass() {
    Namespace behind = LAB.net().siteBehindNat(RouterConfig.PEER);
    StrongSwan site =
        LAB.strongSwan(behind, RouterConfig.site(2, "192.168.7.2", IKE, "aes128-sha1"));

    assertThat(site.initiate().output()).contains("initiate completed successfully");

    StrongSwan.IkeSa sa = site.awaitEstablished(SOON);
    assertThat(sa.value("remote-port")).isEqualTo("4500");
    assertThat(sa.value("nat-local")).isEqualTo("yes");
    assertThat(sa.children()).containsExactly("INSTALLED");
    vigil.awaitSa(RouterConfig.PEER, SOON);
    assertThat(vigil.exec("show crypto session"))
        .containsPattern("Peer: 10\\.2\\.80\\.209 port 2\\d{4}");
    vigil.log().await("DPD/R_U_THERE_ACK received from peer 10\\.2\\.80\\.209", PROBE);
  }

  @Test
  void anAuthenticatedMessageFromANewPortMovesThePeerThere() {
    Namespace behind = LAB.net().siteBehindNat("10.2.80.212");
    StrongSwan site =
        LAB.strongSwan(
            behind,
            RouterConfig.site(12, "192.168.7.2", IKE, "aes128-sha1")
                .withDpd(Duration.ofSeconds(3)));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitSa("10.2.80.212", SOON);
    String before = port("10.2.80.212");

    LAB.net().forgetfulRouter(behind);

    Await.until("another port", Duration.ofSeconds(20), () -> !port("10.2.80.212").equals(before));
    int mark = site.log().mark();
    site.log().await(mark, "parsed INFORMATIONAL_V1 .*DPD_ACK", SOON);
    assertThat(site.awaitEstablished(SOON).children()).containsExactly("INSTALLED");
  }

  private static String port(String peer) {
    Matcher port =
        Pattern.compile("Peer: " + Pattern.quote(peer) + " port (\\d+)")
            .matcher(vigil.exec("show crypto session"));
    return port.find() ? port.group(1) : "";
  }

  @Test
  void overIpv6() {
    StrongSwan site =
        LAB.strongSwan(
            site6,
            Site.of(SITE6, HEAD_END6, RouterConfig.KEY, IKE)
                .withNets("192.168.6.0/24", "192.168.1.0/24")
                .withDpd(Duration.ofSeconds(2)));

    assertThat(site.initiate().output()).contains("initiate completed successfully");
    assertThat(site.awaitEstablished(SOON).children()).containsExactly("INSTALLED");

    vigil.awaitTunnel(SITE6, SOON);
    assertThat(vigil.exec("show crypto isakmp sa")).contains("IPv6 Crypto ISAKMP SA");
    site.log().await("parsed INFORMATIONAL_V1 .*DPD_ACK", SOON);
  }
}
