package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ddata.Replicator;

/** Between the store's callers and the replicator: claims, and a lane for each bucket's writes. */
final class StoreActor extends AbstractMatchingBehavior<Object> {
  /** Claims at a time: a start asks for all shards, of nodes that have hardly warmed up. */
  private static final int AT_ONCE = 64;

  private final ActorRef self;
  private final Replica replica;
  private final Views views;
  private final Map<Family, Map<Integer, Lane>> lanes = new EnumMap<>(Family.class);
  private final Map<Integer, Claiming> claims = new HashMap<>();
  private final Map<Integer, Epoch> owned = new HashMap<>();
  private final ArrayDeque<StoreCommand.Claim> waiting = new ArrayDeque<>();
  private boolean open;
  private boolean ended;

  private StoreActor(ActorContext<Object> context, Replica replica, Views views) {
    super(context);
    this.self = Adapter.toClassic(context.getSelf());
    this.replica = replica;
    this.views = views;
    for (Family family : Family.values()) {
      lanes.put(family, new HashMap<>());
    }
    Adapter.watch(context, replica.ref());
    replica.begin(self);
  }

  /** Besides {@link StoreCommand}s it takes what the replicator answers, which has no one type. */
  static Behavior<Object> create(Replica replica, Views views) {
    return Behaviors.supervise(Behaviors.setup(context -> new StoreActor(context, replica, views)))
        .onFailure(SupervisorStrategy.restart());
  }

  @Override
  public Behavior<Object> onMessage(Object message) {
    switch (message) {
      case StoreCommand.Write write -> onWrite(write);
      case StoreCommand.Claim claim -> onClaim(claim);
      case StoreCommand.Open _ -> onOpen();
      case Replicator.UpdateSuccess<?> answer -> onUpdated(answer.getRequest());
      case Replicator.ModifyFailure<?> failure -> onModifyFailure(failure);
      case Replicator.UpdateFailure<?> answer -> onFailed(answer.getRequest());
      case Replicator.GetSuccess<?> answer -> onAnswered(answer.getRequest(), true);
      case Replicator.NotFound<?> answer -> onAnswered(answer.getRequest(), true);
      case Replicator.GetResponse<?> answer -> onAnswered(answer.getRequest(), false);
      default -> {
        return Behaviors.unhandled();
      }
    }
    return this;
  }

  @Override
  public Behavior<Object> onSignal(Signal signal) {
    if (signal instanceof Terminated) {
      onEnd();
    }
    return this;
  }

  private void onWrite(StoreCommand.Write write) {
    Map<Integer, Lane> family = lanes.get(write.family());
    if (ended || family == null) {
      write.done().completeExceptionally(new NotSafe("write after the end"));
    } else {
      family.computeIfAbsent(write.epoch().shard(), shard -> lane(write, shard)).add(write);
    }
  }

  private Lane lane(StoreCommand.Write write, int shard) {
    return new Lane(new BucketKey(write.family(), shard), replica, views, self);
  }

  private void onClaim(StoreCommand.Claim claim) {
    if (ended) {
      fail(claim);
      return;
    }
    waiting.add(claim);
    next();
  }

  private void next() {
    while (open && claims.size() < AT_ONCE && !waiting.isEmpty()) {
      begin(waiting.remove());
    }
  }

  private void begin(StoreCommand.Claim claim) {
    Epoch epoch = owned.get(claim.shard());
    if (epoch != null
        && views.get(Family.SNAPSHOTS, claim.shard()).ownedBy(replica.self(), epoch.number())) {
      claim.done().complete(epoch);
      return;
    }
    Claiming running = claims.get(claim.shard());
    if (running != null) {
      running.add(claim.done());
      return;
    }
    Claiming claiming = new Claiming(claim.shard(), replica, views, self);
    claims.put(claim.shard(), claiming);
    claiming.add(claim.done());
    claiming.begin();
  }

  private void onOpen() {
    open = true;
    next();
  }

  /** This node has left the cluster: nothing can be made safe any more. */
  private void onEnd() {
    ended = true;
    lanes.values().forEach(family -> family.values().forEach(Lane::end));
    claims.values().forEach(Claiming::end);
    claims.clear();
    waiting.forEach(StoreActor::fail);
    waiting.clear();
  }

  private static void fail(StoreCommand.Claim claim) {
    claim.done().completeExceptionally(new NotSafe("claim of shard " + claim.shard()));
  }

  private void onUpdated(Optional<?> request) {
    if (request.orElse(null) instanceof Lane lane) {
      lane.written();
    } else {
      onAnswered(request, true);
    }
  }

  private void onModifyFailure(Replicator.ModifyFailure<?> failure) {
    if (failure.getRequest().orElse(null) instanceof Lane lane
        && failure.cause() instanceof Overtaken) {
      lane.fenced();
    } else {
      onFailed(failure.getRequest());
    }
  }

  private void onFailed(Optional<?> request) {
    if (request.orElse(null) instanceof Lane lane) {
      lane.failed();
    } else {
      onAnswered(request, false);
    }
  }

  private void onAnswered(Optional<?> request, boolean success) {
    Object asked = request.orElse(null);
    if (asked != null && Claiming.isRequest(asked)) {
      Claiming claiming = Claiming.of(asked);
      if (claiming.answered(asked, success)) {
        claims.remove(claiming.shard(), claiming);
        owned.put(claiming.shard(), claiming.epoch());
        claiming.tellCallers();
        next();
      }
    }
  }
}
