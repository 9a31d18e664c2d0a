package dev.vigil.actors.router;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.JunkLog;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.router.RouterCommand.Ack;
import dev.vigil.actors.router.RouterCommand.Clock;
import dev.vigil.actors.router.RouterCommand.Route;
import dev.vigil.actors.router.RouterCommand.StreamBegun;
import dev.vigil.actors.router.RouterCommand.StreamBroke;
import dev.vigil.actors.router.RouterCommand.StreamEnded;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.udp.Datagram;
import dev.vigil.protocol.cookie.CookieRoute;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.wire.Cookie;
import dev.vigil.protocol.wire.ExchangeType;
import dev.vigil.protocol.wire.HeaderView;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whom a datagram concerns from its header alone. An SA of this node is told directly; a
 * cookie that is ours by its check bits goes to its peer's entity, wherever that runs, which may
 * not create anything for it; only the first message of a handshake, from an address that we have a
 * key for, may make a peer that is not there yet. What concerns a peer of another node goes to that
 * node's router, many datagrams in a message, if it is known which node that is.
 */
public final class PacketRouter extends AbstractMatchingBehavior<RouterCommand> {
  private static final Logger LOG = LoggerFactory.getLogger(PacketRouter.class);

  /** Long enough to make one message of many datagrams, and nothing beside a peer's patience. */
  private static final Duration FLUSH_AFTER = Duration.ofMillis(5);

  private static final Duration TELL_INTERVAL = Duration.ofMillis(50);

  private final NodeContext node;
  private final ActorRef<PeerEnvelope> peers;
  private final JunkLog junk;
  private final TimerScheduler<RouterCommand> timers;
  private final Relay relay;

  private PacketRouter(
      ActorContext<RouterCommand> context,
      TimerScheduler<RouterCommand> timers,
      NodeContext node,
      ActorRef<PeerEnvelope> peers,
      Neighbours neighbours) {
    super(context);
    this.node = node;
    this.timers = timers;
    this.relay =
        new Relay(
            neighbours,
            node.counters(),
            (neighbour, batch) -> neighbour.packets().tell(batch),
            (neighbour, taken) -> neighbour.packets().tell(taken));
    this.peers = peers;
    this.junk = node.junk();
  }

  /**
   * @param peers the shard region of the peers
   * @param neighbours the nodes that datagrams may be forwarded to
   */
  public static Behavior<RouterCommand> create(
      NodeContext node, ActorRef<PeerEnvelope> peers, Neighbours neighbours) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> new PacketRouter(context, timers, node, peers, neighbours)));
  }

  @Override
  public Behavior<RouterCommand> onMessage(RouterCommand command) {
    return switch (command) {
      case Route(var batch, var stream) -> {
        Instant now = node.now();
        batch.forEach(datagram -> routeOrLose(datagram, false, now));
        if (relay.endOfBatch(now)) {
          remind(Clock.FLUSH, FLUSH_AFTER);
        }
        stream.tell(Ack.GO_ON);
        yield this;
      }
      case Forwarded batch -> {
        Instant now = node.now();
        batch.datagrams().forEach(datagram -> routeOrLose(datagram, true, now));
        if (relay.arrived(batch)) {
          remind(Clock.TELL_TAKEN, TELL_INTERVAL);
        }
        yield this;
      }
      case Taken taken -> {
        relay.taken(taken, node.now());
        yield this;
      }
      case Clock.FLUSH -> {
        relay.flush(node.now());
        yield this;
      }
      case Clock.TELL_TAKEN -> {
        relay.tellTaken();
        yield this;
      }
      case StreamBegun(var stream) -> {
        stream.tell(Ack.GO_ON);
        yield this;
      }
      case StreamEnded() -> Behaviors.stopped();
      case StreamBroke(var cause) ->
          throw new IllegalStateException("the stream from the sockets broke", cause);
    };
  }

  private void remind(Clock what, Duration after) {
    if (!timers.isTimerActive(what)) {
      timers.startSingleTimer(what, after);
    }
  }

  /**
   * A fault over one datagram must not stop the others.
   *
   * @param forwarded another node received it, and it may not go to a third
   */
  private void routeOrLose(Datagram datagram, boolean forwarded, Instant now) {
    try {
      route(datagram, forwarded, now);
    } catch (RuntimeException fault) {
      node.counters().count(Counter.FAULTS);
      LOG.error("routing failed from={}", datagram.path().remote(), fault);
    }
  }

  private void route(Datagram datagram, boolean forwarded, Instant now) {
    HeaderView view = HeaderView.of(datagram.bytes());
    switch (view.verdict()) {
      case SOUND -> sound(datagram, view, forwarded, now);
      case TRUNCATED -> drop(DropReason.TRUNCATED, datagram, now);
      case WRONG_VERSION -> drop(DropReason.WRONG_VERSION, datagram, now);
      case WRONG_LENGTH -> drop(DropReason.WRONG_LENGTH, datagram, now);
      case UNKNOWN_EXCHANGE -> drop(DropReason.UNKNOWN_EXCHANGE, datagram, now);
      case NO_INITIATOR_COOKIE -> drop(DropReason.MALFORMED, datagram, now);
    }
  }

  private void sound(Datagram datagram, HeaderView view, boolean forwarded, Instant now) {
    Cookie responder = view.responder();
    Cookie initiator = view.initiator();
    if (!responder.isNone() && toSa(responder, datagram, now)) {
      return;
    }
    if (toSa(initiator, datagram, now)) {
      return;
    }
    if (responder.isNone()) {
      first(datagram, view, forwarded, now);
      return;
    }
    Optional<PeerTag> tag = tag(responder, now).or(() -> tag(initiator, now));
    if (tag.isPresent()) {
      existing(tag.get(), datagram, forwarded, now);
    } else {
      drop(DropReason.UNKNOWN_COOKIE, datagram, now);
    }
  }

  private boolean toSa(Cookie ours, Datagram datagram, Instant now) {
    Optional<SaLink> sa = node.roster().sa(ours);
    if (sa.isEmpty()) {
      return false;
    }
    if (!sa.get().offer(datagram.bytes(), datagram.path())) {
      drop(DropReason.QUEUE_FULL, datagram, now);
    }
    return true;
  }

  private Optional<PeerTag> tag(Cookie cookie, Instant now) {
    return switch (node.cookies().decode(cookie, now)) {
      case CookieRoute.Routed(var tag, _) -> Optional.of(tag);
      case CookieRoute.Foreign() -> Optional.empty();
    };
  }

  /** The only datagrams that may create anything. */
  private void first(Datagram datagram, HeaderView view, boolean forwarded, Instant now) {
    InetAddress remote = datagram.path().remote().getAddress();
    List<String> names = node.names().namesOf(remote);
    if (view.exchange() != ExchangeType.MAIN_MODE.code()) {
      complaint(datagram, view, forwarded, now);
    } else if (!node.plan().knows(remote, datagram.path().local().getAddress(), names)) {
      drop(DropReason.NO_KEY_FOR_ADDRESS, datagram, now);
    } else {
      begin(node.plan().tagOf(remote, names), datagram, forwarded, now);
    }
  }

  /** Whether there is room is the owner's to say. */
  private void begin(PeerTag tag, Datagram datagram, boolean forwarded, Instant now) {
    if (forwarded || !elsewhere(tag, datagram, true, now)) {
      beginHere(tag, datagram, now);
    }
  }

  private void beginHere(PeerTag tag, Datagram datagram, Instant now) {
    if (!node.admission().admits()) {
      drop(DropReason.ADMISSION, datagram, now);
    } else {
      send(tag, datagram, true);
    }
  }

  /** Some peers refuse a proposal of ours in a notify that has no cookie of their own. */
  private void complaint(Datagram datagram, HeaderView view, boolean forwarded, Instant now) {
    Optional<PeerTag> tag = tag(view.initiator(), now);
    if (tag.isPresent()) {
      existing(tag.get(), datagram, forwarded, now);
    } else {
      drop(DropReason.UNEXPECTED, datagram, now);
    }
  }

  private void existing(PeerTag tag, Datagram datagram, boolean forwarded, Instant now) {
    if (forwarded || !elsewhere(tag, datagram, false, now)) {
      send(tag, datagram, false);
    }
  }

  /** Forwards to the node that owns the peer's shard, or says no as sharding has to find it. */
  private boolean elsewhere(PeerTag tag, Datagram datagram, boolean handshake, Instant now) {
    return switch (node.store().holder(tag.shard(PeerExtractor.SHARD_BITS))) {
      case Holder.Here _, Holder.Nobody _ -> false;
      case Holder.Elsewhere owner ->
          switch (relay.offer(owner, datagram, handshake, now)) {
            case FORWARDED -> true;
            case NO_ROOM -> {
              drop(DropReason.QUEUE_FULL, datagram, now);
              yield true;
            }
            case UNKNOWN -> false;
          };
    };
  }

  private void send(PeerTag tag, Datagram datagram, boolean mayCreate) {
    peers.tell(
        new PeerEnvelope(
            tag, new PeerMessage.Arrived(datagram.bytes(), datagram.path(), mayCreate)));
  }

  private void drop(DropReason reason, Datagram datagram, Instant now) {
    junk.dropped(reason, datagram.path().remote(), now);
  }
}
