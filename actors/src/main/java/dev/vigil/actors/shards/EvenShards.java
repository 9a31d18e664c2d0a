package dev.vigil.actors.shards;

import dev.vigil.settings.ClusterSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@link ShardBalance} for the nodes of a cluster. A node on its way out gets no shard; nothing
 * moves that need not while a member is unreachable, on its way in or out, or a moment after.
 */
public final class EvenShards extends AbstractShardAllocationStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(EvenShards.class);

  /** Shards on the move at once: peers of a shard that moves wait for their answers. */
  private static final int AT_ONCE = 16;

  /** For so many looks in a row the members must have been the same. */
  private static final int QUIET_LOOKS = 3;

  private static final Set<MemberStatus> STAYING =
      Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.up());

  private final Cluster cluster;
  private final ShardBalance balance = new ShardBalance(ClusterSettings.SHARDS, AT_ONCE);
  private Set<Long> seen = Set.of();
  private int quietLooks;

  public EvenShards(ActorSystem<?> system) {
    this.cluster = Cluster.get(system);
  }

  @Override
  public Future<ActorRef> allocateShard(
      ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> homes) {
    Map<String, ActorRef> regions = new HashMap<>();
    homes.keySet().forEach(region -> regions.put(name(region), region));
    Set<String> staying = staying();
    Map<String, List<String>> candidates = shards(homes);
    if (candidates.keySet().stream().anyMatch(staying::contains)) {
      candidates.keySet().retainAll(staying);
    }
    String home = balance.home(name(requester), shard, candidates);
    return Future.successful(regions.get(home));
  }

  @Override
  public Future<Set<String>> rebalance(
      Map<ActorRef, IndexedSeq<String>> homes, Set<String> moving) {
    if (!quiet() || !staying().containsAll(names(homes.keySet()))) {
      return Future.successful(Set.of());
    }
    Set<String> leaving = Set.copyOf(balance.leaving(shards(homes), moving));
    if (!leaving.isEmpty()) {
      LOG.info("rebalance shards={} moving={}", leaving.size(), moving.size());
    }
    return Future.successful(leaving);
  }

  /** Whether the members have been the same, all of them up and reachable, for a while. */
  private boolean quiet() {
    CurrentClusterState state = cluster.state();
    Set<Long> members = new HashSet<>();
    boolean calm = state.getUnreachable().isEmpty();
    for (Member member : state.getMembers()) {
      members.add(member.uniqueAddress().longUid());
      calm &= member.status().equals(MemberStatus.up());
    }
    quietLooks = calm && members.equals(seen) ? quietLooks + 1 : 0;
    seen = members;
    return quietLooks >= QUIET_LOOKS;
  }

  private Set<String> staying() {
    Set<String> staying = new HashSet<>();
    for (Member member : cluster.state().getMembers()) {
      if (STAYING.contains(member.status())) {
        staying.add(member.address().toString());
      }
    }
    return staying;
  }

  private Map<String, List<String>> shards(Map<ActorRef, IndexedSeq<String>> homes) {
    Map<String, List<String>> shards = new HashMap<>();
    homes.forEach((region, own) ->
        shards.put(name(region), new ArrayList<>(CollectionConverters.asJava(own))));
    return shards;
  }

  private Set<String> names(Set<ActorRef> regions) {
    Set<String> names = new HashSet<>();
    regions.forEach(region -> names.add(name(region)));
    return names;
  }

  private String name(ActorRef region) {
    Address address = region.path().address();
    return (address.hasLocalScope() ? cluster.selfMember().address() : address).toString();
  }
}
