package dev.vigil.actors.observe;

import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what is wrong with a peer, such as a key that differs: one line a fault, and one line a peer
 * in an interval, for a peer that fails tries again at once. One serves all actors of a node.
 */
public final class FaultLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.isakmp");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int MOST_PEERS = 4096;

  /** What the router puts before a line of its debugging; the log has better. */
  private static final Pattern TAG = Pattern.compile("^ISAKMP ?:?\\([^)]*\\): ?");

  private static final class Quiet {
    private final Instant until;
    private long untold;

    Quiet(Instant until) {
      this.until = until;
    }
  }

  /** By peer, in the order in which they were told of. */
  private final Map<InetAddress, Quiet> quiet = new LinkedHashMap<>();

  /** Tells of {@code event} unless that peer had a line just before. */
  public void tell(TraceContext context, TraceEvent event, Instant now) {
    InetAddress peer = context.path().remote().getAddress();
    long untold;
    synchronized (quiet) {
      Quiet known = quiet.get(peer);
      if (known != null && now.isBefore(known.until)) {
        known.untold++;
        return;
      }
      untold = known == null ? 0 : known.untold;
      quiet.remove(peer);
      quiet.put(peer, new Quiet(now.plus(INTERVAL)));
      if (quiet.size() > MOST_PEERS) {
        quiet.remove(quiet.keySet().iterator().next());
      }
    }
    LOG.warn(
        "fault peer={} conn-id={} untold={} detail=\"{}\"",
        PeerAddress.of(context.path().remote()),
        context.connection(),
        untold,
        detail(context, event));
  }

  private static String detail(TraceContext context, TraceEvent event) {
    return event.lines(context).stream()
        .map(line -> TAG.matcher(line).replaceFirst("").strip().replace('"', '\''))
        .collect(Collectors.joining("; "));
  }
}
