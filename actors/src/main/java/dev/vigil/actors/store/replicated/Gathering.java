package dev.vigil.actors.store.replicated;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.ddata.GSet;
import org.apache.pekko.cluster.ddata.GSetKey;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's copies back when it joins. In a cluster that lives they count for nothing, as
 * what it has goes before what any disk has. After a start of all nodes the latest copy of each
 * shard wins as a whole, so no shard may be claimed before those have told what they have that were
 * members when one of the nodes present stopped; for ones that stay away it waits only so long.
 */
final class Gathering extends AbstractActorWithTimers {
  private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);
  private static final Key<GSet<String>> ROLL = GSetKey.create("vigil-roll");
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int AT_ONCE = 64;

  private final Replica replica;
  private final Mirror mirror;
  private final StoreTiming timing;
  private final ActorRef store;
  private final ArrayDeque<Map.Entry<BucketKey, ShardBucket>> copies = new ArrayDeque<>();
  private int asked;
  private boolean empty;
  private long since;
  private boolean told;
  private boolean open;
  private Set<String> members = Set.of();

  private Gathering(Replica replica, Mirror mirror, StoreTiming timing, ActorRef store) {
    this.replica = replica;
    this.mirror = mirror;
    this.timing = timing;
    this.store = store;
  }

  static Props props(Replica replica, Mirror mirror, StoreTiming timing, ActorRef store) {
    return Props.create(Gathering.class, () -> new Gathering(replica, mirror, timing, store));
  }

  private record Up() {}

  private record Look() {}

  private record Loaded(Map<BucketKey, ShardBucket> copies, Set<String> members) {}

  /** A copy that is compared with what the others have. */
  private record Offer(BucketKey key, ShardBucket copy) {}

  @Override
  public void preStart() {
    ActorRef self = getSelf();
    replica.cluster().registerOnMemberUp(() -> self.tell(new Up(), ActorRef.noSender()));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(Up.class, _ -> onUp())
        .match(Loaded.class, this::onLoaded)
        .match(Look.class, _ -> onLook())
        .match(Replicator.GetSuccess.class, this::onRead)
        .match(Replicator.NotFound.class, answer -> onNotFound(answer.getRequest()))
        .match(Replicator.GetResponse.class, answer -> again(answer.getRequest()))
        .match(Replicator.UpdateSuccess.class, answer -> onUpdated(answer.getRequest()))
        .match(Replicator.UpdateResponse.class, answer -> again(answer.getRequest()))
        .build();
  }

  private void onUp() {
    Patterns.pipe(
            mirror
                .start(timing.mirror())
                .thenApply(copies -> new Loaded(copies, mirror.name().members())),
            getContext().dispatcher())
        .to(getSelf());
  }

  private void onLoaded(Loaded loaded) {
    members = loaded.members();
    empty = loaded.copies().isEmpty();
    copies.addAll(loaded.copies().entrySet());
    since = System.nanoTime();
    getTimers().startTimerWithFixedDelay("look", new Look(), LOOK);
    ask();
  }

  private void ask() {
    while (asked < AT_ONCE && !copies.isEmpty()) {
      Map.Entry<BucketKey, ShardBucket> next = copies.remove();
      asked++;
      Offer offer = new Offer(next.getKey(), next.getValue());
      replica.get(offer.key(), replica.readMajority(), offer, getSelf());
    }
    if (asked == 0) {
      tellRoll(Roll.of(mirror.name().id(), replica.self(), members));
    }
  }

  private void onRead(Replicator.GetSuccess<?> success) {
    Object data = success.dataValue();
    Optional<?> request = success.getRequest();
    if (request.orElse(null) instanceof Offer offer) {
      boolean newer =
          data instanceof ShardBucket known
              && known.version().compareTo(offer.copy().version()) >= 0;
      if (newer) {
        done();
      } else {
        offer(offer);
      }
    } else if (data instanceof GSet<?> words) {
      Set<String> read = new HashSet<>();
      words.getElements().forEach(word -> read.add(word.toString()));
      onRoll(new Roll(read));
    }
  }

  private void onNotFound(Optional<?> request) {
    if (request.orElse(null) instanceof Offer offer) {
      offer(offer);
    } else {
      onRoll(new Roll(Set.of()));
    }
  }

  private void offer(Offer offer) {
    replica.update(
        offer.key(),
        replica.majority(),
        offer,
        before -> before.mergeData(offer.copy()),
        getSelf());
  }

  private void onUpdated(Optional<?> request) {
    if (request.orElse(null) instanceof Offer) {
      done();
    } else {
      told = true;
    }
  }

  private void done() {
    asked--;
    ask();
  }

  /** No majority answered: the members may just be changing. */
  private void again(Optional<?> request) {
    if (request.orElse(null) instanceof Offer offer) {
      asked--;
      copies.add(Map.entry(offer.key(), offer.copy()));
      ask();
    }
  }

  private void onLook() {
    if (told || passed(timing.gather())) {
      replica
          .ref()
          .tell(new Replicator.Get<>(ROLL, replica.readMajority(), Optional.empty()), getSelf());
    } else if (asked == 0) {
      ask();
    }
  }

  private void onRoll(Roll roll) {
    boolean late = passed(timing.gather());
    boolean settled = !empty || passed(timing.settle());
    if (!open && (roll.isOpen() || late || (told && settled && roll.missing().isEmpty()))) {
      if (late && !roll.isOpen()) {
        LOG.warn(
            "opened without the disks of {} nodes that were members before", roll.missing().size());
      }
      open = true;
      tellRoll(Set.of(Roll.open()));
      store.tell(new StoreCommand.Open(), getSelf());
    }
    if (open) {
      remember(roll);
    }
  }

  private void remember(Roll roll) {
    Set<String> nodes = new HashSet<>();
    for (Member member : replica.cluster().state().getMembers()) {
      nodes.add(Roll.node(member.uniqueAddress()));
    }
    Set<String> now = roll.disksOf(nodes);
    if (!now.isEmpty() && !now.equals(members)) {
      members = now;
      mirror.members(now);
    }
  }

  private boolean passed(Duration time) {
    return System.nanoTime() - since > time.toNanos();
  }

  private void tellRoll(Set<String> words) {
    replica
        .ref()
        .tell(
            new Replicator.Update<GSet<String>>(
                ROLL,
                GSet.create(),
                replica.majority(),
                Optional.empty(),
                before -> {
                  GSet<String> after = before;
                  for (String word : words) {
                    after = after.add(word);
                  }
                  return after;
                }),
            getSelf());
  }
}
