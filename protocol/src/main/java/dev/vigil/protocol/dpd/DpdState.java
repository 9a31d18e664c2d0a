package dev.vigil.protocol.dpd;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * What is known of one peer's life. Immutable and small: there is one for each IKE SA.
 *
 * @param attempt of the schedule that runs: 0 for the probe, 1 to 4 for its retries, as many as
 *     there are errors counted
 * @param excused whether the last deadline was passed over because it came far too late
 * @param quietSince from when silence counts: the peer is asked an interval later
 * @param triedAt when the last try was sent
 * @param heard when the peer last proved to be alive
 * @param sentAt on demand only: when data last left for it, as far as that was told
 */
public record DpdState(
    DpdSettings settings,
    Phase phase,
    int attempt,
    boolean excused,
    Instant quietSince,
    Instant triedAt,
    Instant heard,
    Instant sentAt,
    ProbeNumbers probes,
    PeerNumbers requests) {
  /** Where the watch stands. */
  public enum Phase {
    /** Nothing may be asked yet. */
    OFF,
    /** The peer is taken to be alive. */
    WATCHING,
    /** On demand only: it was silent for an interval and nothing was sent to it. */
    DOUBTING,
    /** It was asked and has not answered. */
    ASKING,
    /** It is taken to be dead; final. */
    DEAD
  }

  /**
   * Of an SA that was just established: the peer was heard {@code now}; nothing is asked before
   * {@link DpdEvent.Enabled}.
   *
   * @param random 32 random bits, for the first number
   */
  public static DpdState initial(DpdSettings settings, int random, Instant now) {
    return new DpdState(
        settings,
        Phase.OFF,
        0,
        false,
        now,
        now,
        now,
        now,
        ProbeNumbers.startingAt(random),
        PeerNumbers.NONE);
  }

  /**
   * Of an SA that a new owner goes on with. Its errors are counted from nothing, and its first
   * question comes anywhere in an interval, so that those who took over many do not ask all at
   * once.
   *
   * @param watching whether the peer may be asked
   * @param lastProbe the number of the last question that is known of
   * @param awaited the lowest number whose answer was awaited; {@code lastProbe + 1} when none was
   * @param unseenFor for how long an owner may have asked since; zero: nothing was asked
   * @param highestRequest the highest number that the peer asked with, if it did
   * @param heard when the peer last proved to be alive, as far as is known
   * @param spread 32 random bits
   */
  public static DpdState resumed(
      DpdSettings settings,
      boolean watching,
      int lastProbe,
      int awaited,
      Duration unseenFor,
      OptionalInt highestRequest,
      Instant heard,
      int spread,
      Instant now) {
    Instant last = earlier(heard, now);
    PeerNumbers requests =
        highestRequest.isPresent()
            ? PeerNumbers.resumed(highestRequest.getAsInt())
            : PeerNumbers.NONE;
    ProbeNumbers probes =
        ProbeNumbers.resumed(lastProbe, awaited, watching ? mostAsked(settings, unseenFor) : 0);
    DpdState off =
        new DpdState(settings, Phase.OFF, 0, false, now, last, last, last, probes, requests);
    return watching
        ? off.with(Phase.WATCHING, 0, false, spreadFrom(settings, spread, now), last, last, probes)
        : off;
  }

  /** Numbers that can have been used in that time: a schedule for each interval, and one more. */
  private static int mostAsked(DpdSettings settings, Duration time) {
    if (!time.isPositive()) {
      return 0;
    }
    int each =
        settings.everyNumber()
            ? DpdSettings.TRIES
            : (DpdSettings.TRIES + ProbeNumbers.SENDINGS - 1) / ProbeNumbers.SENDINGS;
    long schedules = 1 + time.toMillis() / Math.max(1, settings.interval().toMillis());
    return (int) Math.min(Integer.MAX_VALUE / 2, each * schedules);
  }

  /** How many tries of the running schedule went unanswered so far, 0 to 5. */
  public int errors() {
    return attempt;
  }

  /** The number of the last R-U-THERE, or the one before the first. */
  public int lastNumber() {
    return probes.last();
  }

  /** On demand: whether data left since the peer was last heard. */
  boolean wanted() {
    return sentAt.isAfter(heard);
  }

  /**
   * Periodic probes begin somewhere in the first interval. On demand nothing is to be spread: an
   * interval of silence is one in full, and begins whenever the peer was heard.
   */
  DpdState watching(int spread, Instant now) {
    if (settings.mode() == DpdSettings.Mode.ON_DEMAND) {
      return with(Phase.WATCHING, 0, false, heard, triedAt, heard, probes);
    }
    Instant from = spreadFrom(settings, spread, now);
    return with(Phase.WATCHING, 0, false, from, triedAt, heard, probes);
  }

  /** From when silence counts, so that the first question comes anywhere in an interval. */
  private static Instant spreadFrom(DpdSettings settings, int spread, Instant now) {
    long part = (spread & 0xffff_ffffL) + 1;
    return now.minus(settings.interval()).plus(scaled(settings.interval(), part));
  }

  /** {@code part / 2^32} of {@code whole}. */
  private static Duration scaled(Duration whole, long part) {
    return Duration.ofMillis((long) (whole.toMillis() * (part / 0x1p32)));
  }

  DpdState asking(int nextAttempt, ProbeNumbers sent, Instant now) {
    return with(Phase.ASKING, nextAttempt, false, quietSince, now, heard, sent);
  }

  /** Silent for an interval, and nothing was sent to it. */
  DpdState doubting() {
    return with(Phase.DOUBTING, 0, false, quietSince, triedAt, heard, probes);
  }

  /**
   * A sign of life came at {@code at}, not before {@link #heard}. One that was learned of only now
   * and is an interval old leaves the doubt as it was.
   */
  DpdState alive(Instant at, Instant now) {
    boolean old = !now.isBefore(at.plus(settings.interval()));
    Phase next =
        switch (phase) {
          case OFF -> Phase.OFF;
          case DOUBTING -> old ? Phase.DOUBTING : Phase.WATCHING;
          case WATCHING, ASKING -> Phase.WATCHING;
          case DEAD -> Phase.DEAD;
        };
    Instant from = at.isAfter(quietSince) ? at : quietSince;
    return with(next, 0, false, from, triedAt, at, probes);
  }

  /**
   * Our question was answered. Periodic probes keep their phase, whole intervals after the one
   * before, so that many SAs never drift into one another.
   */
  DpdState answered(ProbeNumbers left, Instant now) {
    Instant from = settings.mode() == DpdSettings.Mode.PERIODIC ? lastSlot(now) : now;
    return with(Phase.WATCHING, 0, false, from, triedAt, now, left);
  }

  DpdState dead() {
    return with(Phase.DEAD, DpdSettings.TRIES, false, quietSince, triedAt, heard, probes);
  }

  /** Data left for the peer at {@code at}; what is older than what is known changes nothing. */
  DpdState sent(Instant at) {
    return at.isAfter(sentAt) ? stamped(at, requests) : this;
  }

  DpdState withProbes(ProbeNumbers numbers) {
    return with(phase, attempt, excused, quietSince, triedAt, heard, numbers);
  }

  /** The deadline is passed over: the next one comes a period later. */
  DpdState postponed(Instant now) {
    return phase == Phase.ASKING
        ? with(phase, attempt, true, quietSince, now, heard, probes)
        : with(phase, attempt, true, lastSlot(now), triedAt, heard, probes);
  }

  DpdState withRequests(PeerNumbers numbers) {
    return stamped(sentAt, numbers);
  }

  /**
   * As if the clock had never been later than now: nothing may wait longer than one period.
   * Periodic probes keep their phase here, too: all SAs meet a clock that was set back.
   */
  DpdState notAhead(Instant now) {
    if (!quietSince.isAfter(now)
        && !triedAt.isAfter(now)
        && !heard.isAfter(now)
        && !sentAt.isAfter(now)) {
      return this;
    }
    return stamped(earlier(sentAt, now), requests)
        .with(
            phase,
            attempt,
            excused,
            quietSince.isAfter(now) ? repaired(now) : quietSince,
            earlier(triedAt, now),
            earlier(heard, now),
            probes);
  }

  private Instant repaired(Instant now) {
    return settings.mode() == DpdSettings.Mode.PERIODIC ? lastSlot(now) : now;
  }

  /** The last instant up to now that is whole intervals after or before {@code quietSince}. */
  private Instant lastSlot(Instant now) {
    long interval = settings.interval().toNanos();
    long sinceThen = Duration.between(quietSince, now).toNanos();
    return quietSince.plusNanos(Math.floorDiv(sinceThen, interval) * interval);
  }

  /** The earlier of the two. */
  public static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private DpdState stamped(Instant sent, PeerNumbers numbers) {
    return new DpdState(
        settings, phase, attempt, excused, quietSince, triedAt, heard, sent, probes, numbers);
  }

  private DpdState with(
      Phase nextPhase,
      int nextAttempt,
      boolean nextExcused,
      Instant from,
      Instant tried,
      Instant lastHeard,
      ProbeNumbers numbers) {
    return new DpdState(
        settings,
        nextPhase,
        nextAttempt,
        nextExcused,
        from,
        tried,
        lastHeard,
        sentAt,
        numbers,
        requests);
  }
}
