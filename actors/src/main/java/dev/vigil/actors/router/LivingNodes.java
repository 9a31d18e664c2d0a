package dev.vigil.actors.router;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * The cluster's other members with their routers, which stand at the same place in each node. A
 * member that is unreachable stays: sharding would send to it as well, and it may only be slow.
 */
public final class LivingNodes implements Neighbours {
  private final ActorRefResolver resolver;
  private final Address own;
  private final long self;
  private final String packets;
  private final String esp;
  private volatile Map<Long, Neighbour> living = Map.of();

  /**
   * @param packets name of the packet router under the node's guardian, {@code esp} that of the ESP
   *     router
   */
  public LivingNodes(ActorSystem<?> system, String packets, String esp) {
    this.resolver = ActorRefResolver.get(system);
    this.own = Cluster.get(system).selfMember().address();
    this.self = Cluster.get(system).selfMember().uniqueAddress().longUid();
    this.packets = packets;
    this.esp = esp;
  }

  /** Keeps the members up to date. */
  public Behavior<MemberEvent> follow() {
    return Behaviors.setup(context -> {
      Cluster cluster = Cluster.get(context.getSystem());
      cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberEvent.class));
      cluster.state().getMembers().forEach(this::lives);
      return Behaviors.receive(MemberEvent.class)
          .onMessage(
              MemberRemoved.class,
              removed -> {
                Map<Long, Neighbour> left = new HashMap<>(living);
                left.remove(removed.member().uniqueAddress().longUid());
                living = Map.copyOf(left);
                return Behaviors.same();
              })
          .onAnyMessage(event -> {
            lives(event.member());
            return Behaviors.same();
          })
          .build();
    });
  }

  private void lives(Member member) {
    long uid = member.uniqueAddress().longUid();
    if (uid == self || living.containsKey(uid)) {
      return;
    }
    Map<Long, Neighbour> more = new HashMap<>(living);
    more.put(uid, new Neighbour(uid, at(member, packets), at(member, esp)));
    living = Map.copyOf(more);
  }

  private <T> ActorRef<T> at(Member member, String name) {
    RootActorPath root = new RootActorPath(member.address(), "/");
    return resolver.resolveActorRef(root.child("user").child(name).toSerializationFormat());
  }

  @Override
  public long self() {
    return self;
  }

  @Override
  public Optional<Neighbour> at(Address node, long uid) {
    return node.equals(own) ? Optional.empty() : of(uid);
  }

  @Override
  public Optional<Neighbour> of(long uid) {
    return Optional.ofNullable(living.get(uid));
  }
}
