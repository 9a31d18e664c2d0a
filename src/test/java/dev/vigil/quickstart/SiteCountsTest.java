package dev.vigil.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.quickstart.ClusterOptions.Act;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sites are counted and given power, and how a cluster's options are read. */
class SiteCountsTest {
  private static final Instant START = Instant.EPOCH;

  @Test
  void aHistogramSaysWhatTheSingleTimesSay() {
    Tally tally = new Tally();
    List<Duration> times = new ArrayList<>();
    for (int i = 1; i <= 1000; i++) {
      Duration time = Duration.ofMillis((long) i * i % 997);
      times.add(time);
      tally.answered(time);
    }

    assertThat(tally.answers()).isEqualTo(Latencies.of(times));

    tally.mark();
    assertThat(tally.answers()).isEqualTo(Latencies.NONE);
    tally.answered(Duration.ofMillis(3));
    assertThat(tally.answers()).isEqualTo(new Latencies(1, 3, 3, 3));
  }

  private static final class Fleet implements PowerOns.Fleet {
    private final List<Integer> on = new ArrayList<>();
    private final Set<Integer> up = new HashSet<>();

    @Override
    public void powerOn(int site) {
      on.add(site);
    }

    @Override
    public boolean isUp(int site) {
      return up.contains(site);
    }
  }

  @Test
  void noMoreSitesAreOnTheirWayThanTheWindowAllows() {
    PowerOns powerOns = new PowerOns();
    Fleet fleet = new Fleet();
    powerOns.add(List.of(0, 1, 2, 3, 4), 1000, 2, START);

    powerOns.turn(fleet, START.plusMillis(500));
    assertThat(fleet.on).containsExactly(0, 1);
    powerOns.turn(fleet, START.plusMillis(600));
    assertThat(fleet.on).hasSize(2);

    fleet.up.add(1);
    powerOns.turn(fleet, START.plusMillis(700));
    assertThat(fleet.on).containsExactly(0, 1, 2);

    // One that never comes up does not hold up the rest for ever.
    powerOns.turn(fleet, START.plusSeconds(8));
    assertThat(fleet.on).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void sitesGetPowerAtTheRate() {
    PowerOns powerOns = new PowerOns();
    Fleet fleet = new Fleet();
    powerOns.add(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 10, 100, START);

    powerOns.turn(fleet, START);
    assertThat(fleet.on).hasSize(1);
    powerOns.turn(fleet, START.plusMillis(350));
    assertThat(fleet.on).hasSize(4);
  }

  @Test
  void clusterOptionsAreReadAsTheyAreSaid() throws Exception {
    ClusterOptions options =
        ClusterOptions.parse(
            List.of(
                "--nodes",
                "3",
                "--peers",
                "30000",
                "--strict",
                "--group",
                "19",
                "--host-watch",
                "off",
                "--play",
                "storm,kill-any,restart"));

    assertThat(options.nodes()).isEqualTo(3);
    assertThat(options.peers()).isEqualTo(30_000);
    assertThat(options.strict()).isTrue();
    assertThat(options.group()).isEqualTo(19);
    assertThat(options.hostWatch()).isFalse();
    assertThat(options.acts()).containsExactly(Act.STORM, Act.KILL_ANY, Act.RESTART);
    assertThat(options.heldBack()).isEqualTo(10_000);
    assertThat(ClusterOptions.parse(List.of("--nodes", "3", "--kill", "none")).acts()).isEmpty();
    assertThat(ClusterOptions.parse(List.of("--nodes", "3")).acts())
        .containsExactly(Act.KILL_OLDEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nodes 0",
        "--nodes 10",
        "--nodes",
        "--nodes 3 --kill all",
        "--nodes 3 --play dance",
        "--nodes 3 --group 1",
        "--nodes 3 --host-watch maybe",
        "--nodes 3 --speed 3"
      })
  void clusterArgumentsThatAreNoneAreRefused(String arguments) {
    assertThatThrownBy(() -> ClusterOptions.parse(List.of(arguments.split(" "))))
        .isInstanceOf(QuickstartOptions.Misused.class);
  }

  @Test
  void whatClustersPromiseAndDoNotKeepIsAFailure() {
    assertThat(ClusterReport.failures(10, 10, 0, 0, 0)).isEmpty();
    assertThat(ClusterReport.failures(10, 9, 1, 2, 3)).hasSize(4);
  }
}
