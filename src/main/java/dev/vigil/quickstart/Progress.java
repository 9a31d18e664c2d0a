package dev.vigil.quickstart;

import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A line a second of what is going on; on a terminal it is one line that changes. */
final class Progress {
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final Counters counters;
  private final PrintStream out;
  private final Instant startedAt;
  private final boolean terminal = onTerminal();
  private Instant shownAt;
  private long probes;
  private long acks;

  Progress(Counters counters, PrintStream out, Instant startedAt) {
    this.counters = counters;
    this.out = out;
    this.startedAt = startedAt;
    this.shownAt = startedAt;
  }

  void show(Instant now, SitesStatus sites, int of, String act) {
    Duration since = Duration.between(shownAt, now);
    if (since.compareTo(EVERY) < 0) {
      return;
    }
    double seconds = since.toMillis() / 1000.0;
    long probesNow = counters.get(Counter.PROBES_SENT);
    long acksNow = counters.get(Counter.ACKS_RECEIVED);
    String line =
        "%4d s  %-8s set up %d  alive %d/%d  probes/s %.0f  acks/s %.0f  pings %d/%d  dead %d"
            .formatted(
                Duration.between(startedAt, now).toSeconds(),
                act.toLowerCase(Locale.ROOT).replace('_', '-'),
                counters.get(Counter.ESTABLISHED),
                sites.up(),
                of,
                (probesNow - probes) / seconds,
                (acksNow - acks) / seconds,
                sites.pingsAnswered(),
                sites.pingsSent(),
                counters.get(Counter.DEAD_PEERS));
    out.print(terminal ? "\r" + line + "   " : line + "\n");
    out.flush();
    shownAt = now;
    probes = probesNow;
    acks = acksNow;
  }

  void end() {
    if (terminal) {
      out.println();
    }
  }

  private static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }
}
