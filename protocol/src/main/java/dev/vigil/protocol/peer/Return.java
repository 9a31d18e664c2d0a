package dev.vigil.protocol.peer;

import dev.vigil.protocol.esp.Sequences;
import dev.vigil.protocol.resume.PairProgress;
import dev.vigil.protocol.resume.PeerProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A peer that comes out of a snapshot, and the sequence numbers that its IPsec SAs may use. */
final class Return {
  /** Within which what is overdue is done, so that not all of it is done at once. */
  private static final Duration SPREAD = Duration.ofMinutes(1);

  /** In which a peer that waits for a message asks for it again. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Turn turn;

  Return(Turn turn) {
    this.turn = turn;
  }

  /** Installs what is held, and begins anew what was under way. */
  void resumed(Optional<PeerProgress> progress) {
    turn.serialsFromHere();
    turn.sas.replaceAll(sa -> sa.withRekeyAt(sa.rekeyAt().map(this::notOverdue)));
    turn.sas.replaceAll(sa -> sa.withRetireAt(sa.retireAt().map(this::patient)));
    turn.children.removeIf(entry -> turn.sa(entry.ike()).isEmpty() && home(entry).isEmpty());
    turn.children.replaceAll(this::resumed);
    turn.children.replaceAll(entry -> installed(entry, progress));
    for (Connection connection : turn.settings.connections()) {
      Attempt attempt = turn.attempt(connection);
      if (attempt.wanted() && attempt.nextAt().isEmpty()) {
        turn.attempts.put(connection.label(), attempt.at(soon()));
      }
    }
  }

  /** An IKE SA that can answer for it, where its own did not outlive the node. */
  private Optional<IkeSummary> home(ChildEntry entry) {
    return turn.usableSa(entry.remote());
  }

  /** A successor that was being made is called for again. */
  private ChildEntry resumed(ChildEntry entry) {
    ChildEntry housed =
        turn.sa(entry.ike()).isPresent()
            ? entry
            : home(entry).map(sa -> entry.under(sa.ours())).orElse(entry);
    if (!housed.current()) {
      return housed.retiring(patient(housed.retireAt().orElse(turn.now)), housed.end());
    }
    return housed.withSoftAt(
        Optional.of(housed.softAt().map(this::notOverdue).orElseGet(this::soon)));
  }

  /** The peer may not have heard of the successor yet: it is told again. */
  private Instant patient(Instant retireAt) {
    Instant least = soon().plus(PATIENCE);
    return retireAt.isBefore(least) ? least : retireAt;
  }

  private Instant notOverdue(Instant at) {
    return at.isBefore(turn.now) ? soon() : at;
  }

  private Instant soon() {
    return turn.now.plus(turn.between(Duration.ZERO, SPREAD));
  }

  private ChildEntry installed(ChildEntry entry, Optional<PeerProgress> progress) {
    Optional<IkeSummary> sa = turn.sa(entry.ike());
    if (sa.isEmpty()) {
      return entry;
    }
    Optional<PairProgress> known = progress.flatMap(peer -> peer.pair(entry.inboundSpi()));
    boolean exact = known.isPresent() && progress.get().exact();
    long from = exact ? known.get().outboundLast() : entry.ceiling();
    long ceiling = above(from, entry.ceiling());
    long top = known.map(PairProgress::inboundTop).orElse(0L);
    turn.emit(
        new PeerEffect.ChildInstalled(
            entry.child(),
            entry.ike(),
            sa.get().path(),
            turn.settings.addresses().replayWindow(entry.connection()),
            new Sequences(from, ceiling, top)));
    return entry.withCeiling(ceiling);
  }

  /** What was granted is used up for the most part: as much again, as it goes that fast. */
  void needed(int inboundSpi) {
    turn.children.replaceAll(entry -> entry.inboundSpi() == inboundSpi ? granted(entry) : entry);
  }

  private ChildEntry granted(ChildEntry entry) {
    long ceiling = above(entry.ceiling(), entry.ceiling());
    if (ceiling == entry.ceiling()) {
      return entry;
    }
    turn.emit(new PeerEffect.SequencesGranted(entry.inboundSpi(), ceiling));
    return entry.withCeiling(ceiling);
  }

  /** Each grant is as large as all before it, within bounds: of one pair there are few. */
  private static long above(long from, long granted) {
    long grant = Math.clamp(granted, Sequences.FIRST_GRANT, Sequences.LARGEST_GRANT);
    return Math.min(ChildEntry.LAST_SEQUENCE, from + grant);
  }
}
