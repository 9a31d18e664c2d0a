package dev.vigil.actors.node;

import dev.vigil.actors.cluster.MajorityLease;
import dev.vigil.actors.cluster.Membership;
import dev.vigil.actors.peer.PeerEntity;
import dev.vigil.actors.peer.PeerEnvelope;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.actors.resume.ProgressWriter;
import dev.vigil.actors.resume.Resumption;
import dev.vigil.actors.router.DatagramQueue;
import dev.vigil.actors.router.EspRouter;
import dev.vigil.actors.router.LivingNodes;
import dev.vigil.actors.router.PacketRouter;
import dev.vigil.actors.router.RouterCommand;
import dev.vigil.actors.shards.EvenShards;
import dev.vigil.settings.NodeSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root of a node's actors: it starts the peers' sharding and the packet router, opens the
 * sockets once this node is a member of its cluster, and takes the node down if the router is gone.
 */
final class Guardian extends AbstractMatchingBehavior<Guardian.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);
  private static final EntityTypeKey<PeerMessage> PEERS =
      EntityTypeKey.create(PeerMessage.class, "peer");

  /** Other nodes know the routers by these names. */
  private static final String PACKET_ROUTER = "packet-router";

  private static final String ESP_ROUTER = "esp-router";

  /** What the guardian is told. */
  sealed interface Command {}

  /** This node is a member of its cluster. */
  record Joined(SelfUp event) implements Command {}

  /** Run these, {@code rate} a second. */
  record Pace(String name, int rate, List<Runnable> tasks) implements Command {}

  /** Say goodbye to all peers. */
  record SayGoodbye(CompletableFuture<Done> done) implements Command {}

  private final NodeSettings settings;
  private final NodeContext node;
  private final CompletableFuture<ActorRef<PeerEnvelope>> ready;
  private final Cluster members;
  private final ActorRef<PeerEnvelope> peers;
  private final DatagramQueue queue;

  private Guardian(
      ActorContext<Command> context,
      NodeSettings settings,
      NodeContext node,
      CompletableFuture<ActorRef<PeerEnvelope>> ready) {
    super(context);
    this.settings = settings;
    this.node = node;
    this.ready = ready;
    this.members = Cluster.get(context.getSystem());
    ActorSystem<Void> system = context.getSystem();
    node.store().begin(system);
    peers =
        ClusterSharding.get(system)
            .init(
                Entity.of(
                        PEERS,
                        entity ->
                            PeerEntity.create(
                                PeerExtractor.tag(entity.getEntityId()), node, this::onward))
                    .withMessageExtractor(new PeerExtractor())
                    .withStopMessage(new PeerMessage.LeaveNode())
                    .withAllocationStrategy(new EvenShards(system))
                    .withEntityProps(DispatcherSelector.fromConfig("vigil.dispatchers.peers")));
    LivingNodes neighbours = new LivingNodes(system, PACKET_ROUTER, ESP_ROUTER);
    context.spawn(neighbours.follow(), "living-nodes");
    ActorRef<RouterCommand> router =
        context.spawn(PacketRouter.create(node, peers, neighbours), PACKET_ROUTER);
    context.watch(router);
    context.watch(context.spawn(EspRouter.create(node, neighbours), ESP_ROUTER));
    context.spawn(
        ProgressWriter.create(node, settings.resume().progressInterval()), "progress-writer");
    context.spawn(LostMail.create(node.counters()), "lost-mail");
    queue =
        new DatagramQueue(
            system,
            router,
            settings.udp().queueBound(),
            settings.udp().handshakeQueueBound(),
            node.counters());
    leaveInOrder(CoordinatedShutdown.get(system));
    join(context);
  }

  static Behavior<Command> create(
      NodeSettings settings, NodeContext node, CompletableFuture<ActorRef<PeerEnvelope>> ready) {
    return Behaviors.setup(context -> new Guardian(context, settings, node, ready));
  }

  /** After a peer that was handed over; nowhere where no other node is left to take it. */
  private void onward(PeerEnvelope envelope) {
    for (Member member : members.state().getMembers()) {
      boolean another = !member.equals(members.selfMember());
      if (another && member.status().equals(MemberStatus.up())) {
        peers.tell(envelope);
        return;
      }
    }
  }

  private void join(ActorContext<Command> context) {
    Cluster cluster = Cluster.get(context.getSystem());
    cluster
        .subscriptions()
        .tell(Subscribe.create(context.messageAdapter(SelfUp.class, Joined::new), SelfUp.class));
    if (node.lease() instanceof MajorityLease lease) {
      Membership.start(context, settings.cluster(), lease);
    } else {
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
    }
  }

  private void leaveInOrder(CoordinatedShutdown shutdown) {
    ActorSystem<Void> system = getContext().getSystem();
    ActorRef<Command> self = getContext().getSelf();
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
        "say-goodbye",
        () -> {
          node.admission().close();
          CompletableFuture<Done> done = new CompletableFuture<>();
          // Whom the cluster has excluded has lost its SAs: they live on with others.
          if (settings.shutdown().keepState()
              || Membership.ending(system) == Membership.Ending.EXCLUDED) {
            done.complete(Done.getInstance());
          } else {
            self.tell(new SayGoodbye(done));
          }
          return done;
        });
    // One of several goes on forwarding until its shards are handed over and it has left.
    shutdown.addTask(
        settings.cluster().several()
            ? CoordinatedShutdown.PhaseBeforeActorSystemTerminate()
            : CoordinatedShutdown.PhaseServiceUnbind(),
        "close-sockets",
        () -> {
          queue.close();
          return CompletableFuture.runAsync(node.edge()::close, Thread::startVirtualThread)
              .thenApply(nothing -> Done.getInstance());
        });
    shutdown.addTask(
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
        "close-store",
        () ->
            CompletableFuture.runAsync(node.store()::close, Thread::startVirtualThread)
                .thenApply(nothing -> Done.getInstance()));
    shutdown.addTask(
        CoordinatedShutdown.PhaseActorSystemTerminate(),
        "close-key-log",
        () -> {
          node.keyLog().ifPresent(log -> log.close());
          node.names().close();
          return CompletableFuture.completedFuture(Done.getInstance());
        });
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Joined _ -> {
        if (!ready.isDone()) {
          node.edge().start(queue, node.dataPlane(), getContext().getSystem().executionContext());
          getContext()
              .spawn(
                  Resumption.create(node, peers, settings.resume(), settings.cluster().several()),
                  "resumption");
          ready.complete(peers);
        }
      }
      case Pace(var name, int rate, var tasks) ->
          getContext().spawnAnonymous(Pacer.create(name, rate, tasks));
      case SayGoodbye(var done) -> {
        node.admission().close();
        getContext().spawn(Goodbye.create(node, settings.shutdown(), done), "goodbye");
      }
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof ChildFailed failed) {
      LOG.error("{} failed: the node stops", failed.getRef().path().name(), failed.cause());
      getContext().getSystem().terminate();
    }
    return this;
  }
}
