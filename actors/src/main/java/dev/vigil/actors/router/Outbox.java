package dev.vigil.actors.router;

import dev.vigil.actors.udp.Datagram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What is on its way to one node. As many datagrams may be under way as Pekko's own queue for a
 * node has places, so that the choice of what is lost stays here: new handshakes from the half of
 * it on, and everything once it is full. A node that says nothing for a second while it is full is
 * taken to have lost what it was sent.
 */
final class Outbox {
  static final int MOST_UNDER_WAY = 3072;
  static final int LARGEST_BATCH = 64;
  private static final int LARGEST_BATCH_BYTES = 60_000;

  /** Batches that would follow each other more closely than that are put together. */
  private static final Duration CLOSE = Duration.ofMillis(2);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final long self;
  private final Consumer<Forwarded> node;
  private final List<Datagram> gathered = new ArrayList<>();
  private int bytes;
  private long sent;
  private long taken;
  private Instant heardAt = Instant.MIN;
  private Instant sentAt = Instant.MIN;

  Outbox(long self, Consumer<Forwarded> node) {
    this.self = self;
    this.node = node;
  }

  /** Takes it, or says no as there is no room. */
  boolean offer(Datagram datagram, boolean handshake, Instant now) {
    long underWay = sent - taken + gathered.size();
    if (underWay >= MOST_UNDER_WAY && now.isAfter(heardAt.plus(PATIENCE))) {
      taken = sent;
      heardAt = now;
      underWay = gathered.size();
    }
    if (underWay >= (handshake ? MOST_UNDER_WAY / 2 : MOST_UNDER_WAY)) {
      return false;
    }
    gathered.add(datagram);
    bytes += datagram.bytes().length();
    if (gathered.size() >= LARGEST_BATCH || bytes >= LARGEST_BATCH_BYTES) {
      flush(now);
    }
    return true;
  }

  /**
   * Sends what has gathered, unless a batch has just left: then a few milliseconds make one of
   * many.
   *
   * @return whether something is left for {@link #flush}
   */
  boolean flushUnlessClose(Instant now) {
    if (!gathered.isEmpty() && !now.isBefore(sentAt.plus(CLOSE))) {
      flush(now);
    }
    return !gathered.isEmpty();
  }

  void flush(Instant now) {
    if (gathered.isEmpty()) {
      return;
    }
    if (taken == sent) {
      heardAt = now;
    }
    sent += gathered.size();
    node.accept(new Forwarded(self, sent, gathered));
    gathered.clear();
    bytes = 0;
    sentAt = now;
  }

  /** The node has come so far. */
  void taken(long total, Instant now) {
    if (total > taken && total <= sent) {
      taken = total;
      heardAt = now;
    }
  }
}
