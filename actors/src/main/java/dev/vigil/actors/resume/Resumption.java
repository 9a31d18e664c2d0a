package dev.vigil.actors.resume;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.settings.ResumeSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Sees to it that every record in the snapshot store has a living entity, one such actor on each
 * node. It looks as soon as a member is gone or a shard has come here, and all the time a little;
 * what it does then is up to {@link Awakening}.
 */
public final class Resumption extends AbstractMatchingBehavior<Resumption.Event> {
  /** What happens. */
  public sealed interface Event {}

  private record Changed(MemberEvent event) implements Event {}

  private record Gone(Member member) implements Event {}

  private enum Clock implements Event {
    LOOK,
    WAKE
  }

  private static final Duration LOOK = Duration.ofMillis(250);

  /** Before the shard region has heard of it as well, what is sent would go to the dead node. */
  private static final Duration REGION_HEARS = Duration.ofMillis(100);

  private static final Duration WAKE = Duration.ofMillis(50);

  private final TimerScheduler<Event> timers;
  private final Uptime uptime;
  private final Awakening awakening;
  private final CoordinatedShutdown shutdown;
  private final Membership.Node self;
  private final Set<Membership.Node> present = new HashSet<>();
  private final Set<Membership.Node> staying = new HashSet<>();

  private Resumption(
      ActorContext<Event> context,
      TimerScheduler<Event> timers,
      NodeContext node,
      ActorRef<PeerEnvelope> peers,
      ResumeSettings settings,
      boolean several) {
    super(context);
    this.timers = timers;
    this.uptime = Uptime.ofProcess();
    this.shutdown = CoordinatedShutdown.get(context.getSystem());
    Cluster cluster = Cluster.get(context.getSystem());
    this.self = node(cluster.selfMember().uniqueAddress());
    cluster
        .subscriptions()
        .tell(
            Subscribe.create(
                context.messageAdapter(MemberEvent.class, Changed::new), MemberEvent.class));
    CurrentClusterState state = cluster.state();
    state.getMembers().forEach(this::note);
    this.awakening =
        new Awakening(
            node.store(),
            node.lease(),
            Living.in(node.roster()),
            node.counters(),
            tag -> peers.tell(new PeerEnvelope(tag, new PeerMessage.Resume())),
            settings.rate(),
            several ? settings.settle() : Duration.ZERO,
            uptime);
    awakening.members(membership());
    timers.startTimerWithFixedDelay(Clock.LOOK, LOOK);
  }

  /**
   * To be started once this node is a member.
   *
   * @param peers the shard region
   * @param several whether other nodes may join or be there
   */
  public static Behavior<Event> create(
      NodeContext node, ActorRef<PeerEnvelope> peers, ResumeSettings settings, boolean several) {
    Behavior<Event> behavior =
        Behaviors.setup(context ->
            Behaviors.withTimers(
                timers -> new Resumption(context, timers, node, peers, settings, several)));
    return Behaviors.supervise(behavior)
        .onFailure(
            SupervisorStrategy.restartWithBackoff(
                Duration.ofMillis(200), Duration.ofSeconds(10), 0.1));
  }

  @Override
  public Behavior<Event> onMessage(Event event) {
    switch (event) {
      case Changed(var change) -> {
        Member member = change.member();
        if (member.status().equals(MemberStatus.removed())) {
          timers.startSingleTimer(member.uniqueAddress(), new Gone(member), REGION_HEARS);
        } else {
          changed(member);
        }
      }
      case Gone(var member) -> changed(member);
      case Clock.LOOK -> look();
      case Clock.WAKE -> wake();
    }
    return this;
  }

  private void changed(Member member) {
    note(member);
    awakening.members(membership());
    look();
  }

  private void look() {
    if (mayAct()) {
      awakening.look();
      wake();
    }
  }

  private void wake() {
    if (mayAct()) {
      awakening.wake();
    }
    if (awakening.isBusy() && !timers.isTimerActive(Clock.WAKE)) {
      timers.startTimerWithFixedDelay(Clock.WAKE, WAKE);
    } else if (!awakening.isBusy()) {
      timers.cancel(Clock.WAKE);
    }
  }

  /** Whoever is about to leave gives shards away; it takes none. */
  private boolean mayAct() {
    return shutdown.getShutdownReason().isEmpty() && staying.contains(self);
  }

  private Membership membership() {
    return new Membership(self, present, staying);
  }

  private void note(Member member) {
    Membership.Node node = node(member.uniqueAddress());
    MemberStatus status = member.status();
    // One that is down has its shards until it is removed: so it is with the region.
    boolean gone = status.equals(MemberStatus.removed());
    boolean stays = status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
    put(present, node, !gone);
    put(staying, node, stays);
  }

  private static void put(Set<Membership.Node> nodes, Membership.Node node, boolean in) {
    if (in) {
      nodes.add(node);
    } else {
      nodes.remove(node);
    }
  }

  private static Membership.Node node(UniqueAddress address) {
    return new Membership.Node(address.address(), address.longUid());
  }
}
