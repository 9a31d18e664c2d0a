package dev.vigil.actors.observe;

import dev.vigil.protocol.cookie.PeerTag;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs trouble with the snapshot store at a bounded rate. One serves all actors of a node. */
public final class StoreLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.vigil.store");
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final int MOST_TAGS = 4096;

  private final Set<PeerTag> unreadable = new LinkedHashSet<>();
  private Instant quietUntil = Instant.MIN;
  private long untold;

  /** The store did not do what it was asked for; one line in an interval. */
  public void failed(String what, PeerTag tag, Throwable cause, Instant now) {
    long before;
    synchronized (this) {
      if (now.isBefore(quietUntil)) {
        untold++;
        return;
      }
      before = untold;
      untold = 0;
      quietUntil = now.plus(INTERVAL);
    }
    LOG.warn("store failed what={} tag={} untold={} cause=\"{}\"", what, tag, before, cause);
  }

  /** A peer's record is none; one line a peer. */
  public void unreadable(PeerTag tag, String reason, int offset) {
    synchronized (this) {
      if (!unreadable.add(tag)) {
        return;
      }
      if (unreadable.size() > MOST_TAGS) {
        Iterator<PeerTag> oldest = unreadable.iterator();
        oldest.next();
        oldest.remove();
      }
    }
    LOG.error(
        "record unreadable tag={} offset={} detail=\"{}\": the peer begins with nothing; the record"
            + " stays until the peer has something new to keep",
        tag,
        offset,
        reason);
  }
}
