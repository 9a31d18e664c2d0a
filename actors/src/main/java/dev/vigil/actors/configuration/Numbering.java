package dev.vigil.actors.configuration;

import dev.vigil.protocol.wire.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ddata.LWWRegister;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the numbers out: there is one in the whole cluster. One ballot after the other: for each it
 * reads what a majority knows, and writes the next version to a majority before it says yes. So no
 * number is ever given twice, also when this actor has just moved to another node.
 */
final class Numbering {
  private static final Logger LOG = LoggerFactory.getLogger(Numbering.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** An operator who sees no answer waits; nobody can have so many consoles. */
  private static final int MOST_WAITING = 256;

  private final ActorContext<NumberingCommand> context;
  private final SelfUniqueAddress node;
  private final ReplicatorMessageAdapter<NumberingCommand, LWWRegister<byte[]>> replicator;
  private final Deque<Ballot> waiting = new ArrayDeque<>();

  private Numbering(
      ActorContext<NumberingCommand> context,
      ReplicatorMessageAdapter<NumberingCommand, LWWRegister<byte[]>> replicator) {
    this.context = context;
    this.replicator = replicator;
    this.node = DistributedData.get(context.getSystem()).selfUniqueAddress();
  }

  static Behavior<NumberingCommand> create() {
    return Behaviors.setup(context ->
        DistributedData.withReplicatorMessageAdapter(
            (ReplicatorMessageAdapter<NumberingCommand, LWWRegister<byte[]>> replicator) ->
                new Numbering(context, replicator).idle()));
  }

  private Behavior<NumberingCommand> idle() {
    Ballot next = waiting.peek();
    if (next != null) {
      return reading();
    }
    return Behaviors.receive(NumberingCommand.class)
        .onMessage(
            Ballot.class,
            ballot -> {
              waiting.add(ballot);
              return reading();
            })
        .build();
  }

  private Behavior<NumberingCommand> reading() {
    replicator.askGet(
        asker -> new Replicator.Get<>(SharedKey.KEY, new Replicator.ReadMajority(PATIENCE), asker),
        NumberingCommand.Read::new);
    return busy();
  }

  private Behavior<NumberingCommand> busy() {
    return Behaviors.receive(NumberingCommand.class)
        .onMessage(Ballot.class, this::wait)
        .onMessage(NumberingCommand.Read.class, this::read)
        .onMessage(NumberingCommand.Wrote.class, this::wrote)
        .build();
  }

  private Behavior<NumberingCommand> wait(Ballot ballot) {
    if (waiting.size() >= MOST_WAITING) {
      answer(ballot, new Verdict(false, Octets.EMPTY));
    } else {
      waiting.add(ballot);
    }
    return Behaviors.same();
  }

  private Behavior<NumberingCommand> read(NumberingCommand.Read read) {
    if (read.answer() instanceof Replicator.GetSuccess<LWWRegister<byte[]>> found) {
      return decide(TextForm.trusted(found.get(SharedKey.KEY).getValue()));
    }
    if (read.answer() instanceof Replicator.NotFound<LWWRegister<byte[]>>) {
      return decide(SharedText.NONE);
    }
    LOG.warn("no majority of the nodes tells the configuration");
    return answered(new Verdict(false, Octets.EMPTY));
  }

  private Behavior<NumberingCommand> decide(SharedText current) {
    Ballot ballot = waiting.element();
    if (ballot.base() != current.number()) {
      return answered(new Verdict(false, TextForm.encode(current)));
    }
    SharedText next;
    try {
      next = ballot.save() ? saved(current) : changed(current, ballot);
    } catch (IOException malformed) {
      LOG.warn("a change of the configuration cannot be read", malformed);
      return answered(new Verdict(false, TextForm.encode(current)));
    }
    LWWRegister<byte[]> first = SharedKey.register(node, next);
    replicator.askUpdate(
        asker ->
            new Replicator.Update<>(
                SharedKey.KEY,
                first,
                new Replicator.WriteMajority(PATIENCE),
                asker,
                present -> SharedKey.later(node, present, next)),
        NumberingCommand.Wrote::new);
    return Behaviors.same();
  }

  private static SharedText saved(SharedText current) {
    return new SharedText(current.number(), current.number(), current.text());
  }

  private static SharedText changed(SharedText current, Ballot ballot) throws IOException {
    String text = TextForm.decode(ballot.text()).text();
    return new SharedText(current.number() + 1, current.saved(), text);
  }

  private Behavior<NumberingCommand> wrote(NumberingCommand.Wrote wrote) {
    if (wrote.answer() instanceof Replicator.UpdateSuccess<LWWRegister<byte[]>>) {
      // What was decided is what a majority has now; the asker sees it as its own node's copy.
      return answered(new Verdict(true, Octets.EMPTY));
    }
    LOG.warn("no majority of the nodes has taken the configuration over");
    return answered(new Verdict(false, Octets.EMPTY));
  }

  private Behavior<NumberingCommand> answered(Verdict verdict) {
    answer(waiting.remove(), verdict);
    return idle();
  }

  private void answer(Ballot ballot, Verdict verdict) {
    ActorRef<Verdict> asker =
        ActorRefResolver.get(context.getSystem()).resolveActorRef(ballot.replyTo());
    asker.tell(verdict);
  }
}
