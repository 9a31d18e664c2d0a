package dev.vigil.actors.configuration;

import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/** The configuration that the nodes of a cluster share. */
public final class ReplicatedRegister implements ConfigurationRegister {
  /** Longer than the node that gives the numbers out takes to be replaced. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private sealed interface Event {
    record Offer(SharedText version) implements Event {}

    record Changed(Replicator.SubscribeResponse<LWWRegister<byte[]>> change) implements Event {}

    record Offered(Replicator.UpdateResponse<LWWRegister<byte[]>> answer) implements Event {}
  }

  private final ActorSystem<?> system;
  private final ActorRef<NumberingCommand> numbering;
  private final ActorRef<Event> copy;
  private final List<Consumer<SharedText>> readers = new ArrayList<>();
  private volatile SharedText current = SharedText.NONE;

  /** Takes part, on a node that is a member of its cluster. */
  public ReplicatedRegister(ActorSystem<?> system) {
    this.system = system;
    this.numbering =
        ClusterSingleton.get(system)
            .init(SingletonActor.of(Numbering.create(), "configuration-numbering"));
    this.copy = system.systemActorOf(following(), "configuration-copy", Props.empty());
  }

  /** What this node knows from an earlier run; a later version that others know stays. */
  public void offer(SharedText version) {
    copy.tell(new Event.Offer(version));
  }

  @Override
  public SharedText current() {
    return current;
  }

  @Override
  public CompletionStage<Proposal> propose(long base, String text) {
    return vote(base, false, TextForm.encode(new SharedText(base, 0, text)));
  }

  @Override
  public CompletionStage<Proposal> save(long number) {
    return vote(number, true, Octets.EMPTY);
  }

  private CompletionStage<Proposal> vote(long base, boolean save, Octets text) {
    ActorRefResolver resolver = ActorRefResolver.get(system);
    return AskPattern.<NumberingCommand, Verdict>ask(
            numbering,
            asker -> new Ballot(resolver.toSerializationFormat(asker), base, save, text),
            PATIENCE,
            system.scheduler())
        .thenCompose(verdict -> settled(verdict, base, save, text));
  }

  private CompletionStage<Proposal> settled(Verdict verdict, long base, boolean save, Octets text) {
    try {
      if (verdict.accepted()) {
        SharedText now =
            save
                ? new SharedText(base, base, current.text())
                : new SharedText(base + 1, current.saved(), TextForm.decode(text).text());
        return CompletableFuture.completedFuture(new Proposal.Accepted(now));
      }
      if (verdict.version().isEmpty()) {
        return CompletableFuture.failedFuture(
            new IOException("no majority of the nodes could be reached"));
      }
      SharedText now = TextForm.decode(verdict.version());
      return CompletableFuture.completedFuture(new Proposal.Overtaken(now));
    } catch (IOException malformed) {
      return CompletableFuture.failedFuture(malformed);
    }
  }

  @Override
  public void follow(Consumer<SharedText> reader) {
    synchronized (readers) {
      readers.add(reader);
      if (current.isAfter(SharedText.NONE)) {
        reader.accept(current);
      }
    }
  }

  private void seen(SharedText version) {
    synchronized (readers) {
      if (version.isAfter(current)) {
        current = version;
        readers.forEach(reader -> reader.accept(version));
      }
    }
  }

  private Behavior<Event> following() {
    return Behaviors.setup(context ->
        DistributedData.withReplicatorMessageAdapter(
            (ReplicatorMessageAdapter<Event, LWWRegister<byte[]>> replicator) -> {
              SelfUniqueAddress node = DistributedData.get(system).selfUniqueAddress();
              replicator.subscribe(SharedKey.KEY, Event.Changed::new);
              return Behaviors.receive(Event.class)
                  .onMessage(Event.Offer.class, offer -> offer(offer.version(), node, replicator))
                  .onMessage(Event.Changed.class, this::changed)
                  .onMessage(Event.Offered.class, _ -> Behaviors.same())
                  .build();
            }));
  }

  private static Behavior<Event> offer(
      SharedText version,
      SelfUniqueAddress node,
      ReplicatorMessageAdapter<Event, LWWRegister<byte[]>> replicator) {
    replicator.askUpdate(
        asker ->
            new Replicator.Update<>(
                SharedKey.KEY,
                SharedKey.register(node, version),
                Replicator.writeLocal(),
                asker,
                present -> SharedKey.later(node, present, version)),
        Event.Offered::new);
    return Behaviors.same();
  }

  private Behavior<Event> changed(Event.Changed event) {
    if (event.change() instanceof Replicator.Changed<LWWRegister<byte[]>> change) {
      seen(TextForm.trusted(change.get(SharedKey.KEY).getValue()));
    }
    return Behaviors.same();
  }
}
