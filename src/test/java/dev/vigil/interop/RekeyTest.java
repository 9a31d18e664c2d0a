package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Successors for both phases, asked for by either side; the tunnel stays up throughout. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class RekeyTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String IKE = "aes128-sha1-modp2048";
  private static final String ESP = "aes128-sha1";

  /** The shortest lifetimes of the router's language, with time for the margin before them. */
  private static final Duration PHASE_1 = Duration.ofSeconds(75);

  private static final Duration PHASE_2 = Duration.ofSeconds(135);
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil =
        LAB.vigil(
            RouterConfig.secondSeed().replace("  group 14\n", "  group 14\n  lifetime 60\n")
                + "crypto ipsec security-association lifetime seconds 120\n"
                + RouterConfig.peer(21, "10.2.80.21", "Trans1")
                + RouterConfig.peer(22, "10.2.80.22", "Trans1")
                + RouterConfig.peer(23, "10.2.80.23", "Trans1"));
  }

  @Test
  void theSiteReplacesPhase1() {
    StrongSwan site = established(21);
    StrongSwan.IkeSa old = site.awaitEstablished(SOON);
    site.rekeyIke();
    StrongSwan.IkeSa successor = awaitOther(site, old, SOON);
    assertThat(successor.children()).containsExactly("INSTALLED");
    vigil.awaitSa("10.2.80.21", SOON);
  }

  @Test
  void theSiteReplacesPhase2() {
    StrongSwan site = established(22);
    String old = spi(site);
    site.rekeyChild();
    Await.until("new IPsec SAs", SOON, () -> !spi(site).equals(old));
    // strongSwan keeps the old pair until its lifetime ends, as a "rekeyed" one.
    assertThat(site.awaitEstablished(SOON).children())
        .containsExactlyInAnyOrder("REKEYED", "INSTALLED");
    vigil.awaitSa("10.2.80.22", SOON);
  }

  @Test
  void theHeadEndReplacesBothBeforeTheirLifetimeEnds() {
    StrongSwan site = established(23);
    StrongSwan.IkeSa old = site.awaitEstablished(SOON);
    String oldSpi = spi(site);
    StrongSwan.IkeSa successor = awaitOther(site, old, PHASE_1);
    assertThat(successor.value("initiator")).isNotEqualTo("yes");
    Await.until("new IPsec SAs", PHASE_2.minus(PHASE_1), () -> !spi(site).equals(oldSpi));
    assertThat(site.awaitEstablished(SOON).children()).contains("INSTALLED");
  }

  private static StrongSwan established(int number) {
    String address = "10.2.80." + number;
    StrongSwan site = LAB.strongSwan(RouterConfig.site(number, address, IKE, ESP));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(address, SOON);
    return site;
  }

  private static StrongSwan.IkeSa awaitOther(
      StrongSwan site, StrongSwan.IkeSa old, Duration within) {
    return Await.value(
        "a successor of the IKE SA",
        within,
        () ->
            site.sas().stream()
                .filter(StrongSwan.IkeSa::established)
                .filter(sa -> !sa.value("responder-spi").equals(old.value("responder-spi")))
                .findFirst());
  }

  /** The inbound SPI of the newest pair of IPsec SAs. */
  private static String spi(StrongSwan site) {
    String newest = "";
    for (StrongSwan.IkeSa sa : site.sas()) {
      for (String key : sa.values().keySet()) {
        if (key.startsWith("child-sas.") && key.endsWith(".spi-in")) {
          newest = sa.value(key);
        }
      }
    }
    return newest;
  }
}
