package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.interop.VigilProcess.Standing;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Deletes from either side, and handshakes that must not succeed. */
@Execution(ExecutionMode.CONCURRENT)
class GoodbyeTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String IKE = "aes128-sha1-modp2048";
  private static final String ESP = "aes128-sha1";
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    StringBuilder config = new StringBuilder(RouterConfig.secondSeed());
    for (int number = 11; number <= 16; number++) {
      config.append(RouterConfig.peer(number, "10.2.80." + number, "Trans1"));
    }
    vigil = LAB.vigil(config.toString());
  }

  @Test
  void aDeleteFromTheSiteIsHonoured() {
    StrongSwan site = established(11);
    site.terminate();
    vigil.awaitNoSa("10.2.80.11", SOON);
  }

  @Test
  void aClearedSessionIsDeletedAtTheSite() {
    StrongSwan site = established(12);
    vigil.exec("clear crypto session remote 10.2.80.12");
    site.log().await("received DELETE for IKE_SA vigil", SOON);
    site.awaitNoSa(SOON);
    assertThat(vigil.standing("10.2.80.12")).isEqualTo(Standing.NONE);
  }

  @Test
  void aSiteThatStartsAfreshReplacesItsOldSas() {
    Site settings = RouterConfig.site(16, "10.2.80.16", IKE, ESP);
    Namespace namespace = LAB.net().site("10.2.80.16");
    StrongSwan before = LAB.strongSwan(namespace, settings);
    assertThat(before.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel("10.2.80.16", SOON);
    Set<String> cookies = vigil.cookies("10.2.80.16");
    before.machine().kill();

    StrongSwan after = LAB.restartedStrongSwan(namespace, settings);
    assertThat(after.initiate().output()).contains("initiate completed successfully");

    // Its INITIAL-CONTACT says that whatever was before is gone.
    Await.until(
        "the new SA alone",
        SOON,
        () ->
            vigil.cookies("10.2.80.16").size() == 1
                && Collections.disjoint(vigil.cookies("10.2.80.16"), cookies));
    vigil.awaitTunnel("10.2.80.16", SOON);
  }

  @Test
  void aDeleteOfTheIpsecSasAloneLeavesPhase1() {
    StrongSwan site = established(13);
    site.terminateChild();
    Await.until(
        "the session without IPsec SAs",
        SOON,
        () -> vigil.sessionStatus("10.2.80.13").equals("UP-IDLE"));
    assertThat(vigil.standing("10.2.80.13")).isEqualTo(Standing.ESTABLISHED);
    assertThat(site.awaitEstablished(SOON).children()).isEmpty();
  }

  @Test
  void aWrongKeyIsRefusedWithAClearLine() {
    StrongSwan site =
        LAB.strongSwan(RouterConfig.site(14, "10.2.80.14", IKE, ESP).withPsk("another key"));
    assertThat(site.initiate().output()).doesNotContain("completed successfully");
    vigil.log().await("pre-shared keys with 10\\.2\\.80\\.14 differ", SOON);
    assertThat(vigil.standing("10.2.80.14")).isNotEqualTo(Standing.ESTABLISHED);
  }

  @Test
  void aProposalThatNoPolicyAllowsIsRefused() {
    StrongSwan site =
        LAB.strongSwan(RouterConfig.site(15, "10.2.80.15", "aes256-md5-modp1536", ESP));
    assertThat(site.initiate().output()).contains("NO_PROPOSAL_CHOSEN");
    vigil
        .log()
        .await(
            "dropped reason=NO_PROPOSAL from=10\\.2\\.80\\.15:500 .* offered=\"aes 256 md5 group 5\"",
            SOON);
  }

  private static StrongSwan established(int number) {
    String address = "10.2.80." + number;
    StrongSwan site = LAB.strongSwan(RouterConfig.site(number, address, IKE, ESP));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(address, SOON);
    return site;
  }
}
