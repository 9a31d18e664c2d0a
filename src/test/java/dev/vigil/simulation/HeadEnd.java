package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdEffect;
import dev.vigil.protocol.dpd.DpdEvent;
import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdSettings;
import dev.vigil.protocol.dpd.DpdState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The product's side: one {@link DpdMachine} for each SA and a timer for it, kept as {@code
 * IkeSaActor} keeps its own. It is armed anew only for an earlier deadline, and its grid makes it
 * up to 10 ms late. Data is told of as the data plane does it: by time stamps that are looked at
 * when the timer goes off, and at once only where the machine waits for something to be sent.
 */
final class HeadEnd {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** What the head-end wants done; times are the world's. */
  interface Surroundings {
    long now();

    void wake(int site, long at);

    void obey(int site, List<DpdEffect> effects);
  }

  private final DpdSettings settings;
  private final Surroundings surroundings;
  private final DpdState[] states;
  private final Instant[] armedFor;
  private final long[] wakeAt;
  private final Instant[] sentAt;
  private final Instant[] receivedAt;
  private Duration clockError = Duration.ZERO;

  HeadEnd(DpdSettings settings, int sites, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
    this.states = new DpdState[sites];
    this.armedFor = new Instant[sites];
    this.wakeAt = new long[sites];
    this.sentAt = new Instant[sites];
    this.receivedAt = new Instant[sites];
  }

  /** What its clock says. */
  Instant clock() {
    return START.plusMillis(surroundings.now()).plus(clockError);
  }

  /** Somebody sets its clock; timers do not notice. */
  void setClock(Duration by) {
    clockError = clockError.plus(by);
  }

  /** A new SA with that site, which is watched from now on. */
  void establish(int site, int random, int spread) {
    states[site] = DpdState.initial(settings, random, clock());
    sentAt[site] = clock();
    receivedAt[site] = clock();
    disarm(site);
    step(site, new DpdEvent.Enabled(spread));
  }

  private void disarm(int site) {
    armedFor[site] = Instant.MAX;
    wakeAt[site] = -1;
  }

  DpdState state(int site) {
    return states[site];
  }

  /** Whether that site has been given up. */
  boolean isDead(int site) {
    return states[site].phase() == DpdState.Phase.DEAD;
  }

  /** A timer that was set for now; nothing happens where another one took its place. */
  void wake(int site, long setFor) {
    if (wakeAt[site] == setFor) {
      disarm(site);
      tell(site);
      step(site, new DpdEvent.Deadline());
    }
  }

  /** Stamps that are newer than what was told. */
  private void tell(int site) {
    if (sentAt[site].isAfter(states[site].sentAt())) {
      step(site, new DpdEvent.OutboundTraffic(sentAt[site]));
    }
    if (receivedAt[site].isAfter(states[site].heard())) {
      step(site, new DpdEvent.ProofOfLife(DpdEvent.Source.ESP, receivedAt[site]));
    }
  }

  /** Data leaves for the site: a time stamp, and no more unless the machine waits for it. */
  void sent(int site) {
    sentAt[site] = clock();
    if (DpdMachine.awaitsTraffic(states[site])) {
      step(site, new DpdEvent.OutboundTraffic(sentAt[site]));
    }
  }

  /** Data came from the site: a time stamp. */
  void received(int site) {
    receivedAt[site] = clock();
  }

  void step(int site, DpdEvent event) {
    DpdMachine.Step step = DpdMachine.step(states[site], event, clock());
    states[site] = step.next();
    if (!step.effects().isEmpty()) {
      surroundings.obey(site, step.effects());
    }
    arm(site);
  }

  private void arm(int site) {
    Optional<Instant> deadline = DpdMachine.nextDeadline(states[site]);
    if (deadline.isPresent() && deadline.get().isBefore(armedFor[site])) {
      armedFor[site] = deadline.get();
      long wait = Math.max(0, Duration.between(clock(), deadline.get()).toMillis());
      long due = surroundings.now() + wait;
      wakeAt[site] = (due / TickRate.TICK + 1) * TickRate.TICK;
      surroundings.wake(site, wakeAt[site]);
    }
  }
}
