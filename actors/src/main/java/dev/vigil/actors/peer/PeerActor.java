package dev.vigil.actors.peer;

import dev.vigil.actors.names.Resolution;
import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.sa.LazyTimer;
import dev.vigil.actors.sa.SaMessage;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.peer.PeerMachine;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.peer.PeerStep;
import dev.vigil.protocol.sa.SaEffect;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * One remote site. It stops when nothing is left of the site, and begins only for a message that
 * may create it.
 */
final class PeerActor extends AbstractMatchingBehavior<PeerMessage> {
  private final TimerScheduler<PeerMessage> timers;
  private final PeerHome home;
  private final NodeContext node;
  private final PeerLink link;
  private final SaNursery sas;
  private final PeerDuties duties;
  private final LazyTimer<PeerMessage> timer;
  private final List<ActorRef<Done>> leaving = new ArrayList<>();
  private PeerMachine machine;
  private boolean failed;

  PeerActor(ActorContext<PeerMessage> context, TimerScheduler<PeerMessage> timers, PeerHome home) {
    super(context);
    this.timers = timers;
    this.home = home;
    this.node = home.node();
    this.link = home.link();
    this.sas = home.sas();
    this.duties = new PeerDuties(home, context);
    this.timer = new LazyTimer<>(timers, new PeerMessage.Wake());
    this.machine = machine();
    home.takeFrozen().ifPresent(this::thaw);
    goOn();
  }

  private void thaw(PeerHome.Frozen frozen) {
    sas.thaw(frozen, path -> machine.settingsFor(link.state(), path), getContext());
    step(new PeerEvent.Resumed(frozen.progress()));
  }

  /** After a failure too: what the step that failed left undone, and what the store owes. */
  private void goOn() {
    duties.perform(machine.settings(), node.now());
    home.keeping().tellAll();
    if (!home.keeping().isIdle()) {
      link.ref().tell(new PeerMessage.Save());
    }
    timer.arm(machine.nextDeadline(link.state()), node.now());
  }

  private PeerMachine machine() {
    return new PeerMachine(
        link.tag(), node.plan().settingsOf(link.tag()), node.cookies(), node.spis());
  }

  @Override
  public Behavior<PeerMessage> onMessage(PeerMessage message) {
    try {
      return handle(message);
    } catch (RuntimeException fault) {
      node.counters().count(Counter.FAULTS);
      failed = true;
      throw fault;
    }
  }

  private Behavior<PeerMessage> handle(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Arrived _ when !node.lease().holds() -> {
        node.counters().dropped(DropReason.NO_LEASE);
        yield unlessEmpty();
      }
      case PeerMessage.Arrived(var datagram, var path, boolean mayCreate) -> {
        if (!mayCreate && link.state().isEmpty()) {
          node.counters().dropped(DropReason.UNKNOWN_SA);
          yield unlessEmpty();
        }
        PeerEvent received = new PeerEvent.Received(datagram, path);
        yield mayCreate ? first(received, path) : step(received);
      }
      case PeerMessage.BringUp(var connection) -> step(new PeerEvent.BringUp(connection));
      case PeerMessage.TrafficFor(var connection) -> step(new PeerEvent.TrafficFor(connection));
      case PeerMessage.Happened(var event) -> step(event);
      case PeerMessage.Resume() -> unlessEmpty();
      case PeerMessage.Checkpoint(var ours, var state, long ticket) -> {
        sas.link(ours)
            .ifPresent(sa -> {
              sa.keep(state);
              duties.makeSafe(List.of(), () -> sa.ref().tell(new SaMessage.Safe(ticket)));
            });
        yield this;
      }
      case PeerMessage.Save() -> {
        home.write();
        yield this;
      }
      case PeerMessage.Saved(var failure) -> saved(failure);
      case PeerMessage.Loaded _, PeerMessage.LoadAgain _, PeerMessage.Departed _ -> this;
      case PeerMessage.PairMoved(int inboundSpi, var path) -> {
        duties.pathProved(inboundSpi, path);
        yield this;
      }
      case PeerMessage.SettingsChanged() -> {
        machine = machine();
        sas.reconfigure(path -> machine.settingsFor(link.state(), path));
        yield step(new PeerEvent.SettingsChanged());
      }
      case PeerMessage.Goodbye(boolean tellPeer, var replyTo) -> {
        leaving.add(replyTo);
        if (!tellPeer) {
          farewells();
        }
        yield step(new PeerEvent.Shutdown(tellPeer));
      }
      case PeerMessage.NotAdmitted(var halfOpen, var path, var reason) ->
          step(new PeerEvent.NotAdmitted(halfOpen, path, reason));
      case PeerMessage.LeaveNode() -> new PeerLeaving(getContext(), timers, home, duties);
      case PeerMessage.FromSa(var ours, var effect, var closing) -> {
        duties.reports().begin(closing);
        Behavior<PeerMessage> next = step(new PeerEvent.FromSa(ours, effect));
        duties.reports().end();
        yield next;
      }
      case PeerMessage.Wake() when !node.lease().holds() -> {
        timer.fired();
        timer.postpone(LazyTimer.WITHOUT_LEASE, node.now());
        yield this;
      }
      case PeerMessage.Wake() -> {
        timer.fired();
        yield step(new PeerEvent.DeadlineReached());
      }
    };
  }

  private Behavior<PeerMessage> saved(Optional<Throwable> failure) {
    SafeKeeping keeping = home.keeping();
    return switch (keeping.answered(failure, home.held())) {
      case GO_ON -> {
        duties.perform(machine.settings(), node.now());
        keeping.tellAll();
        home.write();
        yield unlessEmpty();
      }
      case LATER -> {
        timers.startSingleTimer(new PeerMessage.Save(), keeping.backOff());
        keeping.failedAgain();
        yield this;
      }
      case FENCED -> {
        node.counters().count(Counter.FENCED);
        yield Behaviors.stopped();
      }
    };
  }

  /**
   * The router let it in when there was room; by now others that it let in may have taken all of
   * it, so the place is taken before the exchange is made.
   */
  private Behavior<PeerMessage> first(PeerEvent received, Path path) {
    if (!node.admission().take()) {
      node.junk().dropped(DropReason.ADMISSION, path.remote(), node.now());
      return unlessEmpty();
    }
    try {
      learnNames(path.remote().getAddress());
      return step(received);
    } finally {
      node.admission().changed(-1);
    }
  }

  /** The configuration may know whoever calls by a host name only. */
  private void learnNames(InetAddress remote) {
    for (Resolution known : node.names().standingFor(remote)) {
      if (!link.state().namesOf(remote).contains(known.hostName())) {
        step(known.event());
      }
    }
  }

  @Override
  public Behavior<PeerMessage> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      return sas.ended(failed.getRef())
          .map(sa -> {
            sas.farewell(sa, failed.cause());
            SaEffect closed = new SaEffect.Closed(CloseReason.FAULT);
            return step(new PeerEvent.FromSa(sa.ours(), closed));
          })
          .orElse(this);
    }
    if (signal instanceof Terminated ended) {
      sas.ended(ended.getRef());
      return unlessEmpty();
    }
    if (signal instanceof PostStop) {
      duties.close(failed);
      farewells();
    }
    return this;
  }

  private Behavior<PeerMessage> step(PeerEvent event) {
    PeerState before = link.state();
    Instant now = node.now();
    PeerStep step = machine.step(before, event, now, node.entropy());
    link.publish(step.next());
    node.admission().changed(step.next().halfOpenCount() - before.halfOpenCount());
    home.held().add(step.effects(), event);
    duties.perform(machine.settings(), now);
    duties.noteEnds(before, machine.settings());
    timer.arm(machine.nextDeadline(link.state()), now);
    return unlessEmpty();
  }

  /** Goes on, or stops when nothing is left that anything could still happen to. */
  private Behavior<PeerMessage> unlessEmpty() {
    if (!sas.isEmpty()) {
      return this;
    }
    farewells();
    return link.state().isEmpty() && home.keeping().isIdle() ? Behaviors.stopped() : this;
  }

  private void farewells() {
    leaving.forEach(replyTo -> replyTo.tell(Done.getInstance()));
    leaving.clear();
  }
}
