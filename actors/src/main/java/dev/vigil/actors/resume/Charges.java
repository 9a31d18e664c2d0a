package dev.vigil.actors.resume;

import dev.vigil.actors.store.Holder;
import java.time.Duration;
import java.util.Arrays;

/**
 * Divides the shards that nobody owns among the nodes: each is brought back by the node that ranks
 * first for it, and by the next one only if that has not done it after a while.
 */
final class Charges {
  /** Longer than a shard takes to find its home, with the coordinator's own move before that. */
  private static final Duration NEXT_RANK = Duration.ofSeconds(5);

  private final Duration[] since;

  Charges(int shards) {
    this.since = new Duration[shards];
    Arrays.fill(since, Duration.ZERO);
  }

  /** From now on no shard is known to be lost for any time yet. */
  void restart(Duration now) {
    Arrays.fill(since, now);
  }

  /**
   * @param now by a clock that is never set
   */
  Charge of(int shard, Holder holder, Membership members, Duration now) {
    if (holder instanceof Holder.Here) {
      since[shard] = now;
      return Charge.OWNED;
    }
    boolean lost = members.isLost(holder);
    if (!lost) {
      since[shard] = now;
    }
    if (!lost && !members.isLeaving(holder)) {
      return Charge.NONE;
    }
    int rank = members.rank(shard);
    if (rank >= members.staying().size()) {
      return Charge.NONE;
    }
    if (!lost) {
      return rank == 0 ? Charge.CHANGING : Charge.NONE;
    }
    Duration lostFor = now.minus(since[shard]);
    return lostFor.compareTo(NEXT_RANK.multipliedBy(rank)) >= 0 ? Charge.LOST : Charge.NONE;
  }
}
