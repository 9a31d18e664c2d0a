package dev.vigil.actors.router;

import dev.vigil.actors.dataplane.UnknownSpis;
import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.exchange.DropReason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Brings ESP to the node that has its SAs, and has the data plane open what other nodes bring here.
 * An SPI has no check bits, so junk whose SPI leads to another node is forwarded as well: what one
 * source may have forwarded is bounded, and the owner drops what it does not know.
 */
public final class EspRouter extends AbstractMatchingBehavior<EspCommand> {
  /** More than a site behind 100 Mbit/s sends. */
  static final int SOURCE_RATE = 20_000;

  private static final int MOST_WAITING = 4096;
  private static final Duration TELL_INTERVAL = Duration.ofMillis(50);

  private final NodeContext node;
  private final TimerScheduler<EspCommand> timers;
  private final AtomicInteger waiting;
  private final Relay relay;
  private final SourceRates rates;
  private boolean flushing;

  private EspRouter(
      ActorContext<EspCommand> context,
      TimerScheduler<EspCommand> timers,
      NodeContext node,
      Neighbours neighbours,
      AtomicInteger waiting) {
    super(context);
    this.node = node;
    this.timers = timers;
    this.waiting = waiting;
    this.rates = new SourceRates(SOURCE_RATE, node.entropy().nextInt());
    this.relay =
        new Relay(
            neighbours,
            node.counters(),
            (neighbour, batch) -> neighbour.esp().tell(batch),
            (neighbour, taken) -> neighbour.esp().tell(taken));
  }

  /** The router, which takes from the data plane what that does not know. */
  public static Behavior<EspCommand> create(NodeContext node, Neighbours neighbours) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          AtomicInteger waiting = new AtomicInteger();
          node.dataPlane().unknownTo(sink(context, node, neighbours, waiting));
          return new EspRouter(context, timers, node, neighbours, waiting);
        }));
  }

  private static UnknownSpis sink(
      ActorContext<EspCommand> context,
      NodeContext node,
      Neighbours neighbours,
      AtomicInteger waiting) {
    var self = context.getSelf();
    return (spi, datagram, path) ->
        switch (node.store().holder(node.spis().shard(spi))) {
          case Holder.Here _, Holder.Nobody _ -> false;
          case Holder.Elsewhere owner -> {
            if (neighbours.at(owner.node(), owner.uid()).isEmpty()) {
              yield false;
            }
            if (waiting.getAndIncrement() < MOST_WAITING) {
              self.tell(new EspCommand.Foreign(owner, new Datagram(datagram, path)));
            } else {
              waiting.decrementAndGet();
              node.counters().dropped(DropReason.QUEUE_FULL);
            }
            yield true;
          }
        };
  }

  @Override
  public Behavior<EspCommand> onMessage(EspCommand command) {
    Instant now = node.now();
    switch (command) {
      case EspCommand.Foreign(var owner, var datagram) -> foreign(owner, datagram, now);
      case EspCommand.Clock.FLUSH -> {
        flushing = false;
        relay.flush(now);
      }
      case EspCommand.Clock.TELL_TAKEN -> relay.tellTaken();
      case Taken taken -> relay.taken(taken, now);
      case Forwarded batch -> {
        batch.datagrams().forEach(d -> node.dataPlane().forwarded(d.bytes(), d.path()));
        if (relay.arrived(batch) && !timers.isTimerActive(EspCommand.Clock.TELL_TAKEN)) {
          timers.startSingleTimer(EspCommand.Clock.TELL_TAKEN, TELL_INTERVAL);
        }
      }
    }
    return this;
  }

  private void foreign(Holder.Elsewhere owner, Datagram datagram, Instant now) {
    waiting.decrementAndGet();
    boolean taken =
        rates.admits(datagram.path().remote().getAddress(), now)
            && relay.offer(owner, datagram, false, now) == Relay.Outcome.FORWARDED;
    if (!taken) {
      node.junk().dropped(DropReason.QUEUE_FULL, datagram.path().remote(), now);
    } else if (!flushing) {
      // After what waits in the mailbox by now, which so leaves together.
      flushing = true;
      getContext().getSelf().tell(EspCommand.Clock.FLUSH);
    }
  }
}
