package dev.vigil.console;

import dev.vigil.actors.observe.DebugCondition;
import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.observe.TraceSubscription;
import dev.vigil.protocol.config.IpPrefix;
import dev.vigil.protocol.trace.TraceFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code debug crypto isakmp} of one console, or of the node's own output: while it is on, a thread
 * of its own writes the trace. It is bounded: a writer that cannot keep up loses events and is told
 * how many.
 */
final class DebugLog {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Function<DebugCondition, TraceSubscription> source;
  private final TraceFormat format;
  private final Consumer<String> writer;
  private final LongConsumer loss;
  private final List<IpPrefix> peers = new ArrayList<>();
  private @Nullable TraceSubscription subscription;

  /**
   * @param source begins to watch what the condition takes
   * @param writer takes the lines, on a thread of this log's own
   * @param loss takes the number of events that were lost, on the same thread
   */
  DebugLog(
      Function<DebugCondition, TraceSubscription> source,
      TraceFormat format,
      Consumer<String> writer,
      LongConsumer loss) {
    this.source = source;
    this.format = format;
    this.writer = writer;
    this.loss = loss;
  }

  synchronized boolean isOn() {
    return subscription != null;
  }

  /** The only peers that are traced; empty: all are. */
  synchronized List<IpPrefix> conditions() {
    return List.copyOf(peers);
  }

  /** On, for the peers of the conditions or for all. */
  synchronized void on() {
    off();
    TraceSubscription opened = source.apply(new DebugCondition(peers));
    subscription = opened;
    Thread.ofPlatform().daemon().name("debug-crypto-isakmp").start(() -> write(opened));
  }

  synchronized void off() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  /** One more peer is traced; once there is one, only those are. False if it was there. */
  synchronized boolean add(IpPrefix peer) {
    if (peers.contains(peer)) {
      return false;
    }
    peers.add(peer);
    again();
    return true;
  }

  /** False if there was no such condition. */
  synchronized boolean remove(IpPrefix peer) {
    boolean there = peers.remove(peer);
    if (there) {
      again();
    }
    return there;
  }

  /** All peers are traced again. */
  synchronized void reset() {
    peers.clear();
    again();
  }

  private void again() {
    if (subscription != null) {
      on();
    }
  }

  private synchronized boolean stillOn(TraceSubscription opened) {
    return subscription == opened;
  }

  private void write(TraceSubscription opened) {
    try {
      while (stillOn(opened)) {
        TraceSubscription.Batch batch = opened.read(PATIENCE);
        for (TraceRecord record : batch.records()) {
          format.format(record.event(), record.context(), record.at()).forEach(writer);
        }
        if (batch.lost() > 0) {
          loss.accept(batch.lost());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
