package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The head-end calls all its configured peers when it starts: one strongSwan for each suite. */
@Execution(ExecutionMode.CONCURRENT)
class HeadEndInitiatesTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final String AES = "aes128-sha1-modp2048";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<StrongSwan> SITES = new ArrayList<>();
  private static StrongSwan first;
  private static StrongSwan second;
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    List<String> ike = List.of("3des-sha1-modp1024", AES, "aes256-sha256-ecp384");
    List<String> esp = List.of("3des-sha1", "aes128-sha1", "aes256-sha256");
    for (int i = 0; i < ike.size(); i++) {
      SITES.add(
          LAB.strongSwan(
              RouterConfig.site(101 + i, "10.2.80." + (201 + i), ike.get(i), esp.get(i))));
    }
    first = LAB.strongSwan(RouterConfig.site(4, "10.2.80.204", AES, "aes128-sha1"));
    second = LAB.strongSwan(RouterConfig.site(4, "10.2.80.205", AES, "aes128-sha1"));
    String twoPeers =
        RouterConfig.peer(4, "10.2.80.204", "taes")
            .replace("  set transform-set", "  set peer 10.2.80.205\n  set transform-set");
    vigil = LAB.vigil(RouterConfig.threeSuites() + twoPeers, "vigil.initiate = on-start");
  }

  @Test
  void tripleDesGroup2() {
    standsOnBothSides(0, "3DES_CBC", "HMAC_SHA1_96", "MODP_1024");
  }

  @Test
  void aes128Group14() {
    standsOnBothSides(1, "AES_CBC", "HMAC_SHA1_96", "MODP_2048");
  }

  @Test
  void aes256Sha256Group20() {
    standsOnBothSides(2, "AES_CBC", "HMAC_SHA2_256_128", "ECP_384");
  }

  /**
   * The documents' example with several peers: "the router switches over to the next listed peer".
   */
  @Test
  void theNextListedPeerIsCalledWhenTheFirstFallsSilent() {
    first.awaitEstablished(SOON);
    vigil.awaitTunnel("10.2.80.204", SOON);
    assertThat(second.sas()).isEmpty();

    first.machine().freeze();

    second.awaitEstablished(Duration.ofSeconds(35));
    vigil.awaitTunnel("10.2.80.205", SOON);
    vigil.log().await("session down .*10\\.2\\.80\\.204.* reason=\"peer does not respond\"", SOON);
    first.machine().thaw();
  }

  private static void standsOnBothSides(int i, String cipher, String hash, String group) {
    StrongSwan site = SITES.get(i);
    StrongSwan.IkeSa sa = site.awaitEstablished(SOON);
    assertThat(sa.value("initiator")).isNotEqualTo("yes");
    assertThat(sa.value("encr-alg")).isEqualTo(cipher);
    assertThat(sa.value("integ-alg")).isEqualTo(hash);
    assertThat(sa.value("dh-group")).isEqualTo(group);
    Await.until(
        "IPsec SAs at strongSwan",
        SOON,
        () -> site.awaitEstablished(SOON).children().equals(List.of("INSTALLED")));
    vigil.awaitTunnel("10.2.80." + (201 + i), SOON);
  }
}
