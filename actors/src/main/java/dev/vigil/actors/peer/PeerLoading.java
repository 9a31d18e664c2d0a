package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.peer.PeerMessage.Loaded.Outcome;
import dev.vigil.actors.store.SaSnapshotStore;
import dev.vigil.actors.store.Stored;
import dev.vigil.protocol.exchange.DropReason;
import dev.vigil.protocol.snapshot.PeerSnapshot;
import dev.vigil.protocol.wire.Decoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * A peer's entity until the store has told what it keeps of the peer. What comes meanwhile waits,
 * within a bound. While the store does not answer nothing is made for anybody: an entity that only
 * datagrams asked for goes away, the next one asks anew; any other asks again by itself.
 */
final class PeerLoading extends AbstractMatchingBehavior<PeerMessage> {
  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  private final TimerScheduler<PeerMessage> timers;
  private final StashBuffer<PeerMessage> stash;
  private final NodeContext node;
  private final PeerLink link;
  private final Consumer<PeerEnvelope> onward;
  private final Function<PeerHome, Behavior<PeerMessage>> begin;
  private Duration backOff = FIRST_BACK_OFF;
  private boolean asked;
  private boolean failing;

  PeerLoading(
      ActorContext<PeerMessage> context,
      TimerScheduler<PeerMessage> timers,
      StashBuffer<PeerMessage> stash,
      NodeContext node,
      PeerLink link,
      Consumer<PeerEnvelope> onward,
      Function<PeerHome, Behavior<PeerMessage>> begin) {
    super(context);
    this.timers = timers;
    this.stash = stash;
    this.node = node;
    this.link = link;
    this.onward = onward;
    this.begin = begin;
    ask();
  }

  private void ask() {
    SaSnapshotStore store = node.store();
    var _ =
        store
            .claim(link.tag().shard(PeerExtractor.SHARD_BITS))
            .thenCompose(epoch ->
                store
                    .load(epoch, link.tag())
                    .<Outcome>thenApply(stored -> new Outcome.Known(epoch, stored)))
            .exceptionally(Outcome.Failed::new)
            .thenAccept(outcome -> link.ref().tell(new PeerMessage.Loaded(outcome)));
  }

  @Override
  public Behavior<PeerMessage> onMessage(PeerMessage message) {
    return switch (message) {
      case PeerMessage.Loaded(Outcome.Known known) -> stash.unstashAll(begin.apply(home(known)));
      case PeerMessage.Loaded(Outcome.Failed(var cause)) -> failed(cause);
      case PeerMessage.LoadAgain() -> {
        if (!asked) {
          yield Behaviors.stopped();
        }
        ask();
        yield this;
      }
      case PeerMessage.LeaveNode() -> {
        stash.forEach(waiting -> PeerLeaving.passOn(waiting, link.tag(), onward));
        yield Behaviors.stopped();
      }
      case PeerMessage.Arrived arrived -> {
        if (failing || stash.isFull()) {
          node.counters().dropped(failing ? DropReason.NO_STORE : DropReason.QUEUE_FULL);
        } else {
          stash.stash(arrived);
        }
        yield this;
      }
      // It begins with those of that time in any case.
      case PeerMessage.SettingsChanged() -> this;
      case PeerMessage other -> {
        boolean again = other instanceof PeerMessage.Resume && asked;
        asked = true;
        if (!again && !stash.isFull()) {
          stash.stash(other);
        }
        yield this;
      }
    };
  }

  private Behavior<PeerMessage> failed(Throwable cause) {
    boolean fenced = SafeKeeping.isFenced(cause);
    if (fenced) {
      node.counters().count(Counter.FENCED);
    } else {
      node.counters().count(Counter.STORE_FAILURES);
      node.storeLog().failed("load", link.tag(), cause, node.now());
    }
    if (fenced) {
      return Behaviors.stopped();
    }
    failing = true;
    dropDatagrams();
    timers.startSingleTimer(new PeerMessage.LoadAgain(), backOff);
    Duration twice = backOff.multipliedBy(2);
    backOff = twice.compareTo(LONGEST_BACK_OFF) < 0 ? twice : LONGEST_BACK_OFF;
    return this;
  }

  private void dropDatagrams() {
    List<PeerMessage> others = new ArrayList<>();
    stash.forEach(waiting -> {
      if (waiting instanceof PeerMessage.Arrived) {
        node.counters().dropped(DropReason.NO_STORE);
      } else {
        others.add(waiting);
      }
    });
    stash.clear();
    others.forEach(stash::stash);
  }

  /** A record that can not be read is left where it is, for whoever has a program that can. */
  private PeerHome home(Outcome.Known known) {
    Optional<PeerHome.Frozen> frozen = Optional.empty();
    if (known.stored().isPresent()) {
      Stored stored = known.stored().get();
      switch (PeerSnapshot.decode(stored.snapshot())) {
        case Decoding.Decoded<PeerSnapshot>(var snapshot) -> {
          link.publish(snapshot.state());
          frozen = Optional.of(new PeerHome.Frozen(snapshot.sas(), stored.progress()));
        }
        case Decoding.Malformed<PeerSnapshot>(var reason, int offset) -> {
          node.counters().count(Counter.RECORDS_UNREADABLE);
          node.storeLog().unreadable(link.tag(), reason, offset);
        }
      }
    }
    SafeKeeping keeping = new SafeKeeping(node, link, known.epoch(), frozen.isPresent());
    return new PeerHome(node, link, keeping, frozen, onward);
  }

  @Override
  public Behavior<PeerMessage> onSignal(Signal signal) {
    if (signal instanceof PostStop) {
      node.roster().remove(link);
    }
    return this;
  }
}
