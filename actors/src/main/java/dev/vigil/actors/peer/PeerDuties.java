package dev.vigil.actors.peer;

import dev.vigil.actors.dataplane.PairOwner;
import dev.vigil.actors.dataplane.TrafficStamps;
import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.peer.Connection;
import dev.vigil.protocol.peer.ConnectionEnd;
import dev.vigil.protocol.peer.PeerEffect;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.peer.PeerSettings;
import dev.vigil.protocol.peer.PeerState;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.sa.SaEvent;
import dev.vigil.protocol.wire.Cookie;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a peer's machine wants done: to its IKE SAs, the data plane, the edge, the log. */
final class PeerDuties {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.peer");

  private final PeerHome home;
  private final NodeContext node;
  private final PeerLink link;
  private final SaNursery sas;
  private final PeerReports reports;
  private final ActorContext<PeerMessage> context;
  private boolean warned;

  PeerDuties(PeerHome home, ActorContext<PeerMessage> context) {
    this.home = home;
    this.node = home.node();
    this.link = home.link();
    this.sas = home.sas();
    this.reports = new PeerReports(node, link.tag());
    this.context = context;
  }

  PeerReports reports() {
    return reports;
  }

  /** All that is due, in its order; what is behind a checkpoint waits until that is safe. */
  void perform(PeerSettings settings, Instant now) {
    for (Optional<HeldEffects.Due> next = home.held().next();
        next.isPresent();
        next = home.held().next()) {
      PeerEffect effect = next.get().effect();
      if (effect instanceof PeerEffect.Checkpoint) {
        makeSafe(home.held().takeRest(), () -> {});
      } else {
        perform(effect, next.get().event(), settings, now);
      }
    }
  }

  /** The state of now, with the IKE SAs as they asked to be kept, is to be safe. */
  void makeSafe(List<HeldEffects.Due> effects, Runnable notice) {
    if (home.keeping().wish(effects, notice)) {
      // Behind what waits in the mailbox: an SA's own wish often comes right after its report.
      link.ref().tell(new PeerMessage.Save());
    }
  }

  /** A node remembers why crypto map entries went down longer than there is a peer's actor. */
  void noteEnds(PeerState before, PeerSettings settings) {
    for (Connection connection : settings.connections()) {
      Optional<ConnectionEnd> end = link.state().status(connection).lastEnd();
      if (end.isPresent() && !end.equals(before.status(connection).lastEnd())) {
        node.ends().note(connection.label(), end.get());
      }
    }
  }

  private void perform(PeerEffect effect, PeerEvent event, PeerSettings settings, Instant now) {
    switch (effect) {
      case PeerEffect.Transmit(var datagram, var path) -> node.edge().send(datagram, path);
      case PeerEffect.StartResponder start -> sas.respond(start, context);
      case PeerEffect.StartInitiator start -> sas.initiate(start, context);
      case PeerEffect.ToSa(var ours, var told) -> sas.tell(ours, told);
      case PeerEffect.Dropped(var reason) -> {
        if (event instanceof PeerEvent.Received(var datagram, Path path)) {
          node.junk()
              .dropped(
                  reason,
                  path.remote(),
                  now,
                  () -> Refusal.detail(reason, datagram, path, settings));
        } else {
          node.counters().dropped(reason);
        }
      }
      case PeerEffect.Resolve(var hostName) -> {
        var _ =
            node.names()
                .resolve(hostName)
                .thenAccept(answer -> link.ref().tell(new PeerMessage.Happened(answer.event())));
      }
      case PeerEffect.ChildInstalled(var child, var ours, var path, int window, var sequences) -> {
        // It may have waited for the store for longer than the pair lived.
        if (link.state().children().contains(child)) {
          install(child, ours, path, window, sequences);
          reports.tell(effect, event, settings, now);
        }
      }
      case PeerEffect.SequencesGranted(int spi, long ceiling) ->
          node.dataPlane().grant(spi, ceiling);
      case PeerEffect.ChildRebound(var child, var ours, var path) -> {
        link.pairs().bind(child.inboundSpi(), ours, path);
        node.dataPlane().rebind(child.inboundSpi(), path, stamps(ours));
      }
      case PeerEffect.ChildRemoved(var child, _) -> {
        link.pairs().remove(child.inboundSpi(), node.dataPlane());
        reports.tell(effect, event, settings, now);
      }
      case PeerEffect.SessionUp _,
          PeerEffect.SessionDown _,
          PeerEffect.ConnectionFailed _,
          PeerEffect.FailedOver _,
          PeerEffect.Trace _ ->
          reports.tell(effect, event, settings, now);
      // Done already: it is what the others wait behind.
      case PeerEffect.Checkpoint() -> {}
      // Told by the state itself, as SA actors may still be on their way out.
      case PeerEffect.Empty() -> {}
    }
  }

  private void install(
      ChildSa child, Cookie ours, Path path, int replayWindow, Sequences sequences) {
    link.pairs().bind(child.inboundSpi(), ours, path);
    if (!node.dataPlane().carries(child) && !warned) {
      warned = true;
      LOG.warn(
          "not carried tag={} peer={} map=\"{}\" spi_in=0x{} detail=\"{}\"",
          link.tag(),
          PeerAddress.of(path.remote()),
          child.request().name(),
          "%08x".formatted(child.inboundSpi()),
          "data plane " + node.dataPlane().kind() + " cannot carry this pair's packets");
    }
    node.dataPlane().install(child, path, replayWindow, sequences, stamps(ours), owner(path));
  }

  private TrafficStamps stamps(Cookie ours) {
    return sas.link(ours).map(SaLink::traffic).orElseGet(TrafficStamps::unread);
  }

  /** It outlives this object, should the actor be restarted. */
  private PairOwner owner(Path path) {
    PeerLink peer = link;
    Optional<String> vrf =
        node.plan().vrfsOf(path.remote().getAddress(), path.local().getAddress()).inside();
    return new PairOwner() {
      @Override
      public Optional<String> insideVrf() {
        return vrf;
      }

      @Override
      public void wornOut(int inboundSpi, boolean hard) {
        peer.ref().tell(new PeerMessage.Happened(new PeerEvent.ChildWornOut(inboundSpi, hard)));
      }

      @Override
      public void sequencesNeeded(int inboundSpi) {
        peer.ref().tell(new PeerMessage.Happened(new PeerEvent.SequencesNeeded(inboundSpi)));
      }

      @Override
      public void moved(int inboundSpi, Path path) {
        peer.ref().tell(new PeerMessage.PairMoved(inboundSpi, path));
      }
    };
  }

  /** Authentic ESP came along that path: the IKE SA above it decides whether the peer has moved. */
  void pathProved(int inboundSpi, Path path) {
    link.pairs().ike(inboundSpi).ifPresent(ours -> sas.tell(ours, new SaEvent.PathProved(path)));
  }

  /** The peer's actor ends: nothing of it stays in the data plane. */
  void close(boolean failed) {
    link.pairs().removeAll(node.dataPlane());
    sas.close(failed);
    node.roster().remove(link);
    node.admission().changed(-link.state().halfOpenCount());
  }
}
