package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.PeerAddress;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.CloseReason;
import dev.vigil.protocol.exchange.Path;
import dev.vigil.protocol.exchange.Role;
import dev.vigil.protocol.peer.PeerEffect;
import dev.vigil.protocol.peer.PeerEvent;
import dev.vigil.protocol.peer.PeerSettings;
import dev.vigil.protocol.trace.ClosingTrace.SessionStatus;
import dev.vigil.protocol.trace.Phase1Trace;
import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a peer's actor tells operators: changes of state to the log, traces to who listens. */
final class PeerReports {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.peer");

  private final NodeContext node;
  private final PeerTag tag;
  private @Nullable ClosingReport closing;

  PeerReports(NodeContext node, PeerTag tag) {
    this.node = node;
    this.tag = tag;
  }

  /**
   * What is told until {@link #end} belongs to the end of an IKE SA.
   *
   * @param records its trace; empty where nobody listens, or where none ends
   */
  void begin(List<TraceRecord> records) {
    closing = records.isEmpty() ? null : new ClosingReport(records);
  }

  /** Hands on the trace of what ended since {@link #begin}. */
  void end() {
    if (closing != null) {
      closing.inOrder().forEach(node.traces()::publish);
      closing = null;
    }
  }

  /** All effects that only report; others are none of its business. */
  void tell(PeerEffect effect, PeerEvent cause, PeerSettings settings, Instant now) {
    switch (effect) {
      case PeerEffect.ChildInstalled(var child, _, var path, _, _) ->
          LOG.info(
              "ipsec up tag={} peer={} map=\"{}\" spi_in={} spi_out={}",
              tag,
              PeerAddress.of(path.remote()),
              child.request().name(),
              spi(child.inboundSpi()),
              spi(child.outboundSpi()));
      case PeerEffect.ChildRemoved(var child, var reason) -> {
        LOG.info(
            "ipsec down tag={} map=\"{}\" spi_in={} spi_out={} reason=\"{}\"",
            tag,
            child.request().name(),
            spi(child.inboundSpi()),
            spi(child.outboundSpi()),
            reason.text());
        if (closing != null) {
          closing.childRemoved(child.inboundSpi());
        }
      }
      case PeerEffect.SessionUp(var peer, var identity) -> {
        String name = IdentityName.of(identity);
        LOG.info("session up tag={} peer={} identity=\"{}\"", tag, PeerAddress.of(peer), name);
        trace(new SessionStatus(true, name), path(peer), now);
      }
      case PeerEffect.SessionDown(var peer, var identity, var reason) -> {
        String name = IdentityName.of(identity);
        LOG.info(
            "session down tag={} peer={} identity=\"{}\" reason=\"{}\"",
            tag,
            PeerAddress.of(peer),
            name,
            reason == CloseReason.DEAD_PEER ? "peer does not respond" : reason.text());
        ended(new TraceRecord(now, context(path(peer)), new SessionStatus(false, name)));
      }
      case PeerEffect.ConnectionFailed(var connection, var peer, var reason) ->
          LOG.warn(
              "connection failed tag={} map=\"{}\" peer={} reason=\"{}\"",
              tag,
              connection,
              PeerAddress.of(peer),
              reason);
      case PeerEffect.FailedOver(var connection, var from, var to) ->
          LOG.warn(
              "failed over tag={} map=\"{}\" from={} to={}",
              tag,
              connection,
              PeerAddress.of(from),
              PeerAddress.of(to));
      case PeerEffect.Trace(var event) -> {
        if (cause instanceof PeerEvent.Received(var datagram, Path path)
            && node.traces().listening(path.remote().getAddress())) {
          boolean refused = event instanceof Phase1Trace.NoProposalChosen;
          (refused ? Refusal.trace(datagram, path, settings) : List.of(event))
              .forEach(each -> trace(each, path, now));
        }
      }
      case PeerEffect.Transmit _,
          PeerEffect.ChildRebound _,
          PeerEffect.Resolve _,
          PeerEffect.StartResponder _,
          PeerEffect.StartInitiator _,
          PeerEffect.ToSa _,
          PeerEffect.Dropped _,
          PeerEffect.SequencesGranted _,
          PeerEffect.Checkpoint _,
          PeerEffect.Empty _ -> {}
    }
  }

  private void trace(TraceEvent event, Path path, Instant now) {
    node.traces().publish(now, context(path), event);
  }

  /** With the end of the SA that it ended with, or on its own. */
  private void ended(TraceRecord record) {
    if (closing != null) {
      closing.sessionEnded(record);
    } else {
      node.traces().publish(record);
    }
  }

  private static TraceContext context(Path path) {
    return new TraceContext(0, Role.RESPONDER, path);
  }

  /** A line about a session names the peer only. */
  private static Path path(InetSocketAddress peer) {
    return new Path(new InetSocketAddress(0), peer, false);
  }

  private static String spi(int spi) {
    return "0x%08x".formatted(spi);
  }
}
