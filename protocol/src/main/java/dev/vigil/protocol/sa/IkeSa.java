package dev.vigil.protocol.sa;

import dev.vigil.protocol.dpd.DpdMachine;
import dev.vigil.protocol.dpd.DpdState;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.frozen.FieldReader;
import dev.vigil.protocol.frozen.FieldWriter;
import dev.vigil.protocol.phase1.HalfOpen;
import dev.vigil.protocol.phase1.Phase1Result;
import dev.vigil.protocol.quickmode.ChildRequest;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.sa.Stage.Ended;
import dev.vigil.protocol.sa.Stage.Established;
import dev.vigil.protocol.sa.Stage.Negotiating;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One IKE SA, a value: {@link #step} leaves it as it is and gives the next one with what is to be
 * done. Order of calls: {@link #initiate} or {@link #respond}, then {@link #step} for each event
 * until {@link SaEffect.Closed}; after each, {@link #nextDeadline} says when {@link
 * SaEvent.DeadlineReached} is due. Early and repeated deadlines do no harm.
 */
public final class IkeSa {
  private final Role role;
  private final Stage stage;

  private IkeSa(Role role, Stage stage) {
    this.role = role;
    this.stage = stage;
  }

  /** The SA after an event, and what the event asks for, to be done in this order. */
  public record Step(IkeSa next, List<SaEffect> effects) {
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /** What became of a third message. */
  public sealed interface Admission {
    /** The address has proved itself: an SA exists. */
    record Admitted(Step step) implements Admission {}

    /**
     * No SA comes of this datagram; the half-open entry stays as it is.
     *
     * @param detail one clause for the trace
     */
    record Rejected(DropReason reason, String detail) implements Admission {}
  }

  /**
   * Begins Main Mode with message 1.
   *
   * @param ours the cookie of our half, which names the SA from now on
   * @param children what to negotiate as soon as phase 1 stands
   */
  public static Step initiate(
      Cookie ours, Path path, List<ChildRequest> children, SaContext context) {
    Turn turn = new Turn(context);
    return finish(Role.INITIATOR, Negotiation.begin(ours, path, children, turn), turn);
  }

  /**
   * Goes on with Main Mode at message 3, which came with the cookie of {@code halfOpen}.
   *
   * @param path that it came along
   */
  public static Admission respond(
      HalfOpen halfOpen, Octets datagram, Path path, SaContext context) {
    return Negotiation.admit(halfOpen, datagram, path, new Turn(context));
  }

  /**
   * Goes on with an SA that came out of a snapshot, on the node that owns it from now on.
   *
   * @param progress of its peer, the last that is known
   */
  public Step resume(Optional<PeerProgress> progress, SaContext context) {
    Turn turn = new Turn(context);
    return stage instanceof Established established
        ? finish(role, Resumption.resume(established, progress, turn), turn)
        : new Step(this, List.of());
  }

  /** How far its numbers have come, of an established SA. */
  public Optional<SaProgress> progress() {
    return stage instanceof Established established
        ? Optional.of(Resumption.progress(established))
        : Optional.empty();
  }

  /** Writes an established SA; of any other nothing outlives its node. */
  public void freeze(FieldWriter fields) {
    if (stage instanceof Established established) {
      FrozenStage.freeze(established, fields);
    }
  }

  /** What {@link #freeze} wrote, to be given to {@link #resume} before anything else. */
  public static IkeSa thaw(FieldReader fields) {
    Established established = FrozenStage.thaw(fields);
    return new IkeSa(established.result().role(), established);
  }

  public Step step(SaEvent event, SaContext context) {
    Turn turn = new Turn(context);
    Stage next =
        switch (stage) {
          case Negotiating negotiating -> Negotiation.step(negotiating, event, turn);
          case Established established -> Life.step(established, event, turn);
          case Ended ended -> afterEnd(ended, event, turn);
        };
    return finish(role, next, turn);
  }

  static Step finish(Role role, Stage next, Turn turn) {
    Stage stamped =
        next instanceof Established established && turn.sentSomething()
            ? established.withSentAt(turn.now())
            : next;
    return new Step(new IkeSa(role, stamped), turn.effects(next instanceof Established));
  }

  private static Stage afterEnd(Ended ended, SaEvent event, Turn turn) {
    if (event instanceof SaEvent.Received) {
      turn.drop(DropReason.UNKNOWN_SA);
    } else if (event instanceof SaEvent.Negotiate(ChildRequest request)) {
      turn.add(new SaEffect.ChildFailed(request, ended.reason().text()));
    }
    return ended;
  }

  /** When {@link SaEvent.DeadlineReached} is due; empty once the SA has ended. */
  public Optional<Instant> nextDeadline() {
    return switch (stage) {
      case Negotiating negotiating -> Negotiation.nextDeadline(negotiating);
      case Established established -> Life.nextDeadline(established);
      case Ended _ -> Optional.empty();
    };
  }

  public Role role() {
    return role;
  }

  public boolean isEnded() {
    return stage instanceof Ended;
  }

  /** What Main Mode left behind, from when it is complete until the SA ends. */
  public Optional<Phase1Result> established() {
    return stage instanceof Established established
        ? Optional.of(established.result())
        : Optional.empty();
  }

  /** The watch over the peer's life, of an established SA. */
  public Optional<DpdState> dpd() {
    return stage instanceof Established established
        ? Optional.of(established.dpd())
        : Optional.empty();
  }

  /**
   * Whether the next {@link SaEvent.OutboundTraffic} is wanted at once: the peer has been silent
   * for so long that it will be asked as soon as something is sent to it. Until then traffic is
   * told of just before {@link SaEvent.DeadlineReached} at the latest.
   */
  public boolean awaitsTraffic() {
    return stage instanceof Established established && DpdMachine.awaitsTraffic(established.dpd());
  }

  /** Where the peer is reached; empty once the SA has ended. */
  public Optional<Path> path() {
    return switch (stage) {
      case Negotiating negotiating -> Optional.of(negotiating.path());
      case Established established -> Optional.of(established.path());
      case Ended _ -> Optional.empty();
    };
  }

  /** When the lifetime is over, of an established SA. */
  public Optional<Instant> expiresAt() {
    return stage instanceof Established established
        ? Optional.of(established.hardEnd())
        : Optional.empty();
  }

  /** Exchanges under way or just done; for {@code show} and tests. */
  public int exchanges() {
    return stage instanceof Established established ? established.exchanges().size() : 0;
  }

  /** By stage, so that "nothing happened" can be told. */
  @Override
  public boolean equals(Object other) {
    return other instanceof IkeSa that && role == that.role && stage.equals(that.stage);
  }

  @Override
  public int hashCode() {
    return stage.hashCode();
  }

  @Override
  public String toString() {
    return "IkeSa(" + role.letter() + " " + stage.getClass().getSimpleName() + ")";
  }
}
