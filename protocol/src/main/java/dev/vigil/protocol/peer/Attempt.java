package dev.vigil.protocol.peer;

import java.time.Instant;
import java.util.Optional;

/**
 * How the bringing up of a crypto map entry stands.
 *
 * @param wanted it is to be up: an operator asked for it
 * @param current index of the peer that is talked to, or would be next
 * @param tried how many peers were tried in this round
 * @param rounds how many rounds in a row ended without success
 * @param nextAt when the next attempt begins; empty while one runs, or none is needed
 * @param lastEnd why it went down last, or could not come up
 */
record Attempt(
    boolean wanted,
    int current,
    int tried,
    int rounds,
    Optional<Instant> nextAt,
    Optional<ConnectionEnd> lastEnd) {
  static Attempt idle(int current) {
    return new Attempt(false, current, 0, 0, Optional.empty(), Optional.empty());
  }

  Attempt withWanted(boolean value) {
    return new Attempt(value, current, tried, rounds, nextAt, lastEnd);
  }

  Attempt at(Optional<Instant> time) {
    return new Attempt(wanted, current, tried, rounds, time, lastEnd);
  }

  Attempt ended(ConnectionEnd end) {
    return new Attempt(wanted, current, tried, rounds, nextAt, Optional.of(end));
  }

  /** The peer at {@code index} answered and the tunnel is up. */
  Attempt succeeded(int index) {
    return new Attempt(wanted, index, 0, 0, Optional.empty(), lastEnd);
  }

  Attempt next(int index, int newTried, int newRounds, Optional<Instant> time) {
    return new Attempt(wanted, index, newTried, newRounds, time, lastEnd);
  }
}
