package dev.vigil.interop;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Crypto map entries with two and three peers, each a strongSwan of its own: "This configuration
 * causes a router to cycle through the peer list when it detects that the first peer is dead."
 */
@Execution(ExecutionMode.CONCURRENT)
class SeveralPeersTest {
  @RegisterExtension static final Lab LAB = new Lab();

  private static final String IKE = "aes128-sha1-modp2048";
  private static final String ESP = "aes128-sha1";
  private static final Duration SOON = Duration.ofSeconds(15);

  /** At most an interval to the next probe, five tries of 2 s, then one negotiation. */
  private static final Duration SCHEDULE = Duration.ofSeconds(10 + 10);

  private static final Duration NEGOTIATION = Duration.ofSeconds(5);
  private static final Pattern TIME = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d[.,]\\d{3})");
  private static VigilProcess vigil;

  @BeforeAll
  static void start() {
    vigil =
        LAB.vigil(
            RouterConfig.threeSuites()
                + RouterConfig.peers(5, "taes", "10.2.80.221", "10.2.80.222")
                + RouterConfig.peers(6, "taes", "10.2.80.231", "10.2.80.232", "10.2.80.233"),
            "vigil.negotiation.retransmit-after = 1s",
            "vigil.negotiation.tries = 2",
            "vigil.negotiation.back-off = 2s",
            "vigil.negotiation.longest-back-off = 8s");
  }

  @Test
  void ofTwoPeersTheNextIsUpWithinTheScheduleAndOneNegotiation() {
    StrongSwan first = site(5, "10.2.80.221");
    StrongSwan second = site(5, "10.2.80.222");
    vigil.exec("crypto connect test 5");
    vigil.awaitTunnel("10.2.80.221", SOON);

    Duration gap = gapAfter(first, "10.2.80.222");

    assertThat(gap).isLessThan(SCHEDULE.plus(NEGOTIATION));
    vigil.awaitNoSa("10.2.80.221", SOON);
    assertThat(second.awaitEstablished(SOON).children()).containsExactly("INSTALLED");
    vigil.log().await("failed over .*map=\"test 5\" from=10.2.80.221.* to=10.2.80.222", SOON);
  }

  @Test
  void ofThreePeersEachIsTakenInTurnAndTheFirstAgainWhenItReturns() {
    Namespace namespace = LAB.net().site("10.2.80.231");
    StrongSwan first = LAB.strongSwan(namespace, RouterConfig.site(6, "10.2.80.231", IKE, ESP));
    StrongSwan second = site(6, "10.2.80.232");
    StrongSwan third = site(6, "10.2.80.233");
    vigil.exec("crypto connect test 6");
    vigil.awaitTunnel("10.2.80.231", SOON);

    assertThat(gapAfter(first, "10.2.80.232")).isLessThan(SCHEDULE.plus(NEGOTIATION));
    assertThat(gapAfter(second, "10.2.80.233")).isLessThan(SCHEDULE.plus(NEGOTIATION));
    int mark = vigil.log().mark();
    third.machine().kill();

    String failed = "connection failed .*map=\"test 6\" peer=10\\.2\\.80\\.23";
    Await.until(
        "three rounds without an answer",
        Duration.ofSeconds(75),
        () -> vigil.log().matching(mark, failed).size() >= 9);
    List<String> calls = vigil.log().matching(mark, failed);
    assertThat(calls.stream().map(SeveralPeersTest::lastDigit).limit(9))
        .as("around the list, from the one after the peer that died")
        .containsExactly("1", "2", "3", "1", "2", "3", "1", "2", "3");
    List<Duration> waits = waitsBetweenRounds(calls);
    assertThat(waits.get(1)).as("back-off grows: %s", waits).isGreaterThan(waits.get(0));

    int before = vigil.log().mark();
    LAB.restartedStrongSwan(namespace, RouterConfig.site(6, "10.2.80.231", IKE, ESP));

    vigil.awaitTunnel("10.2.80.231", Duration.ofSeconds(30));
    vigil.log().await(before, "session up .*10\\.2\\.80\\.231", SOON);
  }

  private static StrongSwan site(int number, String address) {
    return LAB.strongSwan(RouterConfig.site(number, address, IKE, ESP));
  }

  /** Kills {@code current} without a word; gives the time until the tunnel is up with the next. */
  private static Duration gapAfter(StrongSwan current, String next) {
    long killed = System.nanoTime();
    current.machine().kill();
    vigil.awaitTunnel(next, SCHEDULE.plus(SOON));
    return Duration.ofNanos(System.nanoTime() - killed);
  }

  private static String lastDigit(String line) {
    Matcher peer = Pattern.compile("peer=10\\.2\\.80\\.23(\\d)").matcher(line);
    assertThat(peer.find()).as(line).isTrue();
    return peer.group(1);
  }

  /** From the last failure of a round to the first of the next one, less that call's own time. */
  private static List<Duration> waitsBetweenRounds(List<String> calls) {
    List<Duration> waits = new ArrayList<>();
    for (int last = 2; last + 1 < 9; last += 3) {
      waits.add(Duration.between(time(calls.get(last)), time(calls.get(last + 1))));
    }
    return waits;
  }

  private static LocalTime time(String line) {
    Matcher time = TIME.matcher(line);
    assertThat(time.find()).as(line).isTrue();
    return LocalTime.parse(time.group(1).replace(',', '.'));
  }
}
