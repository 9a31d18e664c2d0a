package dev.vigil.actors.observe;

import dev.vigil.protocol.exchange.DropReason;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts dropped datagrams, and logs one of each reason in an interval with how many there were
 * meanwhile: a flood of junk must not become a flood of log. One serves all actors of a node.
 */
public final class JunkLog {
  private static final Logger LOG = LoggerFactory.getLogger(JunkLog.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final class Quiet {
    private Instant until = Instant.MIN;
    private long untold;
  }

  private final Counters counters;
  private final Map<DropReason, Quiet> quiet = quietAtFirst();

  public JunkLog(Counters counters) {
    this.counters = counters;
  }

  public void dropped(DropReason reason, InetSocketAddress from, Instant now) {
    dropped(reason, from, now, () -> "");
  }

  /**
   * @param detail key=value, asked for only if there is to be a line
   */
  public void dropped(
      DropReason reason, InetSocketAddress from, Instant now, Supplier<String> detail) {
    counters.dropped(reason);
    Quiet state = Objects.requireNonNull(quiet.get(reason));
    synchronized (state) {
      if (now.isBefore(state.until)) {
        state.untold++;
      } else {
        LOG.info(
            "dropped reason={} from={} untold={}{}",
            reason,
            PeerAddress.of(from),
            state.untold,
            detail.get());
        state.until = now.plus(INTERVAL);
        state.untold = 0;
      }
    }
  }

  private static Map<DropReason, Quiet> quietAtFirst() {
    Map<DropReason, Quiet> quiet = new EnumMap<>(DropReason.class);
    for (DropReason reason : DropReason.values()) {
      quiet.put(reason, new Quiet());
    }
    return quiet;
  }
}
