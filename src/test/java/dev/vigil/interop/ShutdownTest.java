package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A head-end that is told to stop says goodbye to its sites. */
@Execution(ExecutionMode.CONCURRENT)
class ShutdownTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void everySiteHearsADelete() {
    VigilProcess vigil = LAB.vigil(RouterConfig.secondSeed());
    StrongSwan site =
        LAB.strongSwan(
            RouterConfig.site(2, RouterConfig.PEER, "aes128-sha1-modp2048", "aes128-sha1"));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(RouterConfig.PEER, SOON);

    int exit = vigil.stop();

    assertThat(exit).isZero();
    site.log().await("received DELETE for IKE_SA vigil", SOON);
    site.awaitNoSa(SOON);
  }
}
