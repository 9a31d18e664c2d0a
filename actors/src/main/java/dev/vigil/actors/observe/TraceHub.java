package dev.vigil.actors.observe;

import dev.vigil.protocol.trace.TraceContext;
import dev.vigil.protocol.trace.TraceEvent;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Where traces go from the actors to whoever watches. While nobody does, {@link #listening} is
 * false and no trace is even made; a watcher that is too slow loses lines, never a tunnel time.
 */
public final class TraceHub {
  private final Counters counters;
  private final List<TraceSubscription> subscriptions = new CopyOnWriteArrayList<>();

  public TraceHub(Counters counters) {
    this.counters = counters;
  }

  /**
   * Starts to watch; the subscription's {@link TraceSubscription#close} ends it.
   *
   * @param condition whose events
   * @param bound lines that may wait to be read, before further ones are lost
   */
  public TraceSubscription subscribe(DebugCondition condition, int bound) {
    TraceSubscription subscription =
        new TraceSubscription(condition, bound, counters, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /** Whether anybody watches this peer. */
  public boolean listening(InetAddress peer) {
    for (TraceSubscription subscription : subscriptions) {
      if (subscription.wants(peer)) {
        return true;
      }
    }
    return false;
  }

  /** Hands an event to all who watch the peer of its context. */
  public void publish(Instant at, TraceContext context, TraceEvent event) {
    InetAddress peer = context.path().remote().getAddress();
    for (TraceSubscription subscription : subscriptions) {
      if (subscription.wants(peer)) {
        subscription.offer(new TraceRecord(at, context, event));
      }
    }
  }

  /** As {@link #publish(Instant, TraceContext, TraceEvent)}, for one that is made already. */
  public void publish(TraceRecord record) {
    publish(record.at(), record.context(), record.event());
  }
}
