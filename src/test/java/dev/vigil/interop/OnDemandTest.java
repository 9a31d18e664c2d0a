package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * On-demand DPD against strongSwan, with real traffic in ESP: "With on-demand DPD, messages are
 * sent on the basis of traffic patterns."
 */
@Execution(ExecutionMode.CONCURRENT)
class OnDemandTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final String IKE = "aes128-sha1-modp2048";
  private static final String ESP = "aes128-sha1";
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final String PROBE = "IKE_TIMER_IM_ALIVE";
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil =
        LAB.vigil(
            RouterConfig.threeSuites().replaceAll("crypto isakmp keepalive .*", "")
                + "crypto isakmp keepalive 10\n"
                + RouterConfig.peer(7, "10.2.80.217", "taes")
                + RouterConfig.peer(8, "10.2.80.218", "taes")
                + RouterConfig.peer(9, "10.2.80.219", "taes"));
    vigil.exec("debug crypto isakmp");
  }

  /** Traffic answered by traffic, and no traffic at all, never cause a probe. */
  @Test
  void noProbeWithoutOutboundTrafficNorWhileItIsAnswered() {
    StrongSwan site = established(7, "10.2.80.217");
    Await.pause(INTERVAL.multipliedBy(2));
    assertThat(probes("10.2.80.217")).as("without traffic").isZero();

    // "if a router has to send outbound traffic and the liveliness of the peer is questionable, the
    // router sends a DPD message to query the status of the peer." Unless the reply to the ping was
    // quicker than the question; one that nobody answers is what the next test is about.
    assertThat(ping(7, 2)).contains("Success rate is 100 percent (2/2)");
    Await.pause(Duration.ofSeconds(1));
    long asked = probes("10.2.80.217");
    assertThat(asked).as("with traffic after a long silence").isLessThanOrEqualTo(1);

    for (int i = 0; i < 4; i++) {
      Await.pause(Duration.ofSeconds(4));
      assertThat(ping(7, 2)).contains("Success rate is 100 percent (2/2)");
    }
    assertThat(probes("10.2.80.217")).as("with traffic that is answered").isEqualTo(asked);

    // "If a peer is dead, and the router never has any traffic to send to the peer, the router does
    // not discover this until the IKE or IPsec security association (SA) has to be rekeyed".
    site.machine().freeze();
    Await.pause(INTERVAL.multipliedBy(2));
    assertThat(probes("10.2.80.217")).as("without traffic to a dead peer").isEqualTo(asked);
    assertThat(vigil.sessionStatus("10.2.80.217")).isEqualTo("UP-ACTIVE");
    site.machine().thaw();
    Await.pause(Duration.ofSeconds(1));
    assertThat(ping(7, 2)).contains("Success rate is 100 percent (2/2)");
  }

  /** "if the router has traffic to send to the peer, and the peer does not respond". */
  @Test
  void aDeadPeerIsFoundByTheTrafficThatItDoesNotAnswer() {
    StrongSwan site = established(8, "10.2.80.218");
    assertThat(ping(8, 5)).contains("Success rate is 100 percent (5/5)");
    site.machine().freeze();
    Await.pause(INTERVAL.plusSeconds(1));
    assertThat(probes("10.2.80.218")).isZero();
    int mark = vigil.log().mark();
    long sent = System.nanoTime();

    assertThat(ping(8, 1)).contains("Success rate is 0 percent (0/1)");

    vigil.log().await(mark, "peer 10\\.2\\.80\\.218 not responding!", SOON);
    assertThat(Duration.ofNanos(System.nanoTime() - sent))
        .as("a probe at once, four retries and the fifth miss, 2 s each")
        .isBetween(Duration.ofMillis(9_900), Duration.ofSeconds(13));
    vigil.awaitNoSa("10.2.80.218", SOON);
    site.machine().thaw();
  }

  /** The same against libreswan, whose kernel protects and answers the traffic. */
  @Test
  void libreswanIsAskedOnDemandAloneAndItsOwnProbesAreAnswered() {
    Libreswan.required();
    Libreswan site =
        LAB.libreswanWithEspInUdp(
            RouterConfig.site(9, "10.2.80.219", "aes128-sha1;modp2048", "aes128-sha1")
                .withDpd(Duration.ofSeconds(4)));
    site.initiate();
    vigil.awaitTunnel("10.2.80.219", SOON);
    Await.until("IPsec SAs at libreswan", SOON, site::tunnelUp);
    assertThat(ping(9, 3)).contains("Success rate is 100 percent (3/3)");
    vigil.log().await("DPD/R_U_THERE received from peer 10\\.2\\.80\\.219", SOON);
    assertThat(probes("10.2.80.219")).isZero();

    site.machine().freeze();
    Await.pause(INTERVAL.plusSeconds(1));
    assertThat(probes("10.2.80.219")).as("without traffic").isZero();
    int mark = vigil.log().mark();
    assertThat(ping(9, 1)).contains("Success rate is 0 percent (0/1)");

    vigil.log().await(mark, "peer 10\\.2\\.80\\.219 not responding!", SOON);
    vigil.awaitNoSa("10.2.80.219", SOON);
    site.machine().thaw();
  }

  private static StrongSwan established(int number, String address) {
    StrongSwan site = LAB.strongSwan(RouterConfig.site(number, address, IKE, ESP));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(address, SOON);
    return site;
  }

  private static String ping(int number, int repeat) {
    return vigil.exec(
        "ping 192.168.%d.1 source 192.168.1.1 repeat %d timeout 1".formatted(number, repeat));
  }

  /** How many probes were sent to {@code peer}, counted by the line before each. */
  private static long probes(String peer) {
    String sending = "sending packet to " + peer.replace(".", "\\.");
    var lines = vigil.log().lines();
    long probes = 0;
    for (int i = 0; i + 3 < lines.size(); i++) {
      if (lines.get(i).matches(".*" + sending + ".*")
          && lines.subList(i + 1, i + 4).stream().anyMatch(line -> line.contains(PROBE))) {
        probes++;
      }
    }
    return probes;
  }
}
