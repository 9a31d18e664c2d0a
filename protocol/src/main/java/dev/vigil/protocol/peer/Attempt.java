package dev.vigil.protocol.peer;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How the bringing up of a crypto map entry stands.
 *
 * @param wanted it is to be up: an operator asked for it
 * @param current index of the peer that is talked to, or would be next
 * @param called the address that the current peer has, or was called at, last
 * @param tried how many peers were tried in this round
 * @param rounds how many rounds in a row ended without success
 * @param nextAt when the next attempt begins; empty while one runs, or none is needed
 * @param asking the current peer's name is being resolved, until {@code nextAt} at most
 * @param quietUntil before then traffic brings nothing up, as nothing could be had just now
 * @param lastEnd why it went down last, or could not come up
 */
record Attempt(
    boolean wanted,
    int current,
    Optional<InetAddress> called,
    int tried,
    int rounds,
    Optional<Instant> nextAt,
    boolean asking,
    Optional<Instant> quietUntil,
    Optional<ConnectionEnd> lastEnd) {
  static Attempt idle(int current) {
    Draft draft = new Draft();
    draft.current = current;
    return draft.build();
  }

  Attempt withWanted(boolean value) {
    return with(draft -> draft.wanted = value);
  }

  /** The next attempt begins then. */
  Attempt at(Instant time) {
    return with(draft -> draft.nextAt = Optional.of(time));
  }

  /** One runs, or none is needed. */
  Attempt begun() {
    return with(draft -> {
      draft.nextAt = Optional.empty();
      draft.asking = false;
      draft.quietUntil = Optional.empty();
    });
  }

  /** The current peer's name is being resolved. */
  Attempt asking(Instant until) {
    return with(draft -> {
      draft.nextAt = Optional.of(until);
      draft.asking = true;
    });
  }

  Attempt calling(InetAddress address) {
    return with(draft -> draft.called = Optional.of(address));
  }

  Attempt ended(ConnectionEnd end) {
    return with(draft -> draft.lastEnd = Optional.of(end));
  }

  Attempt audible() {
    return with(draft -> draft.quietUntil = Optional.empty());
  }

  Attempt quiet(Instant until) {
    return with(draft -> draft.quietUntil = Optional.of(until));
  }

  /** The peer at {@code index} answered at this address, and the tunnel is up. */
  Attempt succeeded(int index, InetAddress address) {
    return next(index, 0, 0).begun().calling(address);
  }

  /** Goes on to another peer, or the same one again. */
  Attempt next(int index, int newTried, int newRounds) {
    return with(draft -> {
      draft.current = index;
      draft.called = index == current ? called : Optional.empty();
      draft.tried = newTried;
      draft.rounds = newRounds;
      draft.asking = false;
    });
  }

  private Attempt with(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.wanted = wanted;
    draft.current = current;
    draft.called = called;
    draft.tried = tried;
    draft.rounds = rounds;
    draft.nextAt = nextAt;
    draft.asking = asking;
    draft.quietUntil = quietUntil;
    draft.lastEnd = lastEnd;
    change.accept(draft);
    return draft.build();
  }

  /** The parts while they are being changed. */
  private static final class Draft {
    private boolean wanted;
    private int current;
    private Optional<InetAddress> called = Optional.empty();
    private int tried;
    private int rounds;
    private Optional<Instant> nextAt = Optional.empty();
    private boolean asking;
    private Optional<Instant> quietUntil = Optional.empty();
    private Optional<ConnectionEnd> lastEnd = Optional.empty();

    private Attempt build() {
      return new Attempt(
          wanted, current, called, tried, rounds, nextAt, asking, quietUntil, lastEnd);
    }
  }
}
