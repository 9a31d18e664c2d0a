package dev.vigil.actors.store.replicated;

import dev.vigil.actors.store.StoreLag;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** This node's writes that are not safe yet. */
final class Unsafe {
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger();
  private final ConcurrentSkipListMap<Long, Long> since = new ConcurrentSkipListMap<>();

  void until(CompletionStage<?> done) {
    long number = numbers.incrementAndGet();
    since.put(number, System.nanoTime());
    count.incrementAndGet();
    var _ =
        done.whenComplete((_, _) -> {
          since.remove(number);
          count.decrementAndGet();
        });
  }

  StoreLag lag() {
    Map.Entry<Long, Long> first = since.firstEntry();
    return first == null
        ? StoreLag.NONE
        : new StoreLag(count.get(), Duration.ofNanos(System.nanoTime() - first.getValue()));
  }
}
