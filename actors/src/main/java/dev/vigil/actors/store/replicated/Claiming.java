package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * One claim of a shard: what a majority has is read, then the next epoch is written with this node
 * as its owner, then it is read once more whether another node took the same epoch meanwhile. While
 * all members can be reached all of them are written to, so that a live owner before us is fenced
 * before we begin; else a majority, and who is not in it can write to none.
 */
final class Claiming {
  private enum Phase {
    READ,
    WRITE,
    WRITE_TO_MAJORITY,
    VERIFY
  }

  /** What goes with each request, so that answers to an earlier one are known for what they are. */
  private record Asked(Claiming claiming, Phase phase, BucketKey key) {}

  private final Map<Family, BucketKey> keys;
  private final Replica replica;
  private final Views views;
  private final ActorRef replyTo;
  private final List<CompletableFuture<Epoch>> callers = new ArrayList<>();
  private Phase phase = Phase.READ;
  private int open;
  private boolean timedOut;
  private Consumer<CompletableFuture<Epoch>> outcome = this::fail;
  private volatile Version version = Version.ZERO;

  Claiming(int shard, Replica replica, Views views, ActorRef replyTo) {
    this.keys = new EnumMap<>(Family.class);
    for (Family family : Family.values()) {
      keys.put(family, new BucketKey(family, shard));
    }
    this.replica = replica;
    this.views = views;
    this.replyTo = replyTo;
  }

  static boolean isRequest(Object request) {
    return request instanceof Asked;
  }

  static Claiming of(Object request) {
    return ((Asked) request).claiming();
  }

  int shard() {
    return snapshots().shard();
  }

  private BucketKey snapshots() {
    return Objects.requireNonNull(keys.get(Family.SNAPSHOTS));
  }

  void add(CompletableFuture<Epoch> caller) {
    callers.add(caller);
  }

  void begin() {
    phase = Phase.READ;
    open = keys.size();
    keys.values()
        .forEach(
            key -> replica.get(key, replica.readMajority(), new Asked(this, phase, key), replyTo));
  }

  /**
   * An answer to one of the requests.
   *
   * @return whether the claim is over
   */
  boolean answered(Object request, boolean success) {
    if (((Asked) request).phase() != phase) {
      return false;
    }
    open--;
    timedOut |= !success;
    if (open > 0) {
      return false;
    }
    boolean failed = timedOut;
    timedOut = false;
    switch (phase) {
      case READ -> {
        if (failed) {
          outcome = this::fail;
          return true;
        }
        write(replica.allReachable() ? Phase.WRITE : Phase.WRITE_TO_MAJORITY);
      }
      case WRITE, WRITE_TO_MAJORITY -> {
        if (failed && phase == Phase.WRITE_TO_MAJORITY) {
          outcome = this::fail;
          return true;
        }
        if (failed) {
          write(Phase.WRITE_TO_MAJORITY);
        } else {
          verify(phase == Phase.WRITE);
        }
      }
      case VERIFY -> {
        outcome = failed ? this::fail : this::tell;
        return true;
      }
    }
    return false;
  }

  private void write(Phase next) {
    phase = next;
    open = keys.size();
    UniqueAddress self = replica.self();
    // The replicator takes these in order, so the first has decided the version for both.
    for (Map.Entry<Family, BucketKey> entry : keys.entrySet()) {
      replica.update(
          entry.getValue(),
          next == Phase.WRITE ? replica.all() : replica.majority(),
          new Asked(this, next, entry.getValue()),
          before -> claimed(entry.getKey(), before, self),
          replyTo);
    }
  }

  private ShardBucket claimed(Family family, ShardBucket before, UniqueAddress self) {
    if (before.ownedBy(self, version.epoch())) {
      return before;
    }
    if (family == Family.SNAPSHOTS) {
      Version numbers = views.get(Family.PROGRESS, shard()).version();
      Version last = before.version().compareTo(numbers) >= 0 ? before.version() : numbers;
      version = last.claimed(self);
    }
    return before.claimed(version);
  }

  private void verify(boolean all) {
    phase = Phase.VERIFY;
    open = 1;
    replica.get(
        snapshots(),
        all ? replica.readAll() : replica.readMajority(),
        new Asked(this, phase, snapshots()),
        replyTo);
  }

  private void tell(CompletableFuture<Epoch> caller) {
    if (views.get(Family.SNAPSHOTS, shard()).ownedBy(replica.self(), version.epoch())) {
      caller.complete(epoch());
    } else {
      caller.completeExceptionally(new Fenced(epoch()));
    }
  }

  private void fail(CompletableFuture<Epoch> caller) {
    caller.completeExceptionally(new NotSafe("claim of shard " + shard()));
  }

  /** The epoch that was tried for; whether it is on says the bucket. */
  Epoch epoch() {
    return new Epoch(shard(), version.epoch());
  }

  /** The replicator has stopped. */
  void end() {
    callers.forEach(this::fail);
  }

  void tellCallers() {
    callers.forEach(outcome);
  }
}
