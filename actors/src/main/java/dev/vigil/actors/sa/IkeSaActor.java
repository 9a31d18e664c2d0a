package dev.vigil.actors.sa;

import dev.vigil.actors.dataplane.TrafficStamps;
import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Owns one IKE SA: its keys, its DPD timer and retry counter, all inside the {@link IkeSa} that its
 * {@link SaLink} publishes. What goes through its IPsec SAs it learns from the time stamps that the
 * data plane leaves there: it looks at them when its timer fires, and is told only when the SA
 * waits for traffic. So traffic costs neither messages nor timer operations.
 */
public final class IkeSaActor extends AbstractMatchingBehavior<SaMessage> {
  private final NodeContext node;
  private final SaLink link;
  private final SaDuties duties;
  private final LazyTimer<SaMessage> timer;
  private @Nullable Withheld withheld;
  private long ticket;

  private IkeSaActor(
      ActorContext<SaMessage> context,
      TimerScheduler<SaMessage> timers,
      NodeContext node,
      SaLink link,
      ActorRef<PeerMessage> peer) {
    super(context);
    this.timer = new LazyTimer<>(timers, new SaMessage.Wake());
    this.node = node;
    this.link = link;
    this.duties = new SaDuties(node, link, peer);
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
        yield received(new SaMessage.Arrived(datagram, path));
      }
      case SaMessage.Tell(var event) -> step(event);
      case SaMessage.Reconfigure(var settings) -> {
        link.publish(settings);
        yield this;
      }
      case SaMessage.Safe(long safe) -> {
        release(safe);
        yield this;
      }
      case SaMessage.Traffic() when !node.lease().holds() -> postpone();
      case SaMessage.Wake() when !node.lease().holds() -> {
        timer.fired();
        yield postpone();
      }
      case SaMessage.Traffic() -> {
        Behavior<SaMessage> next = lookAtTraffic();
        // Also where there was nothing new, so that no step was taken: the flag is down by now.
        link.traffic().await(link.state().awaitsTraffic());
        yield next;
      }
      case SaMessage.Wake() -> {
        timer.fired();
        Behavior<SaMessage> next = lookAtTraffic();
        yield link.state().isEnded() ? next : step(new SaEvent.DeadlineReached());
      }
    };
  }

  /** What was sent or is due meanwhile is seen to when the node may act again. */
  private Behavior<SaMessage> postpone() {
    timer.postpone(LazyTimer.WITHOUT_LEASE, node.now());
    return this;
  }

  private Behavior<SaMessage> received(SaMessage.Arrived arrived) {
    if (!node.lease().holds()) {
      node.counters().dropped(DropReason.NO_LEASE);
      return this;
    }
    if (withheld != null && !Withheld.mayPass(arrived.datagram())) {
      if (!withheld.stash(arrived)) {
        node.counters().dropped(DropReason.QUEUE_FULL);
      }
      return this;
    }
    return step(new SaEvent.Received(arrived.datagram(), arrived.path()));
  }

  /** What waited goes out; the datagrams that waited come behind those that came later. */
  private void release(long safe) {
    Withheld waiting = withheld;
    if (waiting == null || link.state().isEnded()) {
      return;
    }
    Instant now = node.now();
    if (waiting.release(safe, (effect, from) -> duties.perform(effect, from, now))) {
      withheld = null;
      for (SaMessage.Arrived arrived : waiting.datagrams()) {
        if (!link.offer(arrived.datagram(), arrived.path())) {
          node.counters().dropped(DropReason.QUEUE_FULL);
        }
      }
    }
  }

  /** All of a step's reports are with the peer's actor before that is asked to make it safe. */
  private void perform(List<SaEffect> effects, Optional<Path> from, Instant now) {
    boolean behind = false;
    for (SaEffect effect : effects) {
      if (effect instanceof SaEffect.Checkpoint && !behind) {
        behind = true;
        ticket++;
      }
      boolean waits = behind ? !SaDuties.isReport(effect) : Withheld.mustWait(effect);
      if (waits && (behind || withheld != null)) {
        withheld = withheld == null ? new Withheld() : withheld;
        withheld.add(effect, from, ticket);
      } else {
        duties.perform(effect, from, now);
      }
    }
    if (behind) {
      duties.makeSafe(ticket);
    }
  }

  /**
   * Tells the SA of what went through its IPsec SAs since it was told last. What came in goes
   * first: a peer that was heard need not be asked for the sake of what went out.
   */
  private Behavior<SaMessage> lookAtTraffic() {
    TrafficStamps traffic = link.traffic();
    Optional<Instant> sent = traffic.takeOutbound();
    Optional<Instant> heard = traffic.takeInbound();
    Behavior<SaMessage> next = this;
    if (heard.isPresent()) {
      next = step(new SaEvent.InboundTraffic(heard.get()));
    }
    if (sent.isPresent() && !link.state().isEnded()) {
      next = step(new SaEvent.OutboundTraffic(sent.get()));
    }
    return next;
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
      duties.end(effects, from, now);
      link.traffic().await(false);
      return Behaviors.stopped();
    }
    perform(effects, from, now);
    timer.arm(link.state().nextDeadline(), now);
    link.traffic().await(link.state().awaitsTraffic());
    return this;
  }
}
