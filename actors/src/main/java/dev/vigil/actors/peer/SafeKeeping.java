package dev.vigil.actors.peer;

import dev.vigil.actors.node.NodeContext;
import dev.vigil.actors.observe.Counter;
import dev.vigil.actors.store.Epoch;
import dev.vigil.actors.store.Fenced;
import dev.vigil.protocol.snapshot.PeerSnapshot;
import dev.vigil.protocol.wire.Octets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/**
 * Has one peer's record made safe: one write at a time, always of the newest state, and whoever
 * waits for it is told when a write that began after its wish is done. It belongs to the entity and
 * outlives a restart of the peer's actor.
 */
final class SafeKeeping {
  /** What the peer's actor has to do about an answer of the store. */
  enum Verdict {
    GO_ON,
    /** Try again after {@link #backOff}. */
    LATER,
    /** Another node owns the peer. */
    FENCED
  }

  /** What waits for a write: effects of the peer's own, or an IKE SA that is to be told. */
  private record Wish(List<HeldEffects.Due> effects, Runnable notice) {}

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(250);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(5);

  private final NodeContext node;
  private final PeerLink link;
  private final Epoch epoch;
  private List<Wish> waiting = List.of();
  private List<Wish> covered = List.of();
  private List<Runnable> notices = List.of();
  private boolean recorded;
  private boolean emptied;
  private boolean wished;
  private boolean writing;
  private Duration backOff = FIRST_BACK_OFF;

  /**
   * @param recorded the store has a record of the peer that was read
   */
  SafeKeeping(NodeContext node, PeerLink link, Epoch epoch, boolean recorded) {
    this.node = node;
    this.link = link;
    this.epoch = epoch;
    this.recorded = recorded;
  }

  Epoch epoch() {
    return epoch;
  }

  /** Whether the store has, or may have, something of the peer. */
  boolean isRecorded() {
    return recorded;
  }

  /** Nothing waits for the store. */
  boolean isIdle() {
    return !wished && !writing;
  }

  /**
   * The state is to be safe.
   *
   * @param effects that wait for that
   * @param notice run after it
   * @return whether {@link PeerMessage.Save} is to come, after what waits in the mailbox by now
   */
  boolean wish(List<HeldEffects.Due> effects, Runnable notice) {
    waiting = with(waiting, List.of(new Wish(effects, notice)));
    boolean first = !wished;
    wished = true;
    return first && !writing;
  }

  Duration backOff() {
    return backOff;
  }

  /** Writes what is wished for, unless a write is under way; that is followed by the next. */
  void write(Supplier<PeerSnapshot> newest) {
    if (writing || !wished) {
      return;
    }
    PeerSnapshot snapshot = newest.get();
    emptied = snapshot.isEmpty();
    Octets bytes = emptied ? Octets.EMPTY : snapshot.encode();
    wished = false;
    writing = true;
    covered = with(covered, waiting);
    waiting = List.of();
    if (emptied && !recorded) {
      link.ref().tell(PeerMessage.Saved.of(null));
      return;
    }
    recorded = true;
    CompletionStage<Done> stage =
        emptied
            ? node.store().remove(epoch, link.tag())
            : node.store().put(epoch, link.tag(), bytes);
    var _ = stage.whenComplete((done, failure) -> link.ref().tell(PeerMessage.Saved.of(failure)));
  }

  /**
   * The store has answered; on {@link Verdict#GO_ON} the effects that waited are due, and {@link
   * #tellAll} is to follow them.
   */
  Verdict answered(Optional<Throwable> failure, HeldEffects held) {
    writing = false;
    if (failure.isPresent()) {
      wished = true;
      if (isFenced(failure.get())) {
        return Verdict.FENCED;
      }
      node.counters().count(Counter.STORE_FAILURES);
      node.storeLog().failed("save", link.tag(), failure.get(), node.now());
      return Verdict.LATER;
    }
    backOff = FIRST_BACK_OFF;
    if (emptied) {
      recorded = false;
    }
    List<HeldEffects.Due> due = new ArrayList<>();
    List<Runnable> told = new ArrayList<>(notices);
    for (Wish wish : covered) {
      due.addAll(wish.effects());
      told.add(wish.notice());
    }
    covered = List.of();
    notices = told;
    held.resume(due);
    return Verdict.GO_ON;
  }

  /** Tells the IKE SAs whose wishes came true. */
  void tellAll() {
    List<Runnable> told = notices;
    notices = List.of();
    told.forEach(Runnable::run);
  }

  private static List<Wish> with(List<Wish> some, List<Wish> more) {
    List<Wish> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** The next wait is longer. */
  void failedAgain() {
    Duration twice = backOff.multipliedBy(2);
    backOff = twice.compareTo(LONGEST_BACK_OFF) < 0 ? twice : LONGEST_BACK_OFF;
  }

  static boolean isFenced(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof Fenced;
  }
}
