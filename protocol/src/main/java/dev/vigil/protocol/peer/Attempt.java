package dev.vigil.protocol.peer;

import java.time.Instant;
import java.util.Optional;

/**
 * How the bringing up of a crypto map entry stands.
 *
 * @param wanted it is to be up: traffic or an operator asked for it
 * @param current index of the peer that is talked to, or would be next
 * @param tried how many peers were tried in this round
 * @param rounds how many rounds in a row ended without success
 * @param nextAt when the next attempt begins; empty while one runs, or none is needed
 */
record Attempt(boolean wanted, int current, int tried, int rounds, Optional<Instant> nextAt) {
  static Attempt idle(int current) {
    return new Attempt(false, current, 0, 0, Optional.empty());
  }

  Attempt withWanted(boolean value) {
    return new Attempt(value, current, tried, rounds, nextAt);
  }

  Attempt at(Optional<Instant> time) {
    return new Attempt(wanted, current, tried, rounds, time);
  }

  /** The peer at {@code index} answered and the tunnel is up. */
  Attempt succeeded(int index) {
    return new Attempt(wanted, index, 0, 0, Optional.empty());
  }

  Attempt next(int index, int newTried, int newRounds, Optional<Instant> time) {
    return new Attempt(wanted, index, newTried, newRounds, time);
  }
}
