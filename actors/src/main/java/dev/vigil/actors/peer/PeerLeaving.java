package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A peer's actor on its way to another node: its IKE SAs stop at once and say nothing; what of them
 * asked to be kept is kept, and how far its numbers have come by then is made safe. What still
 * comes goes after the peer. Should the store not answer in time, the next owner begins with what
 * it knows.
 */
final class PeerLeaving extends AbstractMatchingBehavior<PeerMessage> {
  /** Well below the time that sharding gives a shard to hand over. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final TimerScheduler<PeerMessage> timers;
  private final PeerHome home;
  private final NodeContext node;
  private final PeerDuties duties;
  private boolean departing;
  private boolean fenced;

  PeerLeaving(
      ActorContext<PeerMessage> context,
      TimerScheduler<PeerMessage> timers,
      PeerHome home,
      PeerDuties duties) {
    super(context);
    this.timers = timers;
    this.home = home;
    this.node = home.node();
    this.duties = duties;
    timers.cancelAll();
    timers.startSingleTimer(new PeerMessage.Departed(), PATIENCE);
    home.sas().halt(context);
    if (!home.keeping().isIdle()) {
      home.write();
    }
    context.getSelf().tell(new PeerMessage.Resume());
  }

  /** What another node can do something with goes to the peer's new home. */
  static void passOn(PeerMessage message, PeerTag tag, Consumer<PeerEnvelope> onward) {
    if (message instanceof PeerMessage.Arrived
        || message instanceof PeerMessage.BringUp
        || message instanceof PeerMessage.TrafficFor
        || message instanceof PeerMessage.Resume) {
      onward.accept(new PeerEnvelope(tag, message));
    } else if (message instanceof PeerMessage.Goodbye(_, var replyTo)) {
      replyTo.tell(Done.getInstance());
    }
  }

  @Override
  public Behavior<PeerMessage> onMessage(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Departed() -> Behaviors.stopped();
      case PeerMessage.Save() -> {
        home.write();
        yield this;
      }
      case PeerMessage.Saved(var failure) ->
          switch (home.keeping().answered(failure, home.held())) {
            case GO_ON -> {
              home.write();
              yield departWhenStill();
            }
            case LATER -> {
              timers.startSingleTimer(new PeerMessage.Save(), home.keeping().backOff());
              yield this;
            }
            case FENCED -> {
              node.counters().count(Counter.FENCED);
              fenced = true;
              yield Behaviors.stopped();
            }
          };
      // This one, from the constructor, only has it looked whether anything keeps it here.
      case PeerMessage.Resume() -> departWhenStill();
      case PeerMessage other -> {
        passOn(other, home.link().tag(), home.onward());
        yield this;
      }
    };
  }

  private Behavior<PeerMessage> departWhenStill() {
    if (departing || !home.sas().hasHalted() || !home.keeping().isIdle()) {
      return this;
    }
    departing = true;
    if (!home.keeping().isRecorded()) {
      return Behaviors.stopped();
    }
    PeerLink link = home.link();
    PeerProgress last = PeerRecord.progress(link, home.sas().links(), node.dataPlane(), node.now());
    // At once, not when that is safe: what they carried after they were read would not be in it.
    link.pairs().removeAll(node.dataPlane());
    var _ =
        node.lastProgress()
            .add(home.keeping().epoch(), last)
            .whenComplete((done, failure) -> link.ref().tell(new PeerMessage.Departed()));
    return this;
  }

  @Override
  public Behavior<PeerMessage> onSignal(Signal signal) {
    if (signal instanceof Terminated ended) {
      home.sas().halted(ended.getRef());
      return departWhenStill();
    }
    if (signal instanceof PostStop) {
      boolean goesOn = home.keeping().isRecorded() && !fenced;
      duties.close(false);
      if (goesOn) {
        home.sendOnward(new PeerMessage.Resume());
      }
    }
    return this;
  }
}
