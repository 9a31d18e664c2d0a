package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.cluster.ddata.Replicator;

/** Between the store's callers and the replicator: claims, and a lane for each bucket's writes. */
final class StoreActor extends AbstractActor {
  /** Claims at a time: a start asks for all shards, of nodes that have hardly warmed up. */
  private static final int AT_ONCE = 64;

  private final Replica replica;
  private final Views views;
  private final Map<Family, Map<Integer, Lane>> lanes = new EnumMap<>(Family.class);
  private final Map<Integer, Claiming> claims = new HashMap<>();
  private final Map<Integer, Epoch> owned = new HashMap<>();
  private final ArrayDeque<StoreCommand.Claim> waiting = new ArrayDeque<>();
  private boolean open;
  private boolean ended;

  private StoreActor(Replica replica, Views views) {
    this.replica = replica;
    this.views = views;
    for (Family family : Family.values()) {
      lanes.put(family, new HashMap<>());
    }
  }

  static Props props(Replica replica, Views views) {
    return Props.create(StoreActor.class, () -> new StoreActor(replica, views));
  }

  @Override
  public void preStart() {
    getContext().watch(replica.ref());
    replica.begin(getSelf());
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(StoreCommand.Write.class, this::onWrite)
        .match(StoreCommand.Claim.class, this::onClaim)
        .match(StoreCommand.Open.class, _ -> onOpen())
        .match(Terminated.class, _ -> onEnd())
        .match(Replicator.UpdateSuccess.class, answer -> onUpdated(answer.getRequest()))
        .match(Replicator.ModifyFailure.class, this::onModifyFailure)
        .match(Replicator.UpdateFailure.class, answer -> onFailed(answer.getRequest()))
        .match(Replicator.GetSuccess.class, answer -> onAnswered(answer.getRequest(), true))
        .match(Replicator.NotFound.class, answer -> onAnswered(answer.getRequest(), true))
        .match(Replicator.GetResponse.class, answer -> onAnswered(answer.getRequest(), false))
        .build();
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
    return new Lane(new BucketKey(write.family(), shard), replica, views, getSelf());
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
    Claiming claiming = new Claiming(claim.shard(), replica, views, getSelf());
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
