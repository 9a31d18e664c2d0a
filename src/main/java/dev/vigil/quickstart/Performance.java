package dev.vigil.quickstart;

import dev.vigil.actors.node.HeadEnd;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.SaView;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The course of a quickstart: every site comes up; after a while some lose power; when the head-end
 * has noticed each of them, their power returns; the rest of the time everything is to stay as it
 * is. Without a duration the power fails again and again.
 */
final class Performance {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration SET_UP_PATIENCE = Duration.ofSeconds(60);
  private static final int SITES_A_SECOND = 200;
  private static final int SITES_AT_ONCE = 200;
  private static final int ONE_SITE_IN = 10;

  /** After the set-up, so that probes are seen to go back and forth before anything happens. */
  private static final Duration CALM = Duration.ofSeconds(6);

  /** Time that is left for the tunnels to come back. */
  private static final Duration RETURN_TIME = Duration.ofSeconds(10);

  private enum Act {
    SET_UP,
    CALM,
    SILENCE,
    RETURN
  }

  private final HeadEnd headEnd;
  private final SitesProcess sites;
  private final QuickstartOptions options;
  private final Future<Void> told;
  private final PrintStream out;
  private final List<Integer> all;
  private final List<Integer> victims;
  private final Instant startedAt = now();
  private Act act = Act.SET_UP;
  private Instant actSince = startedAt;
  private Instant silencedAt = Instant.MAX;
  private final Map<Integer, Duration> detections = new HashMap<>();
  private final List<Duration> setUps = new ArrayList<>();
  private final List<Duration> comeBacks = new ArrayList<>();
  private SitesStatus status = SitesStatus.NONE;
  private int deathsExpected;
  private int deathsDetected;
  private int returnsExpected;
  private final List<Duration> allDetections = new ArrayList<>();

  /**
   * @param told done when the show is to end at once
   */
  Performance(
      HeadEnd headEnd,
      SitesProcess sites,
      QuickstartOptions options,
      Future<Void> told,
      PrintStream out) {
    this.told = told;
    this.headEnd = headEnd;
    this.sites = sites;
    this.options = options;
    this.out = out;
    this.all = IntStream.range(0, options.peers()).boxed().toList();
    this.victims = all.stream().filter(site -> site % ONE_SITE_IN == 0).toList();
  }

  private static Instant now() {
    return Instant.now();
  }

  /** Plays to the end; without a duration that is when the process is told to stop. */
  QuickstartReport play() throws IOException, InterruptedException {
    sites.tell(new SitesOrder.PowerOn(all, SITES_A_SECOND, SITES_AT_ONCE));
    Progress progress = new Progress(headEnd.counters(), out, startedAt);
    while (!told.isDone() && options.duration().map(d -> elapsed().compareTo(d) < 0).orElse(true)) {
      Thread.sleep(TICK);
      status = sites.status();
      (act == Act.RETURN ? comeBacks : setUps).addAll(Latencies.ofMillis(status.setupMillis()));
      advance();
      progress.show(now(), status, options.peers(), act.toString());
    }
    progress.end();
    // Before the last look at who is gone, so that none counts as dead and not as noticed.
    long dead = headEnd.counters().get(Counter.DEAD_PEERS);
    if (told.isDone()) {
      giveUpTheRest();
    }
    return report(dead);
  }

  /** Cut short, it claims what came to its end, and not what was still to come. */
  private void giveUpTheRest() {
    if (act == Act.SILENCE) {
      detect();
      deathsExpected += detections.size() - victims.size();
      deathsDetected += detections.size();
      allDetections.addAll(detections.values());
    }
    if (act == Act.SILENCE || act == Act.RETURN) {
      returnsExpected = comeBacks.size();
    }
  }

  private Duration elapsed() {
    return Duration.between(startedAt, now());
  }

  private void enter(Act next) {
    act = next;
    actSince = now();
  }

  private Duration inAct() {
    return Duration.between(actSince, now());
  }

  private void advance() throws IOException {
    switch (act) {
      case SET_UP -> {
        if (status.up() == options.peers() || inAct().compareTo(SET_UP_PATIENCE) > 0) {
          enter(Act.CALM);
        }
      }
      case CALM -> {
        if (inAct().compareTo(CALM) > 0) {
          silence();
        }
      }
      case SILENCE -> {
        detect();
        if (detections.size() == victims.size() || timeToReturn()) {
          sites.tell(new SitesOrder.PowerOn(victims, SITES_A_SECOND, SITES_AT_ONCE));
          deathsDetected += detections.size();
          allDetections.addAll(detections.values());
          enter(Act.RETURN);
        }
      }
      case RETURN -> {
        boolean back = status.up() == options.peers();
        if (back && options.duration().isEmpty() && inAct().compareTo(RETURN_TIME) > 0) {
          enter(Act.CALM);
        }
      }
    }
  }

  /** With an end in sight the power returns early enough for the tunnels to come back. */
  private boolean timeToReturn() {
    return options
        .duration()
        .map(end -> elapsed().plus(RETURN_TIME).compareTo(end) >= 0)
        .orElse(false);
  }

  private void silence() throws IOException {
    sites.tell(new SitesOrder.PowerOff(victims));
    silencedAt = now();
    deathsExpected += victims.size();
    returnsExpected += victims.size();
    detections.clear();
    enter(Act.SILENCE);
  }

  /** A victim is noticed when the head-end holds no SA with it any more. */
  private void detect() {
    Set<InetAddress> alive =
        headEnd.sas().stream()
            .filter(SaView::established)
            .map(sa -> sa.path().remote().getAddress())
            .collect(Collectors.toCollection(HashSet::new));
    Duration after = Duration.between(silencedAt, now());
    for (int victim : victims) {
      if (!alive.contains(QuickstartConfig.siteAddress(victim))) {
        detections.putIfAbsent(victim, after);
      }
    }
  }

  private QuickstartReport report(long dead) {
    long probes = headEnd.counters().get(Counter.PROBES_SENT);
    long acks = headEnd.counters().get(Counter.ACKS_RECEIVED);
    long falseDeaths = Math.max(0, dead - deathsDetected) + status.headEndDeaths();
    int established = setUps.size();
    boolean inSetUp = told.isDone() && act == Act.SET_UP;
    boolean early = inSetUp || (told.isDone() && act == Act.CALM);
    return new QuickstartReport(
        options.peers(),
        established,
        elapsed().toMillis(),
        probes,
        acks,
        status.pingsSent(),
        status.pingsAnswered(),
        deathsExpected,
        deathsDetected,
        falseDeaths,
        comeBacks.size(),
        Latencies.of(setUps),
        Latencies.of(allDetections),
        Latencies.of(comeBacks),
        QuickstartReport.failures(
            new QuickstartReport.Claims(
                inSetUp ? established : options.peers(), !early, deathsExpected, returnsExpected),
            established,
            Math.min(probes, acks),
            status.pingsAnswered(),
            deathsDetected,
            falseDeaths,
            comeBacks.size()));
  }
}
