package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.sa.IkeSaActor;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.actors.sa.SaMessage;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.PeerEffect.StartInitiator;
import dev.vigil.protocol.peer.PeerEffect.StartResponder;
import dev.vigil.protocol.sa.IkeSa;
import dev.vigil.protocol.sa.SaContext;
import dev.vigil.protocol.sa.SaEffect;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.sa.SaSettings;
import dev.vigil.protocol.snapshot.SaSnapshot;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The IKE SA actors of one peer: how they begin, how messages reach them, how they end. One that
 * fails takes nothing else down; its peer hears a Delete, made from the last state that it
 * published.
 */
final class SaNursery {
  private static final Logger LOG = LoggerFactory.getLogger(SaNursery.class);

  private final PeerTag tag;
  private final NodeContext node;
  private final Map<Cookie, SaLink> sas = new HashMap<>();
  private Set<ActorRef<?>> running = Set.of();

  SaNursery(PeerTag tag, NodeContext node) {
    this.tag = tag;
    this.node = node;
  }

  boolean isEmpty() {
    return sas.isEmpty();
  }

  /** Message 3 came: makes the SA, unless the message is none. */
  void respond(StartResponder start, ActorContext<PeerMessage> context) {
    SaContext around = around(start.settings(), start.path());
    try {
      switch (IkeSa.respond(start.halfOpen(), start.datagram(), start.path(), around)) {
        case IkeSa.Admission.Admitted(var step) ->
            begin(start.ours(), start.path(), start.settings(), step, context);
        case IkeSa.Admission.Rejected(var reason, var detail) -> {
          LOG.debug("no sa tag={} sa={} detail={}", tag, start.ours(), detail);
          context
              .getSelf()
              .tell(new PeerMessage.NotAdmitted(start.halfOpen(), start.path(), reason));
        }
      }
    } catch (RuntimeException fault) {
      failedToBegin(start.ours(), start.path(), fault, context);
    }
  }

  void initiate(StartInitiator start, ActorContext<PeerMessage> context) {
    SaContext around = around(start.settings(), start.path());
    try {
      IkeSa.Step step = IkeSa.initiate(start.ours(), start.path(), start.children(), around);
      begin(start.ours(), start.path(), start.settings(), step, context);
    } catch (RuntimeException fault) {
      failedToBegin(start.ours(), start.path(), fault, context);
    }
  }

  /** Goes on with SAs that came out of the store; one that cannot is reported as closed. */
  void thaw(
      PeerHome.Frozen frozen,
      Function<Path, Optional<SaSettings>> settings,
      ActorContext<PeerMessage> context) {
    for (SaSnapshot kept : frozen.sas()) {
      Path path = kept.sa().path().orElseThrow();
      Optional<SaSettings> known = settings.apply(path);
      if (known.isEmpty()) {
        report(kept.ours(), CloseReason.CLEARED, context);
        continue;
      }
      try {
        IkeSa.Step step = kept.sa().resume(frozen.progress(), around(known.get(), path));
        SaLink link = link(kept.ours(), kept.startedAt(), path, known.get(), step);
        link.keep(step.next());
        begin(link, step, context);
      } catch (RuntimeException fault) {
        failedToBegin(kept.ours(), path, fault, context);
      }
    }
  }

  /** Has every SA's actor stop where it is. */
  void halt(ActorContext<PeerMessage> context) {
    running = new HashSet<>();
    for (SaLink link : sas.values()) {
      node.roster().remove(link);
      running.add(link.ref());
      context.stop(link.ref());
    }
  }

  /** One of those that were told to stop has. */
  void halted(ActorRef<?> actor) {
    running.remove(actor);
  }

  /** Whether all of them have. */
  boolean hasHalted() {
    return running.isEmpty();
  }

  Collection<SaLink> links() {
    return Collections.unmodifiableCollection(sas.values());
  }

  private SaLink link(
      Cookie ours, Instant startedAt, Path path, SaSettings settings, IkeSa.Step step) {
    return new SaLink(
        ours, tag, node.roster().nextConnection(), startedAt, step.next(), path, settings);
  }

  private void begin(
      Cookie ours,
      Path path,
      SaSettings settings,
      IkeSa.Step step,
      ActorContext<PeerMessage> context) {
    begin(link(ours, node.now(), path, settings, step), step, context);
  }

  private void begin(SaLink link, IkeSa.Step step, ActorContext<PeerMessage> context) {
    sas.put(link.ours(), link);
    link.bind(
        context.spawnAnonymous(IkeSaActor.create(node, link, step.effects(), context.getSelf())));
    context.watch(link.ref());
    node.roster().add(link);
  }

  private void failedToBegin(
      Cookie ours, Path path, RuntimeException fault, ActorContext<PeerMessage> context) {
    node.counters().count(Counter.FAULTS);
    LOG.error(
        "sa failed to begin tag={} sa={} peer={}", tag, ours, PeerAddress.of(path.remote()), fault);
    report(ours, CloseReason.FAULT, context);
  }

  private static void report(Cookie ours, CloseReason reason, ActorContext<PeerMessage> context) {
    context.getSelf().tell(new PeerMessage.FromSa(ours, new SaEffect.Closed(reason), List.of()));
  }

  /** One of this peer's SAs, if it has not ended. */
  Optional<SaLink> link(Cookie ours) {
    return Optional.ofNullable(sas.get(ours));
  }

  /** Hands an event to an SA; nothing is lost if that is gone. */
  void tell(Cookie ours, SaEvent event) {
    SaLink link = sas.get(ours);
    if (link == null) {
      if (event instanceof SaEvent.Received) {
        node.counters().dropped(DropReason.UNKNOWN_SA);
      }
      return;
    }
    if (event instanceof SaEvent.Received(var datagram, var path)) {
      if (!link.offer(datagram, path)) {
        node.counters().dropped(DropReason.QUEUE_FULL);
      }
    } else {
      link.ref().tell(new SaMessage.Tell(event));
    }
  }

  /** Gives every SA what the configuration says of its peer's address now, if it still does. */
  void reconfigure(Function<Path, Optional<SaSettings>> settings) {
    for (SaLink link : sas.values()) {
      settings.apply(link.path()).ifPresent(now -> link.ref().tell(new SaMessage.Reconfigure(now)));
    }
  }

  /** An actor is gone; its SA, if it was one of ours. */
  Optional<SaLink> ended(ActorRef<?> actor) {
    Optional<SaLink> found =
        sas.values().stream().filter(link -> link.ref().equals(actor)).findFirst();
    found.ifPresent(link -> {
      sas.remove(link.ours());
      node.roster().remove(link);
    });
    return found;
  }

  /** Says goodbye to the peer for an SA whose actor failed, and logs why, once. */
  void farewell(SaLink link, Throwable cause) {
    node.counters().count(Counter.FAULTS);
    String peer = PeerAddress.of(link.path().remote());
    LOG.error("sa failed tag={} sa={} peer={}", tag, link.ours(), peer, cause);
    sayDelete(link);
  }

  private void sayDelete(SaLink link) {
    try {
      SaContext around = around(link.settings(), link.path());
      IkeSa.Step step = link.state().step(new SaEvent.Close(CloseReason.FAULT, true), around);
      for (SaEffect effect : step.effects()) {
        if (effect instanceof SaEffect.Transmit(var datagram, var path)) {
          node.edge().send(datagram, path);
        }
      }
    } catch (RuntimeException fault) {
      LOG.error("no delete for failed sa tag={} sa={}", tag, link.ours(), fault);
    }
  }

  /**
   * Forgets all, as the peer's actor ends.
   *
   * @param failed it does so as it failed too often: the peer is told
   */
  void close(boolean failed) {
    for (SaLink link : sas.values()) {
      node.roster().remove(link);
      if (failed) {
        sayDelete(link);
      }
    }
    sas.clear();
  }

  private SaContext around(SaSettings settings, Path path) {
    boolean tracing = node.traces().listening(path.remote().getAddress());
    return new SaContext(node.now(), node.entropy(), settings, tracing);
  }
}
