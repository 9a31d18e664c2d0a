package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.protocol.wire.Octets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.Replicator;

/** The writes of one bucket: one update at a time, all that wait meanwhile go with the next. */
final class Lane {
  private final BucketKey key;
  private final Replica replica;
  private final Views views;
  private final ActorRef replyTo;
  private final ArrayDeque<StoreCommand.Write> waiting = new ArrayDeque<>();
  private List<StoreCommand.Write> underWay = List.of();

  Lane(BucketKey key, Replica replica, Views views, ActorRef replyTo) {
    this.key = key;
    this.replica = replica;
    this.views = views;
    this.replyTo = replyTo;
  }

  void add(StoreCommand.Write write) {
    waiting.add(write);
    if (underWay.isEmpty()) {
      next();
    }
  }

  private void next() {
    StoreCommand.Write first = waiting.peek();
    if (first == null) {
      return;
    }
    Epoch epoch = first.epoch();
    List<StoreCommand.Write> group = new ArrayList<>();
    TreeMap<Integer, Octets> changed = new TreeMap<>();
    TreeSet<Integer> removed = new TreeSet<>();
    boolean safe = false;
    while (!waiting.isEmpty() && waiting.peek().epoch().equals(epoch)) {
      StoreCommand.Write write = waiting.remove();
      group.add(write);
      safe |= write.safe();
      fold(write.changes(), changed, removed);
    }
    underWay = group;
    Records records = Records.of(changed);
    Tags tags = Tags.of(removed);
    UniqueAddress self = replica.self();
    replica.update(
        key,
        safe ? replica.majorityOfWrites() : Replicator.writeLocal(),
        this,
        before -> {
          if (!before.ownedBy(self, epoch.number())) {
            throw new Overtaken();
          }
          return before.written(records, tags);
        },
        replyTo);
  }

  private static void fold(
      Map<Integer, Optional<Octets>> changes,
      TreeMap<Integer, Octets> changed,
      TreeSet<Integer> removed) {
    changes.forEach((tag, value) -> {
      if (value.isPresent()) {
        changed.put(tag, value.get());
        removed.remove(tag);
      } else {
        changed.remove(tag);
        removed.add(tag);
      }
    });
  }

  /** A majority has it; it counts if the shard is still ours. */
  void written() {
    finish(write -> {
      if (views.get(key.family(), key.shard()).ownedBy(replica.self(), write.epoch().number())) {
        write.done().complete(Done.getInstance());
      } else {
        write.done().completeExceptionally(new Fenced(write.epoch()));
      }
    });
  }

  void fenced() {
    finish(write -> write.done().completeExceptionally(new Fenced(write.epoch())));
  }

  /** It may be safe later, as the replicators go on gossiping; nobody may rely on that. */
  void failed() {
    finish(write -> write.done().completeExceptionally(new NotSafe(key.id())));
  }

  /** The replicator has stopped. */
  void end() {
    List<StoreCommand.Write> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    waiting.clear();
    underWay = List.of();
    all.forEach(write -> write.done().completeExceptionally(new NotSafe(key.id())));
  }

  private void finish(Consumer<StoreCommand.Write> each) {
    List<StoreCommand.Write> done = underWay;
    underWay = List.of();
    next();
    done.forEach(each);
  }
}
