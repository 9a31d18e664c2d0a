package dev.vigil.actors.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Nodes on one host watch each other's process. When the kernel says that one has ended, the
 * failure detector believes it and the node is declared down: nobody needs to wait until it has
 * been silent for long enough, and no majority is needed for what is a fact.
 */
final class HostWatch extends AbstractMatchingBehavior<HostMessage> {
  /** Where every node has one, below its guardian. */
  static final String NAME = "host-watch";

  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(HostWatch.class);

  private final Cluster cluster;
  private final ActorRefResolver refs;
  private final Voter self;
  private final ProcessIdentity own;
  private final Map<Voter, ProcessWatch> watched = new HashMap<>();
  private final Set<Voter> dead = new HashSet<>();

  private HostWatch(ActorContext<HostMessage> context, ProcessIdentity own) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.refs = ActorRefResolver.get(context.getSystem());
    this.self = Voter.of(cluster.selfMember().uniqueAddress());
    this.own = own;
  }

  /**
   * @param own this process
   */
  static Behavior<HostMessage> create(ProcessIdentity own) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(HostMessage.Clock.TICK, INTERVAL);
          return new HostWatch(context, own);
        }));
  }

  @Override
  public Behavior<HostMessage> onMessage(HostMessage message) {
    switch (message) {
      case HostMessage.Clock.TICK -> {
        forgetRemoved();
        announce();
      }
      case HostMessage.Announce said -> watch(new Voter(said.node(), said.uid()), said.process());
      case HostMessage.Ended(String node, long uid) -> ended(new Voter(node, uid));
    }
    return this;
  }

  private void announce() {
    for (Voter member : members()) {
      if (!member.equals(self)) {
        refs.<HostMessage>resolveActorRef(member.node() + "/user/" + NAME)
            .tell(new HostMessage.Announce(self.node(), self.uid(), own));
      }
    }
  }

  private void watch(Voter node, ProcessIdentity process) {
    if (watched.containsKey(node) || !own.neighbour(process) || !members().contains(node)) {
      return;
    }
    Optional<ProcessWatch> watch =
        ProcessWatch.of(
            process,
            () -> getContext().getSelf().tell(new HostMessage.Ended(node.node(), node.uid())));
    watch.ifPresent(begun -> {
      watched.put(node, begun);
      LOG.info("host watch: node={} pid={}", node.node(), process.pid());
    });
  }

  private void ended(Voter node) {
    for (Member member : cluster.state().getMembers()) {
      // Down names an address only: it must not hit another run that has taken it over.
      if (Voter.of(member.uniqueAddress()).equals(node)) {
        LOG.warn("host watch: process ended node={}", node.node());
        dead.add(node);
        ProvenDeaths.add(node.node());
        cluster.manager().tell(Down.apply(member.address()));
      }
    }
  }

  private void forgetRemoved() {
    Set<Voter> members = members();
    watched
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !members.contains(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
    dead.removeIf(node -> {
      boolean gone = !members.contains(node);
      if (gone) {
        ProvenDeaths.forget(node.node());
      }
      return gone;
    });
  }

  private Set<Voter> members() {
    Set<Voter> members = new HashSet<>();
    cluster.state().getMembers().forEach(member -> members.add(Voter.of(member.uniqueAddress())));
    return members;
  }

  @Override
  public Behavior<HostMessage> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      watched.values().forEach(ProcessWatch::close);
      dead.forEach(node -> ProvenDeaths.forget(node.node()));
    }
    return this;
  }
}
