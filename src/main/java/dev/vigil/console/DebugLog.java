package dev.vigil.console;

import dev.vigil.actors.observe.TraceRecord;
import dev.vigil.actors.observe.TraceSubscription;
import dev.vigil.protocol.trace.TraceFormat;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code debug crypto isakmp}: while it is on, a thread of its own writes the trace. It is bounded:
 * a writer that cannot keep up loses events and says how many.
 */
final class DebugLog {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Function<Optional<InetAddress>, TraceSubscription> source;
  private final TraceFormat format;
  private final Consumer<String> writer;
  private @Nullable TraceSubscription subscription;
  private Optional<InetAddress> condition = Optional.empty();

  /**
   * @param source begins to watch one peer, or all
   * @param writer takes the lines, on a thread of this log's own
   */
  DebugLog(
      Function<Optional<InetAddress>, TraceSubscription> source,
      TraceFormat format,
      Consumer<String> writer) {
    this.source = source;
    this.format = format;
    this.writer = writer;
  }

  synchronized boolean isOn() {
    return subscription != null;
  }

  /** The only peer that is traced; empty: all are. */
  synchronized Optional<InetAddress> condition() {
    return condition;
  }

  /** On for one peer or for all; whatever was on before is replaced. */
  synchronized void on(Optional<InetAddress> peer) {
    off();
    TraceSubscription opened = source.apply(peer);
    subscription = opened;
    condition = peer;
    Thread.ofPlatform().daemon().name("debug-crypto-isakmp").start(() -> write(opened));
  }

  synchronized void off() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
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
          writer.accept("%d debug messages lost: the log cannot keep up".formatted(batch.lost()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
