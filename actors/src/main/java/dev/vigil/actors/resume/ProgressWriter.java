package dev.vigil.actors.resume;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.peer.PeerLink;
import dev.vigil.actors.sa.SaLink;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.actors.store.Holder;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.quickmode.ChildSa;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.protocol.resume.ShardProgress;
import dev.vigil.settings.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the snapshot store, a shard at a time, how far the numbers of the peers that live here are.
 * It reads what actors and data plane have published, so it disturbs none of them.
 */
public final class ProgressWriter extends AbstractMatchingBehavior<ProgressWriter.Tick> {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);

  /** A round is cut into so many ticks, so that neither processor nor network see it. */
  private static final int TICKS = 64;

  private static final int SHARDS = ClusterSettings.SHARDS;

  /** The next part of a round. */
  public enum Tick {
    TICK
  }

  private final NodeContext node;
  private final Map<Integer, List<PeerLink>> peers = new HashMap<>();
  private final Map<Integer, CompletionStage<Done>> underWay = new HashMap<>();
  private int tick;

  private ProgressWriter(ActorContext<Tick> context, NodeContext node) {
    super(context);
    this.node = node;
  }

  /**
   * @param interval in which every shard gets its turn once
   */
  public static Behavior<Tick> create(NodeContext node, Duration interval) {
    Behavior<Tick> behavior =
        Behaviors.setup(context ->
            Behaviors.withTimers(timers -> {
              timers.startTimerWithFixedDelay(Tick.TICK, interval.dividedBy(TICKS));
              return new ProgressWriter(context, node);
            }));
    return Behaviors.supervise(behavior)
        .onFailure(SupervisorStrategy.restart().withLimit(10, Duration.ofMinutes(1)));
  }

  @Override
  public Behavior<Tick> onMessage(Tick message) {
    if (tick == 0) {
      gather();
    }
    if (node.lease().holds()) {
      for (int shard = tick; shard < SHARDS; shard += TICKS) {
        write(shard);
      }
    }
    tick = (tick + 1) % TICKS;
    return this;
  }

  private void gather() {
    peers.clear();
    for (PeerLink peer : node.roster().peers()) {
      int shard = peer.tag().shard(PeerExtractor.SHARD_BITS);
      peers.computeIfAbsent(shard, _ -> new ArrayList<>()).add(peer);
    }
  }

  private void write(int shard) {
    List<PeerLink> here = peers.remove(shard);
    if (here == null || !(node.store().holder(shard) instanceof Holder.Here(Epoch epoch))) {
      return;
    }
    CompletionStage<Done> before = underWay.get(shard);
    if (before != null && !before.toCompletableFuture().isDone()) {
      return;
    }
    Instant now = node.now();
    List<PeerProgress> found = new ArrayList<>(here.size());
    for (PeerLink peer : here) {
      progress(peer, now).ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      underWay.put(
          shard,
          node.store()
              .progress(epoch, new ShardProgress(found), false)
              .exceptionally(failure -> failed(shard, failure)));
    }
  }

  /** The next round tells it again. */
  private static Done failed(int shard, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (!(cause instanceof Fenced)) {
      LOG.debug("progress not kept shard={} detail=\"{}\"", shard, cause.toString());
    }
    return Done.getInstance();
  }

  /** Of a peer that lives here still; empty if it has no numbers yet. */
  private Optional<PeerProgress> progress(PeerLink peer, Instant now) {
    PeerTag tag = peer.tag();
    if (node.roster().peer(tag).filter(living -> living == peer).isEmpty()) {
      return Optional.empty();
    }
    List<SaProgress> sas = new ArrayList<>(1);
    peer.state()
        .ikeSas()
        .forEach(ours ->
            node.roster()
                .sa(ours)
                .map(SaLink::state)
                .flatMap(sa -> sa.progress())
                .ifPresent(sas::add));
    List<PairProgress> pairs = new ArrayList<>(1);
    for (ChildSa child : peer.state().children()) {
      node.dataPlane().progress(child.inboundSpi()).ifPresent(pairs::add);
    }
    return sas.isEmpty() && pairs.isEmpty()
        ? Optional.empty()
        : Optional.of(new PeerProgress(tag, now, false, sas, pairs));
  }
}
