package dev.vigil.simulation;

import dev.vigil.protocol.dpd.DpdEffect;
import dev.vigil.protocol.dpd.DpdEvent;
import dev.vigil.protocol.dpd.DpdSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Sites, a head-end, the network between them and a clock. */
final class Simulation implements HeadEnd.Surroundings {
  /** What an event in the agenda is. */
  private enum Kind {
    WAKE,
    QUESTION_TO_SITE,
    ANSWER_TO_HEAD_END,
    QUESTION_TO_HEAD_END,
    ANSWER_TO_SITE,
    SITE_WAKES,
    DATA_TO_SITE,
    DATA_TO_HEAD_END,
    SCRIPT
  }

  /** A packet that is answered. */
  private static final int ECHO = 1;

  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Agenda agenda = new Agenda();
  private final SplittableRandom random;
  private final Site[] sites;
  private final Numbering[] numberings;
  private final HeadEnd headEnd;
  private final Numbering.Scheme scheme;
  private final List<Runnable> script = new ArrayList<>();
  private Weather weather;
  private Tally tally = new Tally(0);
  private long pausedUntil;
  private int waiting;
  private int messageIds;

  /**
   * @param population the site with that index
   */
  Simulation(
      long seed,
      DpdSettings settings,
      Numbering.Scheme scheme,
      Weather weather,
      int count,
      IntFunction<Site> population) {
    this.random = new SplittableRandom(seed);
    this.scheme = scheme;
    this.weather = weather;
    this.sites = new Site[count];
    this.numberings = new Numbering[count];
    this.headEnd = new HeadEnd(scheme.settings(settings), count, this);
    for (int i = 0; i < count; i++) {
      sites[i] = population.apply(i);
    }
  }

  /** As the built-in numbering has it. */
  static Simulation of(
      long seed, DpdSettings settings, Weather weather, int count, IntFunction<Site> population) {
    return new Simulation(seed, settings, Numbering.Scheme.MIXED, weather, count, population);
  }

  @Override
  public long now() {
    return agenda.now();
  }

  HeadEnd headEnd() {
    return headEnd;
  }

  Site site(int index) {
    return sites[index];
  }

  int size() {
    return sites.length;
  }

  SplittableRandom random() {
    return random;
  }

  void weather(Weather next) {
    weather = next;
  }

  /** What was counted since the last {@link #measure}. */
  Tally tally() {
    return tally;
  }

  /** Counts anew. */
  Tally measure() {
    tally = new Tally(now());
    return tally;
  }

  void run(Duration time) {
    agenda.run(now() + time.toMillis(), this::perform);
  }

  void after(Duration wait, Runnable what) {
    script.add(what);
    agenda.add(now() + wait.toMillis(), word(Kind.SCRIPT, 0, script.size() - 1), 0);
  }

  /** All sites at once. */
  Simulation establishAll() {
    for (int i = 0; i < sites.length; i++) {
      establish(i);
    }
    return this;
  }

  /** A site comes with a new SA, or an SA comes to this node. */
  void establish(int index) {
    Site site = sites[index];
    site.establish(now(), random);
    int first = random.nextInt();
    numberings[index] = scheme.fresh(first & 0xffff);
    headEnd.establish(index, first, random.nextInt());
    siteTimer(index);
  }

  /**
   * A packet goes to the site through its tunnel.
   *
   * @param echo whether one comes back
   */
  void data(int index, boolean echo) {
    headEnd.sent(index);
    send(Kind.DATA_TO_SITE, index, echo ? ECHO : 0, 0);
  }

  /**
   * The head-end stands still: nothing is handled before that time has passed.
   *
   * @param room how many datagrams its sockets keep for it meanwhile
   */
  void pause(Duration time, int room) {
    pausedUntil = now() + time.toMillis();
    waiting = room;
  }

  // ---- what happens

  private static long word(Kind kind, int generation, int site) {
    return (long) KINDS.indexOf(kind) << 56 | (generation & 0xff_ffffL) << 32 | site & 0xffff_ffffL;
  }

  private void perform(long what, long about) {
    Kind kind = KINDS.get((int) (what >>> 56));
    int index = (int) what;
    int generation = (int) (what >>> 32) & 0xff_ffff;
    int number = (int) (about >>> 32);
    switch (kind) {
      case SCRIPT -> script.get(index).run();
      case WAKE, ANSWER_TO_HEAD_END, QUESTION_TO_HEAD_END, DATA_TO_HEAD_END -> {
        if (now() < pausedUntil) {
          wait(kind, what, about);
        } else if (kind == Kind.WAKE) {
          headEnd.wake(index, about);
        } else if (generation == sites[index].generation()) {
          toHeadEnd(kind, index, number);
        }
      }
      case QUESTION_TO_SITE, ANSWER_TO_SITE, DATA_TO_SITE, SITE_WAKES -> {
        Site site = sites[index];
        if (generation != site.generation()) {
          return;
        }
        if (site.frozenUntil() > now()) {
          agenda.add(site.frozenUntil(), what, about);
        } else if (site.lives() || site.isCut()) {
          toSite(kind, index, number, (int) about);
        }
      }
    }
  }

  /** Afterwards all timers that are due come first: no answer that waits saves its question. */
  private void wait(Kind kind, long what, long about) {
    if (kind == Kind.WAKE) {
      agenda.add(pausedUntil, what, about);
    } else if (waiting-- > 0) {
      agenda.add(pausedUntil + 1, what, about);
    }
  }

  private void toHeadEnd(Kind kind, int index, int number) {
    if (kind == Kind.DATA_TO_HEAD_END) {
      headEnd.received(index);
    } else if (kind == Kind.QUESTION_TO_HEAD_END) {
      headEnd.step(index, new DpdEvent.RequestReceived(number));
    } else if (numberings[index].builtIn()) {
      headEnd.step(index, new DpdEvent.AckReceived(number));
    } else if (numberings[index].takes(number)) {
      headEnd.step(index, new DpdEvent.AckReceived(headEnd.state(index).lastNumber()));
    }
  }

  private void toSite(Kind kind, int index, int number, int messageId) {
    Site site = sites[index];
    Prober prober = site.prober();
    if (kind == Kind.DATA_TO_SITE) {
      if (number == ECHO) {
        send(Kind.DATA_TO_HEAD_END, index, 0, 0);
      }
    } else if (kind == Kind.QUESTION_TO_SITE) {
      if (site.answers(messageId, number)) {
        send(Kind.ANSWER_TO_HEAD_END, index, number, 0);
        if (prober != null) {
          prober.heardUs(now());
        }
      }
    } else if (prober != null && kind == Kind.ANSWER_TO_SITE) {
      prober.answered(number, now());
    } else if (prober != null) {
      switch (prober.wake(now())) {
        case NOTHING -> siteTimer(index);
        case ASK -> {
          tally.siteAsks();
          send(Kind.QUESTION_TO_HEAD_END, index, prober.number(), 0);
          siteTimer(index);
        }
        case GIVE_UP -> {
          tally.headEndGivenUp();
          establish(index);
        }
      }
    }
  }

  /** A site's own timer is lazy too: one at a time. */
  private void siteTimer(int index) {
    Prober prober = sites[index].prober();
    if (prober != null) {
      agenda.add(
          Math.max(now() + 1, prober.due()),
          word(Kind.SITE_WAKES, sites[index].generation(), index),
          0);
    }
  }

  private void send(Kind kind, int index, int number, int messageId) {
    if (sites[index].isCut()) {
      return;
    }
    boolean there =
        kind == Kind.QUESTION_TO_SITE || kind == Kind.ANSWER_TO_SITE || kind == Kind.DATA_TO_SITE;
    double loss = there ? weather.there() : weather.back();
    if (loss > 0 && random.nextDouble() < loss) {
      return;
    }
    long what = word(kind, sites[index].generation(), index);
    long about = (long) number << 32 | messageId & 0xffff_ffffL;
    agenda.add(now() + delay(), what, about);
    if (weather.twice() > 0 && random.nextDouble() < weather.twice()) {
      agenda.add(now() + delay(), what, about);
    }
  }

  private int delay() {
    return weather.fastest() + random.nextInt(weather.slowest() - weather.fastest() + 1);
  }

  // ---- what the head-end wants

  @Override
  public void wake(int site, long at) {
    agenda.add(at, word(Kind.WAKE, 0, site), at);
  }

  @Override
  public void obey(int index, List<DpdEffect> effects) {
    for (DpdEffect effect : effects) {
      switch (effect) {
        case DpdEffect.SendRUThere(int number, int attempt) -> {
          for (int wired : numberings[index].numbers(number, attempt)) {
            tally.probes.count(now());
            send(Kind.QUESTION_TO_SITE, index, wired, ++messageIds);
          }
        }
        case DpdEffect.SendAck(int number) -> send(Kind.ANSWER_TO_SITE, index, number, 0);
        case DpdEffect.Acknowledged _ -> tally.schedule(true);
        case DpdEffect.DeclareDead _ -> declaredDead(index);
        case DpdEffect.Dropped _, DpdEffect.CountError _ -> {}
      }
    }
  }

  /** A site that lives comes back at once with a new SA; one that does not has been found out. */
  private void declaredDead(int index) {
    OptionalLong lostAt = sites[index].lostAt();
    if (lostAt.isPresent()) {
      tally.detections.add(now() - lostAt.getAsLong());
      sites[index].forget();
    } else {
      tally.schedule(false);
      establish(index);
    }
  }
}
