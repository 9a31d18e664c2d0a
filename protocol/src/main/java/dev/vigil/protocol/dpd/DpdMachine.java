package dev.vigil.protocol.dpd;

import dev.vigil.protocol.dpd.DpdEffect.Acknowledged;
import dev.vigil.protocol.dpd.DpdEffect.CountError;
import dev.vigil.protocol.dpd.DpdEffect.DeclareDead;
import dev.vigil.protocol.dpd.DpdEffect.Dropped;
import dev.vigil.protocol.dpd.DpdEffect.Reason;
import dev.vigil.protocol.dpd.DpdEffect.SendAck;
import dev.vigil.protocol.dpd.DpdEffect.SendRUThere;
import dev.vigil.protocol.dpd.DpdState.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of Dead Peer Detection, as the router's trace shows them: an R-U-THERE after an
 * interval of silence, then four retries, each a retry interval after the try before, and at the
 * fifth interval without an answer the peer is dead.
 *
 * <p>On demand a peer that was silent for an interval is asked only if something was sent to it
 * since it was last heard; else the watch rests without any deadline, and {@link #awaitsTraffic}
 * says that the next thing sent draws the question.
 *
 * <p>Timers are lazy. A sign of life only stamps the state; whoever keeps the timer may leave it
 * armed, for a deadline that comes early does nothing but ask for {@link #nextDeadline} again. The
 * deadline moves to an earlier time only with {@link DpdEvent.Enabled}, {@link
 * DpdEvent.OutboundTraffic}, and {@link DpdEvent.Deadline} itself.
 */
public final class DpdMachine {
  private DpdMachine() {}

  /** A state and what to do on the way to it. */
  public record Step(DpdState next, List<DpdEffect> effects) {}

  /** Pure: neither argument is changed, and the same arguments give the same step. */
  public static Step step(DpdState before, DpdEvent event, Instant now) {
    if (before.phase() == Phase.DEAD) {
      return afterDeath(before, event);
    }
    DpdState state = before.notAhead(now);
    return switch (event) {
      case DpdEvent.Enabled(int spread) ->
          same(state.phase() == Phase.OFF ? state.watching(spread, now) : state);
      case DpdEvent.Deadline() -> deadline(state, now);
      case DpdEvent.AckReceived(int number) -> ack(state, number, now);
      case DpdEvent.RequestReceived(int number) -> request(state, number, now);
      case DpdEvent.ProofOfLife(DpdEvent.Source source, Instant at) ->
          same(life(state, source, DpdState.earlier(at, now), now));
      case DpdEvent.OutboundTraffic(Instant at) -> outbound(state, DpdState.earlier(at, now), now);
    };
  }

  /** When {@link DpdEvent.Deadline} is due; empty while nothing is awaited. */
  public static Optional<Instant> nextDeadline(DpdState state) {
    return switch (state.phase()) {
      case OFF, DOUBTING, DEAD -> Optional.empty();
      case WATCHING -> Optional.of(state.quietSince().plus(state.settings().interval()));
      case ASKING -> Optional.of(state.triedAt().plus(state.settings().retry()));
    };
  }

  /** Whether the next {@link DpdEvent.OutboundTraffic} draws a question, so is wanted at once. */
  public static boolean awaitsTraffic(DpdState state) {
    return state.phase() == Phase.DOUBTING;
  }

  private static Step deadline(DpdState state, Instant now) {
    Optional<Instant> due = nextDeadline(state);
    if (due.isEmpty() || now.isBefore(due.get())) {
      return same(state);
    }
    boolean asking = state.phase() == Phase.ASKING;
    if (!asking && onDemand(state) && !state.wanted()) {
      return same(state.doubting());
    }
    // A deadline that is a whole retry interval late says that we ourselves stood still (a pause, a
    // machine that slept, a clock that was set). What the peer sent meanwhile still waits in our
    // queues, and every other SA is as late as this one: so the try is not counted and the probe
    // waits for its next turn. Once only: a node that is always late still has to find the dead.
    Duration late = Duration.between(due.get(), now);
    if (!state.excused() && late.compareTo(state.settings().retry()) >= 0) {
      return same(state.postponed(now));
    }
    return asking ? unanswered(state, now) : probe(state, now);
  }

  private static Step probe(DpdState state, Instant now) {
    ProbeNumbers numbers = sweeping(state) ? state.probes().sweep() : state.probes().probe();
    DpdState next = state.asking(0, numbers, now);
    return new Step(next, List.copyOf(questions(next)));
  }

  /** What the try is made of that {@code state} has just begun. */
  private static List<DpdEffect> questions(DpdState state) {
    ProbeNumbers numbers = state.probes();
    List<DpdEffect> questions = new ArrayList<>();
    for (int number = sweeping(state) ? numbers.lowest() : numbers.last();
        number != numbers.last() + 1;
        number++) {
      questions.add(new SendRUThere(number, state.attempt()));
    }
    return questions;
  }

  /**
   * RFC 3706 §5.4: "An implementation SHOULD retransmit R-U-THERE queries when it fails to receive
   * an ACK. After some number of retransmitted messages, an implementation SHOULD assume its peer
   * to be unreachable and delete IPSec and IKE SAs to the peer."
   */
  private static Step unanswered(DpdState state, Instant now) {
    int errors = state.attempt() + 1;
    if (errors == DpdSettings.TRIES) {
      return new Step(state.dead(), List.of(new CountError(errors), new DeclareDead()));
    }
    DpdState next =
        state.asking(
            errors, sweeping(state) ? state.probes().sweep() : state.probes().retry(), now);
    List<DpdEffect> effects = questions(next);
    effects.addFirst(new CountError(errors));
    return new Step(next, List.copyOf(effects));
  }

  /**
   * RFC 3706 §6.1: "The initial sender SHOULD reject the R-U-THERE-ACK if the sequence number fails
   * to match the one sent with the R-U-THERE message." Any number of the running schedule matches.
   * An ACK that comes when something else has proved the peer alive is no news of its life, but it
   * tells which number the peer expects next.
   */
  private static Step ack(DpdState state, int number, Instant now) {
    if (!state.probes().awaits(number)) {
      return drop(state, Reason.ACK_NOT_OUTSTANDING);
    }
    ProbeNumbers left = state.probes().acknowledged(number);
    if (state.phase() != Phase.ASKING) {
      return same(state.withProbes(left));
    }
    Duration delay = Duration.between(state.triedAt(), now);
    return new Step(state.answered(left, now), List.of(new Acknowledged(number, delay)));
  }

  /**
   * RFC 3706 §5.2: "An entity that has sent the DPD Vendor ID MUST respond to an R-U-THERE query."
   */
  private static Step request(DpdState state, int number, Instant now) {
    PeerNumbers requests = state.requests().notAhead(now);
    DpdState next = requests.isFresh(number) ? state.alive(now, now) : state;
    next = next.withRequests(requests.after(number, now));
    return requests.mayAnswer(number, now)
        ? new Step(next, List.of(new SendAck(number)))
        : drop(next, Reason.REQUEST_RATE);
  }

  /**
   * RFC 3706 §5.5: "an implementation can initiate a DPD exchange (i.e., send an R-U-THERE message)
   * when there has been some period of idleness, followed by the desire to send outbound traffic.
   * Likewise, an entity can initiate a DPD exchange if it has sent outbound IPSec traffic, but not
   * received any inbound IPSec packets in response." The former asks here, the latter at its
   * deadline.
   */
  private static Step outbound(DpdState state, Instant at, Instant now) {
    if (!onDemand(state)) {
      return same(state);
    }
    DpdState next = state.sent(at);
    return next.phase() == Phase.DOUBTING && next.wanted() ? probe(next, now) : same(next);
  }

  /**
   * Something older than what is known of the peer's life is no news. Of data only the newest is
   * told, so what is not newer was told before.
   */
  private static DpdState life(DpdState state, DpdEvent.Source source, Instant at, Instant now) {
    return switch (source) {
      case IKE -> at.isBefore(state.heard()) ? state : state.alive(at, now);
      case ESP -> espCounts(state) && at.isAfter(state.heard()) ? state.alive(at, now) : state;
    };
  }

  /** On demand the question is just this one, whether data comes back. */
  private static boolean espCounts(DpdState state) {
    return onDemand(state) || state.settings().espIsProofOfLife();
  }

  /** Whether a try asks with every number that the peer may expect. */
  private static boolean sweeping(DpdState state) {
    return state.settings().everyNumber() || state.probes().unsure();
  }

  private static boolean onDemand(DpdState state) {
    return state.settings().mode() == DpdSettings.Mode.ON_DEMAND;
  }

  private static Step afterDeath(DpdState state, DpdEvent event) {
    return switch (event) {
      case DpdEvent.AckReceived ack -> drop(state, Reason.AFTER_DEATH);
      case DpdEvent.RequestReceived request -> drop(state, Reason.AFTER_DEATH);
      case DpdEvent.Enabled enabled -> same(state);
      case DpdEvent.Deadline deadline -> same(state);
      case DpdEvent.ProofOfLife proof -> same(state);
      case DpdEvent.OutboundTraffic traffic -> same(state);
    };
  }

  private static Step same(DpdState state) {
    return new Step(state, List.of());
  }

  private static Step drop(DpdState state, Reason reason) {
    return new Step(state, List.of(new Dropped(reason)));
  }
}
