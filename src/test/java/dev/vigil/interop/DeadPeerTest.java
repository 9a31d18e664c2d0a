package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.interop.VigilProcess.Standing;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The first document's configuration and schedule: probes every 10 s, retries every 2 s. */
@Execution(ExecutionMode.CONCURRENT)
class DeadPeerTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration SCHEDULE = Duration.ofSeconds(10 + 10 + 5);
  private static final Pattern TIME = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3})");
  private static final String IKE = "3des-sha1-modp1024";
  private static final String ESP = "3des-sha1";
  private static final List<String> DEATH =
      List.of(
          "IKE_TIMER_IM_ALIVE",
          "incrementing error counter on sa: PEERS_ALIVE_TIMER",
          "IKE_TIMER_PEERS_ALIVE",
          "peer 10.2.80.209 not responding!",
          "peer does not do paranoid keepalives.",
          "deleting SA reason \"peers alive\"",
          "New State = IKE_DEST_SA",
          "%CRYPTO-5-SESSION_STATUS: Crypto tunnel is DOWN.  Peer 10.2.80.209");

  /** The first probe, four retries, the fifth error, the verdict. */
  private static final List<String> DEATH_IN_ORDER =
      List.of(
          DEATH.get(0),
          DEATH.get(1),
          DEATH.get(2),
          DEATH.get(1),
          DEATH.get(2),
          DEATH.get(1),
          DEATH.get(2),
          DEATH.get(1),
          DEATH.get(2),
          DEATH.get(1),
          DEATH.get(3),
          DEATH.get(4),
          DEATH.get(5),
          DEATH.get(7),
          DEATH.get(6));

  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil =
        LAB.vigil(
            RouterConfig.firstSeed()
                + RouterConfig.peer(3, "10.2.80.210", "esp-3des-sha")
                + RouterConfig.peer(4, "10.2.80.211", "esp-3des-sha")
                + RouterConfig.peer(5, "10.2.80.212", "esp-3des-sha"));
    vigil.exec("debug crypto isakmp");
  }

  @Test
  void aFrozenPeerIsDeclaredDeadAfterFiveTries() {
    StrongSwan site = established(RouterConfig.site(2, RouterConfig.PEER, IKE, ESP));
    vigil.log().await("DPD/R_U_THERE_ACK received from peer 10\\.2\\.80\\.209", SCHEDULE);
    int mark = vigil.log().mark();

    site.machine().freeze();

    vigil.log().await(mark, "peer 10\\.2\\.80\\.209 not responding!", SCHEDULE);
    String tag = tag(vigil.log().matching(mark, "209 not responding!").getFirst());
    List<LocalTime> errors = times(mark, tag, "incrementing error counter on sa: PEERS_ALIVE");
    assertThat(errors).hasSize(5);
    for (int i = 1; i < errors.size(); i++) {
      assertThat(Duration.between(errors.get(i - 1), errors.get(i)).toMillis())
          .isBetween(1_500L, 2_500L);
    }
    List<LocalTime> probes = times(mark, tag, "sending packet to 10\\.2\\.80\\.209");
    assertThat(Duration.between(probes.getFirst(), errors.getFirst()).toMillis())
        .isBetween(1_500L, 2_500L);
    vigil
        .log()
        .await(mark, "%CRYPTO-5-SESSION_STATUS: Crypto tunnel is DOWN\\. +Peer 10.2.80.209", SOON);
    assertThat(vigil.log().lines().subList(mark, vigil.log().mark()))
        .as("the lines of the documents' trace, in their order")
        .filteredOn(line -> DEATH.stream().anyMatch(line::contains))
        .extracting(line -> DEATH.stream().filter(line::contains).findFirst().orElseThrow())
        .containsSubsequence(DEATH_IN_ORDER);
    vigil.awaitNoSa(RouterConfig.PEER, SOON);
    // What waited in its socket says the same to the peer when it goes on.
    site.machine().thaw();
    site.awaitNoSa(SOON);

    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(RouterConfig.PEER, SOON);
  }

  /** Both sides find out, each by its own schedule, when a firewall comes between them. */
  @Test
  void aPeerBehindAFirewallThatDropsEverythingIsDeclaredDeadOnSchedule() {
    Namespace namespace = LAB.net().site("10.2.80.212");
    StrongSwan site =
        LAB.strongSwan(
            namespace,
            RouterConfig.site(5, "10.2.80.212", IKE, ESP).withDpd(Duration.ofSeconds(3)));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel("10.2.80.212", SOON);
    vigil.log().await("DPD/R_U_THERE received from peer 10\\.2\\.80\\.212", SCHEDULE);
    int mark = vigil.log().mark();

    namespace.drop("udp dport { 500, 4500 }");
    long cut = System.nanoTime();

    vigil.log().await(mark, "peer 10\\.2\\.80\\.212 not responding!", SCHEDULE);
    assertThat(Duration.ofNanos(System.nanoTime() - cut))
        .as("five tries of 2 s, at most an interval after the cut")
        .isBetween(Duration.ofMillis(7_900), Duration.ofMillis(20_500));
    vigil.awaitNoSa("10.2.80.212", SOON);
    site.awaitNoSa(SCHEDULE);
    namespace.undrop();
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel("10.2.80.212", SOON);
  }

  @Test
  void anOutageShorterThanTheScheduleIsForgiven() {
    Namespace namespace = LAB.net().site("10.2.80.210");
    StrongSwan site = LAB.strongSwan(namespace, RouterConfig.site(3, "10.2.80.210", IKE, ESP));
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel("10.2.80.210", SOON);
    int mark = vigil.log().mark();
    vigil.log().await(mark, "R_U_THERE_ACK received from peer 10\\.2\\.80\\.210", SCHEDULE);

    namespace.drop("udp dport { 500, 4500 }");
    Await.pause(Duration.ofSeconds(16));
    namespace.undrop();

    mark = vigil.log().mark();
    vigil.log().await(mark, "R_U_THERE_ACK received from peer 10\\.2\\.80\\.210", SOON);
    assertThat(vigil.log().matching(0, "10\\.2\\.80\\.210 not responding")).isEmpty();
    assertThat(vigil.standing("10.2.80.210")).isEqualTo(Standing.ESTABLISHED);
  }

  @Test
  void thePeersOwnProbesAreAnswered() {
    StrongSwan site =
        established(RouterConfig.site(4, "10.2.80.211", IKE, ESP).withDpd(Duration.ofSeconds(2)));
    Await.until(
        "three probes of strongSwan answered",
        Duration.ofSeconds(15),
        () -> site.log().matching(0, "parsed INFORMATIONAL_V1 .*DPD_ACK").size() >= 3);
    Await.pause(Duration.ofSeconds(8));
    assertThat(site.log().matching(0, "DPD check timed out|retransmit")).isEmpty();
    assertThat(site.awaitEstablished(SOON).children()).containsExactly("INSTALLED");
  }

  private static StrongSwan established(Site settings) {
    StrongSwan site = LAB.strongSwan(settings);
    assertThat(site.initiate().output()).contains("initiate completed successfully");
    vigil.awaitTunnel(settings.local(), SOON);
    return site;
  }

  /** The SA's tag in a line of the trace, such as {@code ISAKMP:(0:1:HW:2):}. */
  private static String tag(String line) {
    Matcher tag = Pattern.compile("ISAKMP:\\s?\\([^)]*\\):").matcher(line);
    assertThat(tag.find()).as(line).isTrue();
    return tag.group();
  }

  private static List<LocalTime> times(int mark, String tag, String regex) {
    List<LocalTime> times = new ArrayList<>();
    for (String line : vigil.log().matching(mark, regex)) {
      Matcher time = TIME.matcher(line);
      if (line.contains(tag) && time.find()) {
        times.add(LocalTime.parse(time.group(1)));
      }
    }
    return times;
  }
}
