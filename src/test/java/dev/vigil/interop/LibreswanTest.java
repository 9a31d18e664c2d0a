package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** libreswan 4.10 on the other side: with ESP on a kernel of its own, else phase 1 alone. */
@Execution(ExecutionMode.CONCURRENT)
class LibreswanTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SCHEDULE = Duration.ofSeconds(25);
  private static VigilProcess vigil;
  private static Libreswan called;

  @BeforeAll
  static void start() {
    Libreswan.required();
    called = LAB.libreswanWithEsp(site(202, "aes128-sha1;modp2048"));
    vigil =
        LAB.vigil(
            RouterConfig.threeSuites()
                + RouterConfig.peer(4, "10.2.80.204", "taes")
                + RouterConfig.peer(5, "10.2.80.206", "taes"));
    vigil.exec("debug crypto isakmp");
  }

  @Test
  void theHeadEndCallsAndProbesUntilItFallsSilent() {
    vigil.exec("crypto connect test 2");
    Await.until("IPsec SAs at libreswan", SCHEDULE, called::tunnelUp);
    vigil.awaitSa("10.2.80.202", SOON);
    vigil.log().await("DPD/R_U_THERE_ACK received from peer 10\\.2\\.80\\.202", SCHEDULE);

    called.machine().freeze();

    vigil.log().await("peer 10\\.2\\.80\\.202 not responding!", SCHEDULE);
    called.machine().thaw();
  }

  @Test
  void itCallsProbesReplacesBothPhasesAndIsCleared() {
    Libreswan site =
        LAB.libreswanWithEsp(
            RouterConfig.site(4, "10.2.80.204", "aes128-sha1;modp2048", "aes128-sha1")
                .withDpd(Duration.ofSeconds(2))
                .withRekey(Duration.ofSeconds(25), Duration.ofSeconds(18)));
    site.initiate();
    Await.until("IPsec SAs at libreswan", SOON, site::tunnelUp);
    vigil.awaitSa("10.2.80.204", SOON);
    Await.until(
        "five of its probes",
        SCHEDULE,
        () ->
            vigil.log().matching(0, "R_U_THERE received from peer 10\\.2\\.80\\.204").size() >= 5);
    // It would have cleared the connection 6 s after its first unanswered probe.
    assertThat(site.log().matching(0, "DPD action")).isEmpty();
    assertThat(site.tunnelUp()).isTrue();

    Set<String> cookies = vigil.cookies("10.2.80.204");
    site.log().await("initiating Quick Mode .* to replace #", SCHEDULE);
    site.log().await("initiating IKEv1 Main Mode connection to replace #", SCHEDULE);
    Await.until(
        "the successor at the head-end",
        SCHEDULE,
        () -> !cookies.containsAll(vigil.cookies("10.2.80.204")));
    assertThat(site.tunnelUp()).isTrue();
    int mark = site.log().mark();
    vigil.exec("clear crypto session remote 10.2.80.204");
    site.log().await(mark, "received Delete SA payload", SOON);
  }

  /** A firewall drops what it sends and what is sent to it: both sides give up on schedule. */
  @Test
  void bothSidesGiveUpWhenAFirewallCutsThem() {
    Libreswan site =
        LAB.libreswanWithEspInUdp(
            RouterConfig.site(5, "10.2.80.206", "aes128-sha1;modp2048", "aes128-sha1")
                .withDpd(Duration.ofSeconds(3)));
    site.initiate();
    vigil.awaitTunnel("10.2.80.206", SOON);
    vigil.log().await("DPD/R_U_THERE received from peer 10\\.2\\.80\\.206", SCHEDULE);
    int mark = vigil.log().mark();
    int itsMark = site.log().mark();

    LAB.net().headEnd().drop("ip saddr 10.2.80.206");
    LAB.net().headEnd().run("nft", "add rule inet vigil output ip daddr 10.2.80.206 drop");
    long cut = System.nanoTime();

    vigil.log().await(mark, "peer 10\\.2\\.80\\.206 not responding!", SCHEDULE);
    assertThat(Duration.ofNanos(System.nanoTime() - cut))
        .isBetween(Duration.ofMillis(7_900), Duration.ofMillis(20_500));
    vigil.awaitNoSa("10.2.80.206", SOON);
    site.log().await(itsMark, "DPD action", SCHEDULE);
    LAB.net().headEnd().undrop();
  }

  @Test
  void itCallsAndItsDeleteIsHonoured() {
    Libreswan site = LAB.libreswan(site(203, "aes256-sha2_256;dh20"));
    site.initiate();
    Await.until("phase 1 at libreswan", SOON, site::established);
    vigil.awaitSa("10.2.80.203", SOON);
    Set<String> cookies = vigil.cookies("10.2.80.203");
    site.terminate();
    Await.until(
        "the Delete heard at the head-end",
        SOON,
        () -> Collections.disjoint(vigil.cookies("10.2.80.203"), cookies));
  }

  private static Site site(int last, String ike) {
    return RouterConfig.site(last - 100, "10.2.80." + last, ike, "aes128-sha1");
  }
}
