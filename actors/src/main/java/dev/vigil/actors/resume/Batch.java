package dev.vigil.actors.resume;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;

/** Tells of what is brought back in one go: one line as it begins, one as it ends. */
final class Batch {
  /** What a look adds later belongs to the same batch; it is told anew when it has grown. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  private final Logger log;
  private final Set<Integer> shards = new TreeSet<>();
  private final Set<String> from = new TreeSet<>();
  private Duration beganAt = Duration.ZERO;
  private Duration toldAt = Duration.ZERO;
  private long peers;
  private long told;
  private long resumed;

  Batch(Logger log) {
    this.log = log;
  }

  /**
   * @param holder who had the shard
   */
  void add(int shard, int more, String holder, Duration now) {
    if (peers == 0) {
      beganAt = now;
      toldAt = now.minus(TELL_EVERY);
    }
    shards.add(shard);
    from.add(holder);
    peers += more;
  }

  /** So many have come to life. */
  void resumed(long more) {
    resumed += more;
  }

  /** A look is over. */
  void tell(Duration now) {
    if (peers > told && now.minus(toldAt).compareTo(TELL_EVERY) >= 0) {
      log.info("resuming shards={} peers={} from={}", shards.size(), peers, String.join(",", from));
      told = peers;
      toldAt = now;
    }
  }

  /** Nothing is left to be woken. */
  void end(Duration now) {
    if (peers > 0) {
      log.info(
          "resumed peers={} of={} shards={} took={}ms",
          resumed,
          peers,
          shards.size(),
          now.minus(beganAt).toMillis());
    }
    shards.clear();
    from.clear();
    peers = 0;
    told = 0;
    resumed = 0;
  }
}
