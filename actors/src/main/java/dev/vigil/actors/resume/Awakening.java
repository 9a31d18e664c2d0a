package dev.vigil.actors.resume;

import dev.vigil.actors.cluster.Lease;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.observe.Counters;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.protocol.cookie.PeerTag;
import dev.vigil.protocol.resume.PeerProgress;
import dev.vigil.protocol.resume.SaProgress;
import dev.vigil.settings.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares records with living entities and wakes what has none. A shard that is at rest costs one
 * question who holds it at each look, and a comparison every other second where this node does.
 */
final class Awakening {
  private static final Logger LOG = LoggerFactory.getLogger(Awakening.class);

  /** A look compares this share of the shards that nothing has happened to. */
  private static final int SHARE = 8;

  private static final Duration GUIDE_EVERY = Duration.ofMillis(500);

  private final SaSnapshotStore store;
  private final Lease lease;
  private final Living living;
  private final Counters counters;
  private final Consumer<PeerTag> region;
  private final Duration settle;
  private final Uptime uptime;
  private final Charges charges = new Charges(ClusterSettings.SHARDS);
  private final Charge[] charge = new Charge[ClusterSettings.SHARDS];
  private final int[] lived = new int[ClusterSettings.SHARDS];
  private final Map<Integer, Duration> guided = new HashMap<>();
  private final WakeQueue queue;
  private final Batch batch;
  private Membership members;
  private Duration settledAt;
  private int turn;

  /**
   * @param region takes the tag of a peer whose entity is to come to life, wherever that may be
   * @param rate messages a second
   * @param settle how long no node must have come before this one takes up what nobody holds
   */
  Awakening(
      SaSnapshotStore store,
      Lease lease,
      Living living,
      Counters counters,
      Consumer<PeerTag> region,
      int rate,
      Duration settle,
      Uptime uptime) {
    this.store = store;
    this.lease = lease;
    this.living = living;
    this.counters = counters;
    this.region = region;
    this.settle = settle;
    this.uptime = uptime;
    this.queue = new WakeQueue(rate);
    this.batch = new Batch(LOG);
    this.settledAt = uptime.now().plus(settle);
    this.members = new Membership(NOBODY, Set.of(), Set.of());
    Arrays.fill(charge, Charge.NONE);
  }

  private static final Membership.Node NOBODY =
      new Membership.Node(Address.apply("pekko", "none"), 0);

  /**
   * The nodes of the cluster are these now. As long as they still gather, nobody takes up what is
   * lost: the first would have all of it.
   */
  void members(Membership next) {
    Duration now = uptime.now();
    boolean gathering = now.compareTo(settledAt) < 0;
    boolean came = !members.staying().containsAll(next.staying());
    if (gathering && came) {
      settledAt = now.plus(settle);
      charges.restart(settledAt);
    }
    members = next;
  }

  boolean isBusy() {
    return !queue.isEmpty();
  }

  /** Finds out what has no living entity and should. */
  void look() {
    if (!lease.holds()) {
      return;
    }
    Duration now = uptime.now();
    Map<Integer, Set<PeerTag>> compared = new HashMap<>();
    for (int shard = 0; shard < charge.length; shard++) {
      Holder holder = store.holder(shard);
      Charge before = charge[shard];
      Charge next = charges.of(shard, holder, members, now);
      if (next == Charge.LOST && now.compareTo(settledAt) < 0) {
        next = Charge.NONE;
      }
      charge[shard] = next;
      int count = living.count(shard);
      boolean news = next != before || count < lived[shard];
      lived[shard] = count;
      switch (next) {
        case NONE -> {
          if (news) {
            compared.put(shard, Set.of());
          }
        }
        case CHANGING -> guide(shard, now);
        case OWNED, LOST -> {
          if (news || shard % SHARE == turn) {
            compared.put(shard, missing(shard));
          }
        }
      }
    }
    turn = (turn + 1) % SHARE;
    take(compared, now);
  }

  private Set<PeerTag> missing(int shard) {
    Set<PeerTag> missing = new HashSet<>();
    for (PeerTag tag : store.known(shard)) {
      if (!living.has(tag)) {
        missing.add(tag);
      }
    }
    return missing;
  }

  /**
   * What is missing is to be woken; what was to be, of these shards, and is not missing, is not.
   */
  private void take(Map<Integer, Set<PeerTag>> compared, Duration now) {
    if (!queue.isEmpty()) {
      queue.forget(tag -> {
        Set<PeerTag> missing = compared.get(shardOf(tag));
        return missing != null && !missing.contains(tag) && !living.has(tag);
      });
    }
    compared.forEach((shard, found) -> {
      Set<PeerTag> missing = new HashSet<>(found);
      missing.removeIf(queue::holds);
      if (!missing.isEmpty()) {
        add(shard, missing, now);
      }
    });
    batch.tell(now);
  }

  private void add(int shard, Set<PeerTag> missing, Duration now) {
    Map<PeerTag, Instant> asked = new HashMap<>();
    for (PeerProgress peer : store.known(shard, missing).peers()) {
      asked.put(peer.tag(), lastAsked(peer));
    }
    missing.forEach(tag -> queue.add(tag, asked.getOrDefault(tag, Instant.MAX)));
    batch.add(shard, missing.size(), from(store.holder(shard)), now);
  }

  /** Who never asked does not miss an answer. */
  private static Instant lastAsked(PeerProgress peer) {
    return peer.sas().stream()
        .filter(sa -> sa.highestRequest().isPresent())
        .map(SaProgress::requestedAt)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private static String from(Holder holder) {
    return switch (holder) {
      case Holder.Nobody() -> "store";
      case Holder.Here _ -> "here";
      case Holder.Elsewhere(var address, _, _) -> address.hostPort();
    };
  }

  /** While the owner has the shard this does nothing there; the first after that moves it. */
  private void guide(int shard, Duration now) {
    if (mayGuide(shard, now)) {
      store.known(shard).stream().findFirst().ifPresent(tag -> send(List.of(tag)));
    }
  }

  private boolean mayGuide(int shard, Duration now) {
    Duration last = guided.get(shard);
    if (last != null && now.minus(last).compareTo(GUIDE_EVERY) < 0) {
      return false;
    }
    guided.put(shard, now);
    return true;
  }

  /** Sends what is due. */
  void wake() {
    if (queue.isEmpty() || !lease.holds()) {
      return;
    }
    Duration now = uptime.now();
    send(queue.due(now, living::has, tag -> again(tag, now)));
    long resumed = queue.takeResumed();
    counters.add(Counter.PEERS_RESUMED, resumed);
    batch.resumed(resumed);
    if (queue.isEmpty()) {
      batch.end(uptime.now());
    }
  }

  /**
   * A shard that nobody has taken yet needs one messenger only; all the others wait in line behind
   * the first of them.
   */
  private boolean again(PeerTag tag, Duration now) {
    return switch (charge[shardOf(tag)]) {
      case OWNED -> true;
      case LOST -> mayGuide(shardOf(tag), now);
      case CHANGING, NONE -> false;
    };
  }

  private void send(List<PeerTag> tags) {
    tags.forEach(region);
    counters.add(Counter.WAKES_SENT, tags.size());
  }

  private static int shardOf(PeerTag tag) {
    return tag.shard(PeerExtractor.SHARD_BITS);
  }
}
