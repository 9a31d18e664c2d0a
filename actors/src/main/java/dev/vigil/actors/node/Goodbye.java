package dev.vigil.actors.node;

import dev.vigil.actors.peer.PeerLink;
import dev.vigil.actors.peer.PeerMessage;
import dev.vigil.settings.ShutdownSettings;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has every peer of this node say goodbye, at a bounded rate and until a deadline. */
final class Goodbye extends AbstractMatchingBehavior<Goodbye.Event> {
  private static final Logger LOG = LoggerFactory.getLogger(Goodbye.class);
  private static final Duration TICK = Duration.ofMillis(20);

  /** What happens meanwhile. */
  sealed interface Event {}

  private enum Clock implements Event {
    TICK,
    DEADLINE
  }

  private record Left(Done done) implements Event {}

  private final Iterator<PeerLink> peers;
  private final int total;
  private final int rate;
  private final CompletableFuture<Done> done;
  private final ActorRef<Done> replies;
  private long credit;
  private int left;

  private Goodbye(
      ActorContext<Event> context,
      List<PeerLink> peers,
      ShutdownSettings settings,
      CompletableFuture<Done> done) {
    super(context);
    this.peers = peers.iterator();
    this.total = peers.size();
    this.rate = settings.deleteRate();
    this.done = done;
    this.replies = context.messageAdapter(Done.class, Left::new);
  }

  /**
   * @param done completed when all have left, or at the deadline
   */
  static Behavior<Event> create(
      NodeContext node, ShutdownSettings settings, CompletableFuture<Done> done) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerAtFixedRate(Clock.TICK, TICK);
          timers.startSingleTimer(Clock.DEADLINE, settings.deadline());
          List<PeerLink> peers = List.copyOf(node.roster().peers());
          return new Goodbye(context, peers, settings, done);
        }));
  }

  @Override
  public Behavior<Event> onMessage(Event event) {
    switch (event) {
      case Clock.TICK -> {
        credit += rate * TICK.toMillis();
        while (credit >= 1000 && peers.hasNext()) {
          peers.next().ref().tell(new PeerMessage.Goodbye(true, replies));
          credit -= 1000;
        }
      }
      case Clock.DEADLINE -> {
        LOG.warn("goodbye cut short peers={} left={}", total, left);
        return finished();
      }
      case Left _ -> left++;
    }
    return left == total ? finished() : this;
  }

  private Behavior<Event> finished() {
    LOG.info("goodbye peers={} left={}", total, left);
    done.complete(Done.getInstance());
    return Behaviors.stopped();
  }
}
