package dev.vigil.actors.observe;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One watcher's bounded queue of traces. Any thread puts in, one thread reads. */
public final class TraceSubscription implements AutoCloseable {
  /**
   * What was read.
   *
   * @param lost events that were dropped after these, as the reader was too slow
   */
  public record Batch(List<TraceRecord> records, long lost) {}

  private final DebugCondition condition;
  private final BlockingQueue<TraceRecord> queue;
  private final AtomicLong lost = new AtomicLong();
  private final Counters counters;
  private final Consumer<TraceSubscription> onClose;

  TraceSubscription(
      DebugCondition condition, int bound, Counters counters, Consumer<TraceSubscription> onClose) {
    this.condition = condition;
    this.queue = new ArrayBlockingQueue<>(bound);
    this.counters = counters;
    this.onClose = onClose;
  }

  boolean wants(InetAddress address) {
    return condition.takes(address);
  }

  void offer(TraceRecord record) {
    if (!queue.offer(record)) {
      lost.incrementAndGet();
      counters.count(Counter.TRACE_LINES_LOST);
    }
  }

  /**
   * Waits at most {@code patience} for events, and takes all that are there.
   *
   * @throws InterruptedException if the reading thread is told to stop
   */
  public Batch read(Duration patience) throws InterruptedException {
    List<TraceRecord> records = new ArrayList<>();
    @Nullable TraceRecord first = queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    long lostBefore = lost.getAndSet(0);
    if (first != null) {
      records.add(first);
      queue.drainTo(records);
    }
    return new Batch(records, lostBefore);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
