package dev.vigil.actors.sa;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Owns one IKE SA: its keys, its DPD timer and retry counter, all inside the {@link IkeSa} that its
 * {@link SaLink} publishes. The one timer is lazy: it is armed anew only for an earlier deadline,
 * and one that fires too early does no harm, so traffic costs no timer operation.
 */
public final class IkeSaActor extends AbstractMatchingBehavior<SaMessage> {
  private final NodeContext node;
  private final SaLink link;
  private final ActorRef<PeerMessage> peer;
  private final TimerScheduler<SaMessage> timers;
  private Instant armedFor = Instant.MAX;

  private IkeSaActor(
      ActorContext<SaMessage> context,
      TimerScheduler<SaMessage> timers,
      NodeContext node,
      SaLink link,
      ActorRef<PeerMessage> peer) {
    super(context);
    this.timers = timers;
    this.node = node;
    this.link = link;
    this.peer = peer;
  }

  /**
   * @param first what the step that made the SA asks for
   */
  public static Behavior<SaMessage> create(
      NodeContext node, SaLink link, List<SaEffect> first, ActorRef<PeerMessage> peer) {
    Behavior<SaMessage> behavior =
        Behaviors.setup(context ->
            Behaviors.withTimers(timers ->
                new IkeSaActor(context, timers, node, link, peer)
                    .after(first, Optional.empty(), node.now())));
    // The peer's actor logs it, once, with what it did about it.
    return Behaviors.supervise(behavior)
        .onFailure(SupervisorStrategy.stop().withLoggingEnabled(false));
  }

  @Override
  public Behavior<SaMessage> onMessage(SaMessage message) {
    return switch (message) {
      case SaMessage.Arrived(var datagram, var path) -> {
        link.taken();
        yield step(new SaEvent.Received(datagram, path));
      }
      case SaMessage.Tell(var event) -> step(event);
      case SaMessage.Reconfigure(var settings) -> {
        link.publish(settings);
        yield this;
      }
      case SaMessage.Wake() -> {
        armedFor = Instant.MAX;
        yield step(new SaEvent.DeadlineReached());
      }
    };
  }

  private Behavior<SaMessage> step(SaEvent event) {
    IkeSa before = link.state();
    Instant now = node.now();
    IkeSa.Step step = before.step(event, context(before, event, now));
    link.publish(step.next());
    DpdTally.count(before, step.next(), node.counters());
    Optional<Path> from =
        event instanceof SaEvent.Received(_, Path path) ? Optional.of(path) : Optional.empty();
    return after(step.effects(), from, now);
  }

  private SaContext context(IkeSa sa, SaEvent event, Instant now) {
    boolean tracing =
        path(sa, event).map(p -> node.traces().listening(p.remote().getAddress())).orElse(false);
    return new SaContext(now, node.entropy(), link.settings(), tracing);
  }

  private static Optional<Path> path(IkeSa sa, SaEvent event) {
    return event instanceof SaEvent.Received(_, Path path) ? Optional.of(path) : sa.path();
  }

  private Behavior<SaMessage> after(List<SaEffect> effects, Optional<Path> from, Instant now) {
    if (link.state().isEnded()) {
      end(effects, from, now);
      return Behaviors.stopped();
    }
    effects.forEach(effect -> perform(effect, from, now));
    arm(now);
    return this;
  }

  /**
   * The trace of the end goes along to the peer's actor: only that knows what else ends with the
   * SA, and the router tells of both in one.
   */
  private void end(List<SaEffect> effects, Optional<Path> from, Instant now) {
    int beginning = SaTraces.beginningOfEnd(effects);
    List<TraceRecord> closing = new ArrayList<>();
    for (int i = 0; i < effects.size(); i++) {
      SaEffect effect = effects.get(i);
      if (i >= beginning && effect instanceof SaEffect.Trace(var event)) {
        closing.add(SaTraces.record(link, event, now));
      } else if (effect instanceof SaEffect.Closed closed) {
        closed(closed, closing);
      } else {
        perform(effect, from, now);
      }
    }
  }

  private void closed(SaEffect.Closed closed, List<TraceRecord> closing) {
    if (closed.reason() == CloseReason.DEAD_PEER) {
      node.counters().count(Counter.DEAD_PEERS);
    }
    peer.tell(new PeerMessage.FromSa(link.ours(), closed, closing));
  }

  private void perform(SaEffect effect, Optional<Path> from, Instant now) {
    switch (effect) {
      case SaEffect.Transmit(var datagram, var path) -> node.edge().send(datagram, path);
      case SaEffect.TransmitNatKeepalive(var path) -> node.edge().sendNatKeepalive(path);
      case SaEffect.Established(var result) -> {
        node.keyLog().ifPresent(log -> log.add(result));
        node.counters().count(Counter.ESTABLISHED);
        report(effect);
      }
      case SaEffect.Closed closed -> closed(closed, List.of());
      case SaEffect.InitialContact _,
          SaEffect.ChildEstablished _,
          SaEffect.ChildFailed _,
          SaEffect.PeerDeletedChildren _,
          SaEffect.PathMoved _,
          SaEffect.RekeyDue _ ->
          report(effect);
      case SaEffect.Dropped(var reason) ->
          from.ifPresentOrElse(
              path -> node.junk().dropped(reason, path.remote(), now),
              () -> node.counters().dropped(reason));
      case SaEffect.Trace(var event) -> SaTraces.publish(node, link, event, now);
      // One node's SAs live in its memory; a store for them comes with the second node.
      case SaEffect.Checkpoint() -> {}
    }
  }

  private void report(SaEffect effect) {
    peer.tell(new PeerMessage.FromSa(link.ours(), effect, List.of()));
  }

  private void arm(Instant now) {
    Optional<Instant> deadline = link.state().nextDeadline();
    if (deadline.isPresent() && deadline.get().isBefore(armedFor)) {
      armedFor = deadline.get();
      Duration wait = Duration.between(now, armedFor);
      timers.startSingleTimer(this, new SaMessage.Wake(), wait.isNegative() ? Duration.ZERO : wait);
    }
  }
}
