package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.interop.Site.Plane;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** strongSwan calls, the head-end answers: each suite, with and without NAT traversal. */
@Execution(ExecutionMode.CONCURRENT)
class SiteInitiatesTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil =
        LAB.vigil(
            RouterConfig.threeSuites()
                + RouterConfig.peer(4, "10.2.80.204", "t3des")
                + RouterConfig.peer(5, "10.2.80.205", "taes")
                + RouterConfig.peer(6, "10.2.80.206", "taes256"));
  }

  static Stream<Arguments> sites() {
    return Stream.of(
        Arguments.of(1, "3des-sha1-modp1024", "3des-sha1", Plane.USER_SPACE),
        Arguments.of(2, "aes128-sha1-modp2048", "aes128-sha1", Plane.USER_SPACE),
        Arguments.of(3, "aes256-sha256-ecp384", "aes256-sha256", Plane.USER_SPACE),
        Arguments.of(4, "3des-sha1-modp1024", "3des-sha1", Plane.KERNEL),
        Arguments.of(6, "aes256-sha256-ecp384", "aes256-sha256", Plane.KERNEL));
  }

  @ParameterizedTest(name = "{1} {3}")
  @MethodSource("sites")
  void theTunnelStandsOnBothSides(int number, String ike, String esp, Plane plane) {
    String address = "10.2.80.20" + number;
    StrongSwan site =
        LAB.strongSwan(RouterConfig.site(100 + number, address, ike, esp).withPlane(plane));
    boolean phase2 = plane == Plane.USER_SPACE;

    Shell.Outcome outcome = phase2 ? site.initiate() : site.initiatePhase1();

    assertThat(outcome.output()).contains("initiate completed successfully");
    StrongSwan.IkeSa sa = site.awaitEstablished(SOON);
    assertThat(sa.value("remote-port")).isEqualTo(phase2 ? "4500" : "500");
    if (phase2) {
      assertThat(sa.children()).containsExactly("INSTALLED");
    }
    vigil.awaitSa(address, SOON);
    if (phase2) {
      vigil.awaitTunnel(address, SOON);
    }
    assertThat(vigil.exec("show crypto session"))
        .contains("Peer: " + address + " port " + (phase2 ? "4500" : "500"));
  }

  @Test
  void withoutNatTheSasCarryPlainEsp() {
    StrongSwan site =
        LAB.strongSwanWithEsp(
            RouterConfig.site(5, "10.2.80.205", "aes128-sha1-modp2048", "aes128-sha1"));

    assertThat(site.initiate().output()).contains("initiate completed successfully");

    StrongSwan.IkeSa sa = site.awaitEstablished(SOON);
    assertThat(sa.value("remote-port")).isEqualTo("500");
    assertThat(sa.children()).containsExactly("INSTALLED");
    assertThat(site.states()).contains("proto esp").doesNotContain("encap");
    vigil.awaitTunnel("10.2.80.205", SOON);
  }
}
