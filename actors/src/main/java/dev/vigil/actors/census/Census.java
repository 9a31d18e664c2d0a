package dev.vigil.actors.census;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.peer.PeerExtractor;
import dev.vigil.actors.store.Holder;
import dev.vigil.actors.store.StoreLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.RootActorPath;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;

/** Answers how this node stands, and asks the others. */
public final class Census {
  private static final String NAME = "census";
  private static final int SHARDS = 1 << PeerExtractor.SHARD_BITS;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final NodeContext node;

  /** Begins to answer. */
  public Census(ActorSystem<?> system, NodeContext node) {
    this.system = system;
    this.node = node;
    system.systemActorOf(answering(), NAME, Props.empty());
  }

  private Behavior<Question> answering() {
    ActorRefResolver resolver = ActorRefResolver.get(system);
    return Behaviors.receiveMessage(question -> {
      ActorRef<NodeStanding> asker = resolver.resolveActorRef(question.replyTo());
      asker.tell(standing());
      return Behaviors.same();
    });
  }

  private NodeStanding standing() {
    StoreLag lag = node.store().lag();
    int tunnels =
        node.roster().peers().stream().mapToInt(peer -> peer.state().children().size()).sum();
    return new NodeStanding(
        Cluster.get(system).selfMember().uniqueAddress().longUid(),
        owned().getOrDefault(self(), 0),
        node.roster().sas().size(),
        tunnels,
        lag.waiting(),
        lag.oldest().toMillis(),
        node.lease().holds(),
        node.store().kind());
  }

  private long self() {
    return Cluster.get(system).selfMember().uniqueAddress().longUid();
  }

  /** By the run of the node that owns them. */
  private Map<Long, Integer> owned() {
    Map<Long, Integer> owned = new HashMap<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      switch (node.store().holder(shard)) {
        case Holder.Nobody() -> {}
        case Holder.Here _ -> owned.merge(self(), 1, Integer::sum);
        case Holder.Elsewhere(_, long uid, _) -> owned.merge(uid, 1, Integer::sum);
      }
    }
    return owned;
  }

  /** All members with what they say; those that do not answer in time stay without a word. */
  public CompletionStage<ClusterView> take() {
    CurrentClusterState state = Cluster.get(system).state();
    List<Member> members = new ArrayList<>();
    state.getMembers().forEach(members::add);
    Map<Long, CompletableFuture<Optional<NodeStanding>>> answers = new HashMap<>();
    members.forEach(member -> answers.put(member.uniqueAddress().longUid(), ask(member)));
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
        .thenApply(_ -> view(members, state.getUnreachable(), answers));
  }

  private CompletableFuture<Optional<NodeStanding>> ask(Member member) {
    if (member.uniqueAddress().longUid() == self()) {
      return CompletableFuture.completedFuture(Optional.of(standing()));
    }
    ActorRefResolver resolver = ActorRefResolver.get(system);
    ActorRef<Question> other =
        resolver.resolveActorRef(
            new RootActorPath(member.address(), "/")
                .child("system")
                .child(NAME)
                .toSerializationFormat());
    return AskPattern.<Question, NodeStanding>ask(
            other,
            asker -> new Question(resolver.toSerializationFormat(asker)),
            PATIENCE,
            system.scheduler())
        .thenApply(Optional::of)
        .exceptionally(_ -> Optional.empty())
        .toCompletableFuture();
  }

  private ClusterView view(
      List<Member> members,
      Set<Member> unreachable,
      Map<Long, CompletableFuture<Optional<NodeStanding>>> answers) {
    Map<Long, Integer> owned = owned();
    Optional<Member> oldest = members.stream().min((one, other) -> one.isOlderThan(other) ? -1 : 1);
    List<ClusterView.Line> lines = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (Member member : members) {
      long uid = member.uniqueAddress().longUid();
      known.add(uid);
      lines.add(
          new ClusterView.Line(
              member.address().getHost().orElse("") + ":" + member.address().getPort().orElse(0),
              member.status().toString(),
              !unreachable.contains(member),
              uid == self(),
              oldest.filter(member::equals).isPresent(),
              owned.getOrDefault(uid, 0),
              Objects.requireNonNull(answers.get(uid)).join()));
    }
    lines.sort(Comparator.comparing(ClusterView.Line::address));
    int held =
        owned.entrySet().stream()
            .filter(entry -> known.contains(entry.getKey()))
            .mapToInt(Map.Entry::getValue)
            .sum();
    return new ClusterView(lines, SHARDS - held, SHARDS);
  }
}
