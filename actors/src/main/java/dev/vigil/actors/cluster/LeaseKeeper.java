package dev.vigil.actors.cluster;

import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other members again and again whether this node may act, and answers them. A member
 * grants only what it sees with its own eyes: the asker, that very run of it, is a member that
 * nobody finds unreachable.
 */
final class LeaseKeeper extends AbstractMatchingBehavior<LeaseMessage> {
  /** Where every node has one, below its guardian. */
  static final String NAME = "lease";

  static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

  private final Cluster cluster;
  private final ActorRefResolver refs;
  private final MajorityLease lease;
  private final Voter self;
  private final LeaseRounds rounds;
  private boolean held;

  private LeaseKeeper(ActorContext<LeaseMessage> context, MajorityLease lease) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.refs = ActorRefResolver.get(context.getSystem());
    this.lease = lease;
    this.self = Voter.of(cluster.selfMember().uniqueAddress());
    this.rounds = new LeaseRounds(lease, self);
  }

  static Behavior<LeaseMessage> create(MajorityLease lease) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(LeaseMessage.Clock.TICK, INTERVAL);
          return new LeaseKeeper(context, lease);
        }));
  }

  @Override
  public Behavior<LeaseMessage> onMessage(LeaseMessage message) {
    switch (message) {
      case LeaseMessage.Clock.TICK -> ask();
      case LeaseMessage.Ask ask -> answer(ask);
      case LeaseMessage.Answer answer -> {
        if (answer.granted()) {
          rounds.granted(new Voter(answer.node(), answer.uid()), answer.round());
        } else {
          rounds.refused(answer.round());
        }
      }
    }
    tell();
    return this;
  }

  private void ask() {
    if (cluster.isTerminated() || !Electorate.acts(cluster.selfMember().status())) {
      rounds.abstain();
      return;
    }
    Electorate electorate = Electorate.of(cluster.state());
    if (!electorate.voters().contains(self)) {
      rounds.abstain();
      return;
    }
    LeaseMessage.Ask question =
        new LeaseMessage.Ask(self.node(), self.uid(), rounds.ask(electorate));
    for (Voter voter : electorate.voters()) {
      if (!voter.equals(self)) {
        keeper(voter.node()).tell(question);
      }
    }
  }

  private void answer(LeaseMessage.Ask ask) {
    CurrentClusterState state = cluster.state();
    Voter asker = new Voter(ask.node(), ask.uid());
    for (Member member : state.getMembers()) {
      if (Voter.of(member.uniqueAddress()).equals(asker)) {
        boolean granted =
            Electorate.acts(member.status()) && !state.getUnreachable().contains(member);
        keeper(ask.node())
            .tell(new LeaseMessage.Answer(self.node(), self.uid(), ask.round(), granted));
      }
    }
  }

  private ActorRef<LeaseMessage> keeper(String node) {
    return refs.resolveActorRef(node + "/user/" + NAME);
  }

  private void tell() {
    boolean holds = lease.holds();
    if (holds != held) {
      held = holds;
      if (holds) {
        LOG.info("lease: a majority lets this node act");
      } else {
        LOG.warn("lease: no majority lets this node act, it sends nothing");
      }
    }
  }
}
