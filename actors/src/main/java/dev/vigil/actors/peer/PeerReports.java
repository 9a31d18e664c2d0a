package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.peer.PeerEffect;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.sa.Path;
import dev.vigil.protocol.sa.Role;
import dev.vigil.protocol.trace.ClosingTrace.SessionStatus;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a peer's actor tells operators: changes of state to the log, traces to who listens. */
final class PeerReports {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.peer");

  private final NodeContext node;
  private final PeerTag tag;

  PeerReports(NodeContext node, PeerTag tag) {
    this.node = node;
    this.tag = tag;
  }

  /** All effects that only report; others are none of its business. */
  void tell(PeerEffect effect, PeerEvent cause, Instant now) {
    switch (effect) {
      case PeerEffect.ChildInstalled(var child, var path) ->
          LOG.info(
              "ipsec up tag={} peer={} map=\"{}\" spi_in={} spi_out={}",
              tag,
              path.remote(),
              child.request().name(),
              spi(child.inboundSpi()),
              spi(child.outboundSpi()));
      case PeerEffect.ChildRemoved(var child, var reason) ->
          LOG.info(
              "ipsec down tag={} map=\"{}\" spi_in={} spi_out={} reason=\"{}\"",
              tag,
              child.request().name(),
              spi(child.inboundSpi()),
              spi(child.outboundSpi()),
              reason.text());
      case PeerEffect.SessionUp(var peer, var identity) -> {
        String name = IdentityName.of(identity);
        LOG.info("session up tag={} peer={} identity=\"{}\"", tag, peer, name);
        trace(new SessionStatus(true, name), path(peer), now);
      }
      case PeerEffect.SessionDown(var peer, var identity, var reason) -> {
        String name = IdentityName.of(identity);
        LOG.info(
            "session down tag={} peer={} identity=\"{}\" reason=\"{}\"",
            tag,
            peer,
            name,
            reason.text());
        trace(new SessionStatus(false, name), path(peer), now);
      }
      case PeerEffect.ConnectionFailed(var connection, var peer, var reason) ->
          LOG.warn(
              "connection failed tag={} map=\"{}\" peer={} reason=\"{}\"",
              tag,
              connection,
              peer,
              reason);
      case PeerEffect.FailedOver(var connection, var from, var to) ->
          LOG.warn("failed over tag={} map=\"{}\" from={} to={}", tag, connection, from, to);
      case PeerEffect.Trace(var event) -> {
        if (cause instanceof PeerEvent.Received(_, Path path)) {
          trace(event, path, now);
        }
      }
      case PeerEffect.Transmit _,
          PeerEffect.StartResponder _,
          PeerEffect.StartInitiator _,
          PeerEffect.ToSa _,
          PeerEffect.Dropped _,
          PeerEffect.Checkpoint _,
          PeerEffect.Empty _ -> {}
    }
  }

  private void trace(TraceEvent event, Path path, Instant now) {
    node.traces().publish(now, new TraceContext(0, Role.RESPONDER, path), event);
  }

  /** A line about a session names the peer only. */
  private static Path path(InetSocketAddress peer) {
    return new Path(new InetSocketAddress(0), peer, false);
  }

  private static String spi(int spi) {
    return "0x%08x".formatted(spi);
  }
}
