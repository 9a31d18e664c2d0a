package dev.vigil.quickstart;

import dev.vigil.quickstart.ClusterOptions.Act;
import dev.vigil.quickstart.ClusterReport.ActReport;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The course of a quickstart with several nodes: all sites come up, then the acts follow. */
final class ClusterPlay {
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration CALM = Duration.ofSeconds(15);
  private static final Duration SHORT_SET_UP = Duration.ofSeconds(60);
  private static final Duration SET_UP_OF_A_SITE = Duration.ofMillis(20);
  private static final Duration END_PATIENCE = Duration.ofSeconds(60);
  private static final int SITES_A_SECOND = 1500;
  private static final int SITES_AT_ONCE = 64;

  /** A storm is what a window keeps away. */
  private static final int STORM_AT_ONCE = 2000;

  private static final int TICKS_A_LINE = 4;

  private final NodeGroup nodes;
  private final SitesProcess sites;
  private final ClusterOptions options;
  private final Future<Void> told;
  private final PrintStream out;
  private final Instant startedAt = Instant.now();
  private final List<Duration> setUps = new ArrayList<>();
  private final List<ActReport> reports = new ArrayList<>();
  private final List<Integer> killed = new ArrayList<>();
  private SitesStatus status = SitesStatus.NONE;
  private Instant markedAt = startedAt;
  private long heardAgainMs;
  private int expected;
  private boolean cutShort;
  private int ticks;

  ClusterPlay(
      NodeGroup nodes,
      SitesProcess sites,
      ClusterOptions options,
      Future<Void> told,
      PrintStream out) {
    this.nodes = nodes;
    this.sites = sites;
    this.options = options;
    this.told = told;
    this.out = out;
  }

  /** Plays to the end, or until the process is told to stop. */
  ClusterReport play() throws IOException, InterruptedException {
    expected = options.peers() - options.heldBack();
    powerOn(0, expected, SITES_AT_ONCE);
    Instant patience =
        startedAt.plus(SHORT_SET_UP).plus(SET_UP_OF_A_SITE.multipliedBy(options.peers()));
    while (!told.isDone() && status.up() < expected && Instant.now().isBefore(patience)) {
      tick("set-up");
    }
    cutShort = told.isDone();
    watch("calm", calmUntil());
    for (int i = 0; i < options.acts().size() && !told.isDone(); i++) {
      perform(options.acts().get(i), i + 1 == options.acts().size());
    }
    if (options.acts().isEmpty()) {
      watch("calm", options.duration().map(startedAt::plus).orElse(Instant.now()));
    }
    return report();
  }

  private Instant calmUntil() {
    Instant least = Instant.now().plus(CALM);
    Instant half = options.duration().map(d -> startedAt.plus(d.dividedBy(2))).orElse(least);
    return half.isAfter(least) ? half : least;
  }

  private void powerOn(int from, int to, int window) throws IOException {
    List<Integer> those = IntStream.range(from, to).boxed().toList();
    sites.tell(new SitesOrder.PowerOn(those, SITES_A_SECOND, window));
  }

  private void perform(Act act, boolean last) throws IOException, InterruptedException {
    SitesStatus before = status;
    nodes.readCounters();
    sites.tell(new SitesOrder.Mark());
    markedAt = Instant.now();
    heardAgainMs = -1;
    List<Integer> ended = new ArrayList<>();
    int firstKilled = killed.size();
    switch (act) {
      case KILL_ANY -> kill(nodes.youngest());
      case KILL_OLDEST -> kill(nodes.oldest());
      case RESTART -> startWhatIsDown();
      case ROLL -> ended.addAll(roll());
      case JOIN -> start(List.of(nodes.numbers().getLast() + 1));
      case STORM -> {
        expected = options.peers();
        powerOn(options.peers() - options.heldBack(), options.peers(), STORM_AT_ONCE);
        // The next act comes in the middle of it.
        watch(act.word(), Instant.now().plusSeconds(2));
        return;
      }
      case STOP_TERM -> ended.addAll(stop(false));
      case STOP_KILL -> ended.addAll(stop(true));
    }
    ended.addAll(killed.subList(firstKilled, killed.size()));
    Instant settled = Instant.now().plus(options.settle());
    watch(
        act.word(),
        last
            ? options.duration().map(startedAt::plus).filter(settled::isBefore).orElse(settled)
            : settled);
    reports.add(
        new ActReport(
            act.word(),
            ended,
            heardAgainMs,
            status.lost() - before.lost(),
            status.renegotiated() - before.renegotiated(),
            status.gaps(),
            status.disturbed(),
            status.answers()));
  }

  private void kill(NodeProcess node) {
    killed.add(node.number());
    node.kill();
    out.printf("node %d, process %d, was killed%n", node.number(), node.pid());
  }

  private void start(List<Integer> numbers) throws IOException, InterruptedException {
    if (!nodes.start(numbers)) {
      throw new IOException("nodes " + numbers + " do not start; see their logs");
    }
  }

  private void startWhatIsDown() throws IOException, InterruptedException {
    List<Integer> down = new ArrayList<>(nodes.numbers());
    down.removeAll(nodes.living().stream().map(NodeProcess::number).toList());
    start(down);
  }

  private List<Integer> roll() throws IOException, InterruptedException {
    List<Integer> ended = new ArrayList<>();
    for (NodeProcess node : nodes.living()) {
      nodes.readCounters();
      node.terminate();
      awaitEnd(node);
      ended.add(node.number());
      start(List.of(node.number()));
      watch("roll", Instant.now().plusSeconds(5));
    }
    return ended;
  }

  private void awaitEnd(NodeProcess node) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(END_PATIENCE);
    while (node.isAlive() && Instant.now().isBefore(end)) {
      tick("stopping");
    }
    if (node.isAlive()) {
      out.printf("node %d does not end; it was killed%n", node.number());
      kill(node);
    }
  }

  private List<Integer> stop(boolean kill) throws IOException, InterruptedException {
    List<NodeProcess> all = nodes.living();
    for (NodeProcess node : all) {
      if (kill) {
        kill(node);
      } else {
        node.terminate();
      }
    }
    for (NodeProcess node : all) {
      awaitEnd(node);
    }
    sites.tell(new SitesOrder.Mark());
    markedAt = Instant.now();
    // The one that began the cluster begins it again; the order of the rest is all the same.
    start(all.stream().map(NodeProcess::number).sorted(Comparator.naturalOrder()).toList());
    return kill ? List.of() : all.stream().map(NodeProcess::number).toList();
  }

  private void watch(String act, Instant until) throws IOException, InterruptedException {
    do {
      tick(act);
    } while (!told.isDone() && Instant.now().isBefore(until));
  }

  private void tick(String act) throws IOException, InterruptedException {
    Thread.sleep(TICK);
    status = sites.status();
    setUps.addAll(Latencies.ofMillis(status.setupMillis()));
    if (heardAgainMs < 0 && status.heard() >= expected) {
      heardAgainMs = Duration.between(markedAt, Instant.now()).toMillis();
    }
    if (ticks++ % TICKS_A_LINE == 0) {
      nodes.readCounters();
      out.printf(
          "%4d s  %-11s nodes %d  alive %d/%d  lost %d  again %d  gap max %d ms  answers p99 %d ms"
              + "  pings %d/%d%n",
          Duration.between(startedAt, Instant.now()).toSeconds(),
          act,
          nodes.living().size(),
          status.up(),
          options.peers(),
          status.lost(),
          status.renegotiated(),
          status.gaps().max(),
          status.answers().p99(),
          status.pingsAnswered(),
          status.pingsSent());
      out.flush();
    }
  }

  private ClusterReport report() throws IOException {
    status = sites.status();
    setUps.addAll(Latencies.ofMillis(status.setupMillis()));
    nodes.readCounters();
    long falseDeaths = nodes.counter("dead_peers") + status.headEndDeaths();
    Latencies worst =
        reports.stream()
            .map(ActReport::gap)
            .max(Comparator.comparingLong(Latencies::max))
            .orElse(status.gaps());
    return new ClusterReport(
        options.nodes(),
        options.peers(),
        setUps.size(),
        Duration.between(startedAt, Instant.now()).toMillis(),
        nodes.counter("probes_sent"),
        nodes.counter("acks_received"),
        status.pingsSent(),
        status.pingsAnswered(),
        0,
        0,
        falseDeaths,
        0,
        Latencies.of(setUps),
        Latencies.NONE,
        Latencies.NONE,
        options.hostWatch(),
        options.strict(),
        options.group(),
        List.copyOf(killed),
        status.lost(),
        status.renegotiated(),
        status.refused(),
        worst,
        worst.max(),
        List.copyOf(reports),
        ClusterReport.failures(
            cutShort ? 0 : expected,
            setUps.size(),
            status.lost(),
            status.renegotiated(),
            falseDeaths));
  }
}
