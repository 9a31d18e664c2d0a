package dev.vigil.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.protocol.config.HeadEndConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of lines at once. */
class PasteTest {
  private static final int SITES = 1_500;

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      String site = "127.9." + i / 250 + "." + (1 + i % 250);
      lines.add("crypto isakmp key only-for-tests address " + site);
      lines.add("ip access-list extended site-" + i);
      lines.add(" permit ip 10.1.0.0 0.0.255.255 host 172.16." + i / 250 + "." + (1 + i % 250));
      lines.add("crypto map green " + (10 + i) + " ipsec-isakmp");
      lines.add(" set peer " + site);
      lines.add(" set transform-set aes-sha");
      lines.add(" match address site-" + i);
    }
    return lines;
  }

  @Test
  void tenThousandLinesAreReadInSecondsAndAppliedOnce() {
    List<HeadEndConfig> applied = new ArrayList<>();
    RunningStore store = new RunningStore(Rig.parse(Rig.HUB), Set.of(), applied::add);
    ConfigMode mode = new ConfigMode(store);
    List<String> lines = lines();

    Instant start = Instant.now();
    lines.forEach(mode::enter);
    Duration read = Duration.between(start, Instant.now());
    assertThat(mode.settle(true)).isEmpty();
    Duration all = Duration.between(start, Instant.now());

    System.out.printf("%d lines read in %s, in force after %s%n", lines.size(), read, all);
    assertThat(all).isLessThan(Duration.ofSeconds(20));
    assertThat(applied).hasSize(1);
    assertThat(Rig.green(applied.getFirst())).hasSize(2 + SITES);
  }
}
